//! Canaries: something that is planted before a backup and erased right after, so that each restore can prove that what
//! was erased stays erased.

use basics::UnitId;
use privacy::{AllowedFor, Operate, Personal, Sealed};

/// A canary's words, sealed like a person's.
#[derive(Clone, PartialEq, Eq)]
pub struct Words(String);

/// A canary as its row has it.
#[derive(Clone)]
pub struct Canary {
    /// Its id, also its unit's.
    pub id: UnitId,
    /// What it sings.
    pub words: Sealed<Words>,
}

impl Personal for Words {
    const FIELD: &'static str = "canary.words";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

impl AllowedFor<Operate> for Words {}

impl Words {
    /// What every canary sings.
    #[must_use]
    pub fn of_a_canary() -> Self {
        Self("a canary that nobody shall hear again".to_owned())
    }
}
