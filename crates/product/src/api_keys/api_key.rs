//! An API key: known by its hash; its secret is shown once.

use basics::{AccountId, ApiKeyId, Time, WorkspaceId};
use privacy::{AllowedFor, Export, Personal, Sealed, ShowToOwner};

use super::key_scope::KeyScope;

/// What a key is for, in its owner's words.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyName(String);

impl KeyName {
    /// Up to 80 characters; `None` for an empty or longer text.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = !text.is_empty() && text.chars().count() <= 80 && !text.chars().any(char::is_control);
        fits.then(|| Self(text.to_owned()))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Personal for KeyName {
    const FIELD: &'static str = "api_key.name";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

impl AllowedFor<ShowToOwner> for KeyName {}
impl AllowedFor<Export> for KeyName {}

/// A key as it is stored.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// Its id; also the unit of its name.
    pub id: ApiKeyId,
    /// Whose.
    pub account: AccountId,
    /// Where what it makes is kept.
    pub workspace: WorkspaceId,
    /// What it is for.
    pub name: Sealed<KeyName>,
    /// Its last characters, to tell it from others.
    pub hint: String,
    /// What it may be used for.
    pub scope: KeyScope,
    /// Since when.
    pub created_at: Time,
    /// When it was last used, to the minute.
    pub used_at: Option<Time>,
}
