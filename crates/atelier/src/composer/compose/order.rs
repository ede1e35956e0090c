//! What is wished for, and what comes of it.

use crate::composer::{dialect::Dialect, parts::Parts, styles::Style};

/// The longest idea, in characters.
pub const MOST_IDEA: usize = 2_000;
/// The most different prompts from one idea at once.
pub const MOST_VARIETY: usize = 24;

/// How an idea is to become a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// How much is added.
    pub strength: Strength,
    /// Chooses between what fits.
    pub seed: u64,
    /// How the prompt is written.
    pub dialect: Dialect,
    /// Styles that the person chose, laid one over the other.
    pub styles: Vec<&'static Style>,
}

/// How much is added to an idea, from 0, nothing, to 100. More strength adds to what less strength chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Strength(u8);

/// A prompt and how it is made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// What it says about what, and whose words they are.
    pub parts: Parts,
    /// The prompt.
    pub prompt: String,
    /// What is not to be seen, for models that are told so apart; may be empty.
    pub negative: String,
}

/// Why nothing comes of an idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ComposeError {
    /// There are no words in it.
    #[error("the idea is empty")]
    Empty,
    /// It is longer than [`MOST_IDEA`].
    #[error("the idea is too long")]
    TooLong,
}

impl Strength {
    /// The idea as it is, sorted.
    pub const NOTHING: Self = Self(0);
    /// A little light and framing.
    pub const SUBTLE: Self = Self(20);
    /// Most of what a person would decide themselves.
    pub const MEDIUM: Self = Self(55);
    /// Everything that is left open.
    pub const STRONG: Self = Self(95);

    /// So many of a hundred; what is above that is a hundred.
    #[must_use]
    pub const fn percent(percent: u8) -> Self {
        Self(if percent > 100 { 100 } else { percent })
    }

    /// From 0 to 100.
    #[must_use]
    pub const fn as_percent(self) -> u8 {
        self.0
    }
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            strength: Strength::MEDIUM,
            seed: 0,
            dialect: Dialect::Sentences,
            styles: Vec::new(),
        }
    }
}

impl ComposeError {
    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
        }
    }
}
