//! What an order starts from beside its words.

use basics::AssetId;

/// A picture that goes along with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// Which.
    pub asset: AssetId,
    /// What for.
    pub role: Role,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// To start from.
    Reference,
    /// To say where something is to change: transparent there.
    Mask,
}

impl Role {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Mask => "mask",
        }
    }

    /// From its stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Reference, Self::Mask]
            .into_iter()
            .find(|role| role.name() == name)
    }
}
