//! What a model makes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a model makes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Better or structured prompts.
    Prompt,
    /// Text, chat included.
    Text,
    /// Still images.
    #[default]
    Image,
    /// Films.
    Video,
}

/// The text named no kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindError;

impl Kind {
    /// Every kind, in reading order.
    pub const ALL: [Self; 4] = [Self::Prompt, Self::Text, Self::Image, Self::Video];

    /// The name used in configuration, rows and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Text => "text",
            Self::Image => "image",
            Self::Video => "video",
        }
    }
}

impl FromStr for Kind {
    type Err = KindError;
    fn from_str(text: &str) -> Result<Self, KindError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(KindError)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for KindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a kind is prompt, text, image or video")
    }
}

impl std::error::Error for KindError {}
