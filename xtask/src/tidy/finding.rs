//! What a rule has to say.

use std::fmt;

/// One thing that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, from the root of the tree.
    pub path: String,
    /// The line, counted from 1; 0 where it is about the file as a whole.
    pub line: usize,
    /// The rule's name, as `exceptions.toml` calls it.
    pub rule: &'static str,
    /// What is wrong, and where it would be right.
    pub words: String,
}

impl Finding {
    pub(super) fn new(rule: &'static str, path: &str, line: usize, words: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            rule,
            words: words.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            rule,
            words,
        } = self;
        write!(f, "{path}:{line}: [{rule}] {words}")
    }
}
