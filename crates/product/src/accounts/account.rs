//! An account: one person's.

use basics::{AccountId, Time, WorkspaceId};
use privacy::{AllowedFor, Export, Operate, Personal, Sealed, Secure, ShowToOwner};

/// What an account may do to the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Runs it.
    Owner,
    /// Uses it.
    Member,
}

impl Role {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
        }
    }

    /// From its stable name; anything unknown is a member.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        if name == Self::Owner.name() {
            Self::Owner
        } else {
            Self::Member
        }
    }
}

/// An account as it is stored.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id; also the unit of the profile and the person's holder.
    pub id: AccountId,
    /// The person's own workspace.
    pub workspace: WorkspaceId,
    /// The address.
    pub email: Sealed<EmailAddress>,
    /// What it may do.
    pub role: Role,
    /// Since when.
    pub created_at: Time,
    /// When it is erased, for somebody who is leaving.
    pub erase_at: Option<Time>,
}

/// What somebody agreed to. Agreement is not consent: it opens no purpose (P-INT-04).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// `policy` or `terms`.
    pub document: &'static str,
    /// Its version.
    pub version: String,
    /// The hash of its text.
    pub content_hash: String,
    /// The language it was read in.
    pub language: &'static str,
    /// When.
    pub accepted_at: Time,
}

/// An e-mail address (P-COL-01).
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

/// A text is not an e-mail address that can be used here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmailError;

impl EmailAddress {
    /// The address as it was written, without spaces around it.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let plain = |character: char| !character.is_whitespace() && !character.is_control() && character.is_ascii();
        let labels_fit = domain.split('.').all(|label| {
            let ends_fit = !label.starts_with('-') && !label.ends_with('-');
            !label.is_empty() && ends_fit && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
        let local_fits = !local.is_empty() && local.len() <= 64 && !local.contains(['@', ',', ';', '<', '>', '"']);
        let fits = text.len() <= 254 && domain.contains('.') && labels_fit && local_fits && text.chars().all(plain);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(EmailError)
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The form that is compared: two spellings of one mailbox must not become two accounts.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl Personal for EmailAddress {
    const FIELD: &'static str = "account.email";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

impl AllowedFor<Operate> for EmailAddress {}
impl AllowedFor<Secure> for EmailAddress {}
impl AllowedFor<ShowToOwner> for EmailAddress {}
impl AllowedFor<Export> for EmailAddress {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_no_mail_reaches_are_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        for text in [
            "",
            "a",
            "a@",
            "@b.c",
            "a@b",
            "a b@c.de",
            "a@b..c",
            "a@-b.c",
            "аda@example.org",
            "a@b@c.d<",
            &long,
        ] {
            assert_eq!(EmailAddress::parse(text).err(), Some(EmailError), "{text}");
        }
    }

    #[test]
    fn spelling_does_not_make_another_mailbox() {
        let folded = |text| EmailAddress::parse(text).map(|address| address.folded());
        assert_eq!(folded(" Ada@Example.ORG "), folded("ada@example.org"));
    }
}
