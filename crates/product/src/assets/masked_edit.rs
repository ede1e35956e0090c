//! What became of an edit with a mask: whether its model kept to it, and the file that the model sent (decision 0022).

use darkroom::Verdict;

/// The class of objects that hold models' own files, where something was put back in them.
pub const AS_SENT_OBJECT: &str = "as-sent";

/// Whether a model kept to a mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptToMask {
    /// It changed nothing outside.
    Kept,
    /// It painted outside as well; there the original was put back.
    ChangedOutside,
    /// It could not be compared, and nothing was put back.
    NotCompared,
}

/// What is known of an edit with a mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaskedEdit {
    /// Whether its model kept to the mask.
    pub kept: KeptToMask,
    /// How much it changed, in thousandths of what was to stay, where it was compared.
    pub changed: Option<u32>,
}

/// A model's own file, beside the asset in which something was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsSent {
    /// Its media type.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its length in bytes.
    pub length: i64,
}

impl KeptToMask {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::ChangedOutside => "changed_outside",
            Self::NotCompared => "not_compared",
        }
    }

    /// From its stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Kept, Self::ChangedOutside, Self::NotCompared]
            .into_iter()
            .find(|kept| kept.name() == name)
    }
}

impl MaskedEdit {
    /// Of one that nobody could compare.
    pub(super) const NOT_COMPARED: Self = Self {
        kept: KeptToMask::NotCompared,
        changed: None,
    };
}

impl From<Verdict> for MaskedEdit {
    fn from(verdict: Verdict) -> Self {
        Self {
            kept: match verdict {
                Verdict::Kept { .. } => KeptToMask::Kept,
                Verdict::ChangedOutside { .. } => KeptToMask::ChangedOutside,
                Verdict::NotCompared => KeptToMask::NotCompared,
            },
            changed: verdict.changed().map(u32::from),
        }
    }
}
