//! The dialects.

use super::{json, sentences, shots, tags};
use crate::composer::parts::Parts;

/// How a prompt is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// Whole sentences, as models with a language model inside read them best.
    Sentences,
    /// Short phrases with commas, some with a weight: `(a fox:1.2), oil painting`.
    Tags,
    /// A film, beat by beat, with camera moves and times.
    Shots {
        /// How long it is; 1 to 60, what is outside counts as the nearest.
        seconds: u8,
    },
    /// A JSON object with one list of phrases a part.
    Json,
}

impl Dialect {
    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sentences => "sentences",
            Self::Tags => "tags",
            Self::Shots { .. } => "shots",
            Self::Json => "json",
        }
    }
}

/// The parts as a prompt.
pub(in crate::composer) fn written(parts: &Parts, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sentences => sentences::write(parts),
        Dialect::Tags => tags::write(parts),
        Dialect::Shots { seconds } => shots::write(parts, seconds),
        Dialect::Json => json::write(parts),
    }
}
