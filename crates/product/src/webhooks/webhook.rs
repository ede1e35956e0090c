//! A webhook: an address that is told, and the secret by which it knows who tells.

use std::fmt;

use basics::{AccountId, Time, WebhookId, WorkspaceId};
use privacy::{AllowedFor, Export, Operate, Personal, Sealed, ShowToOwner};

/// Where somebody's server is. It may hold what only its owner should know.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookAddress(String);

/// The secret under which messages are signed.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

/// The longest address, in characters.
pub const LONGEST_ADDRESS: usize = 2_000;

impl WebhookAddress {
    /// An address of http or https; `None` for what is none, or too long. Whether it may be asked is the door's to say.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = text.chars().count() <= LONGEST_ADDRESS && !text.chars().any(|c| c.is_control() || c == ' ');
        let known = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
        (plain && known).then(|| Self(text.to_owned()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl WebhookSecret {
    /// 32 bytes that nobody guesses.
    #[must_use]
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for WebhookAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookAddress(…)")
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

impl Personal for WebhookAddress {
    const FIELD: &'static str = "webhook.address";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

impl Personal for WebhookSecret {
    const FIELD: &'static str = "webhook.secret";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        Some(Self(bytes))
    }
}

impl AllowedFor<Operate> for WebhookAddress {}
impl AllowedFor<ShowToOwner> for WebhookAddress {}
impl AllowedFor<Export> for WebhookAddress {}
impl AllowedFor<Operate> for WebhookSecret {}

/// A webhook as it is stored.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Its id; also the unit of its address and its secret.
    pub id: WebhookId,
    /// Whose.
    pub account: AccountId,
    /// Whose generations it is told of.
    pub workspace: WorkspaceId,
    /// Where it is.
    pub address: Sealed<WebhookAddress>,
    /// How it knows who tells.
    pub secret: Sealed<WebhookSecret>,
    /// Since when.
    pub created_at: Time,
    /// What it last answered; none where it did not, or was not asked yet.
    pub last_status: Option<u32>,
    /// When it was last asked.
    pub last_at: Option<Time>,
    /// When it said that it wants to hear no more (410), if it did.
    pub ended_at: Option<Time>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_addresses() {
        for text in ["https://example.org/hook?x=1", " http://127.0.0.1:9/ "] {
            assert!(WebhookAddress::new(text).is_some(), "{text}");
        }
        for text in [
            "",
            "example.org",
            "ftp://example.org",
            "https://a b",
            "https://a\nb",
            "javascript:alert(1)",
        ] {
            assert!(WebhookAddress::new(text).is_none(), "{text}");
        }
        assert!(WebhookAddress::new(&format!("https://{}", "x".repeat(2_000))).is_none());
    }
}
