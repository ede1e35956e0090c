//! The prompts that one text stands for.

use std::fmt;

/// One prompt, as it is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What to show.
    pub words: String,
    /// What not to show; may be empty.
    pub negative: String,
}

/// The prompts that a text stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expansion {
    /// One, for every result.
    Same(Prompt),
    /// One for each result.
    Each(Vec<Prompt>),
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prompt(…)")
    }
}
