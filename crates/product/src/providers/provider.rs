//! A provider as it is stored: what an owner wrote about it, its key, whether it is paused, and what it last answered.

use std::fmt;

use basics::{ProviderId, Time};
use privacy::{AllowedFor, Operate, Personal, Sealed};

use super::sheet::Sheet;

/// A provider's key. Nobody's personal data, and sealed like it.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSecret(String);

/// A provider that an owner has done something with: written it, paused it, or asked it what it has.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its id; also the unit of its key.
    pub id: ProviderId,
    /// The first part of its models' names.
    pub name: String,
    /// What an owner wrote; none for one of the settings file.
    pub sheet: Option<Sheet>,
    /// Its key, where it needs one.
    pub secret: Option<Sealed<ProviderSecret>>,
    /// Since when it is asked for nothing new, if it is not.
    pub paused_at: Option<Time>,
    /// Since when it is here.
    pub created_at: Time,
    /// What came of asking it what it has, where it was asked.
    pub asked: Option<Asked>,
}

/// What came of asking a provider what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// When.
    pub at: Time,
    /// What.
    pub answer: Answer,
}

/// What a provider answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It took the key and named its models.
    Models {
        /// How many.
        listed: u32,
        /// Models of its table that were not among them.
        unlisted: Vec<String>,
    },
    /// It took the key, and has no list.
    Reached,
    /// Nothing can be asked of it free of charge.
    NotAsked,
    /// It did not answer as it should.
    Failed(Fault),
}

/// What was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It does not take the key.
    Key,
    /// Nobody answers at its address.
    Unreachable,
    /// It did not answer in time.
    Silent,
    /// It has been asked too often.
    Busy,
    /// What answered is no such provider.
    Strange,
}

impl Fault {
    const ALL: [Self; 5] = [Self::Key, Self::Unreachable, Self::Silent, Self::Busy, Self::Strange];

    /// A stable name for rows and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Unreachable => "unreachable",
            Self::Silent => "silent",
            Self::Busy => "busy",
            Self::Strange => "strange",
        }
    }
}

impl Answer {
    /// A stable name for rows and messages.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Models { .. } => "models",
            Self::Reached => "reached",
            Self::NotAsked => "not-asked",
            Self::Failed(fault) => fault.name(),
        }
    }

    /// From a row: the name, and what a list had in it.
    #[must_use]
    pub fn of(name: &str, listed: Option<u32>, unlisted: Option<&str>) -> Option<Self> {
        let fault = || Fault::ALL.into_iter().find(|fault| fault.name() == name);
        Some(match name {
            "models" => Self::Models {
                listed: listed.unwrap_or_default(),
                unlisted: unlisted.unwrap_or_default().lines().map(str::to_owned).collect(),
            },
            "reached" => Self::Reached,
            "not-asked" => Self::NotAsked,
            _ => Self::Failed(fault()?),
        })
    }
}

impl ProviderSecret {
    /// The longest, in characters.
    pub const LONGEST: usize = 4_096;

    /// A key as it was pasted; `None` for what no header can carry, or too long.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let can_be_sent = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        (!text.is_empty() && text.len() <= Self::LONGEST && can_be_sent).then(|| Self(text.to_owned()))
    }

    /// The key, for the engine that sends it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProviderSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderSecret(…)")
    }
}

impl Personal for ProviderSecret {
    const FIELD: &'static str = "provider.secret";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

impl AllowedFor<Operate> for ProviderSecret {}
