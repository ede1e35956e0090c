//! Why a text is no template, and where.

/// Why a text is no template, to be shown under the text with the place marked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (character {at})")]
pub struct TemplateError {
    /// Where it is, in characters from 0. A fault in a list's entry is placed where the text names the list.
    pub at: usize,
    /// What is wrong.
    pub kind: TemplateErrorKind,
    /// The list whose entry is at fault, where it is not the text itself.
    pub list: Option<String>,
}

/// What is wrong with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
pub enum TemplateErrorKind {
    /// A `{` or `${` that is never closed.
    #[error("this brace is never closed")]
    Unclosed,
    /// A `}` without its `{`.
    #[error("this brace was never opened")]
    Unopened,
    /// `${` with something other than a name after it.
    #[error("a variable needs a name of letters and digits")]
    BadVariable,
    /// A variable that is used before it is defined, and has no default.
    #[error("this variable is not defined before this place")]
    UnknownVariable,
    /// No list has this name.
    #[error("there is no list of this name")]
    UnknownList,
    /// A list without entries, or options that are all switched off.
    #[error("there is nothing to choose from")]
    NothingToChoose,
    /// A list that leads to itself, or a variable that is used in its own value.
    #[error("this leads back to itself")]
    Cycle,
    /// More than [`MOST_CHARACTERS`](super::MOST_CHARACTERS).
    #[error("the text is too long")]
    TooLong,
    /// Deeper than [`MOST_NESTING`](super::MOST_NESTING).
    #[error("this is nested too deeply")]
    TooDeep,
    /// More than [`MOST_PICKS`](super::MOST_PICKS) at once.
    #[error("this takes too many at once")]
    TooManyPicks,
    /// What it stands for, with all its lists and variables, is more than can be handled.
    #[error("this stands for more than can be handled")]
    TooLarge,
    /// One of its prompts could be longer than [`MOST_OUTPUT`](super::MOST_OUTPUT).
    #[error("what comes of this could be too long")]
    OutputTooLong,
}

impl TemplateErrorKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Unclosed,
        Self::Unopened,
        Self::BadVariable,
        Self::UnknownVariable,
        Self::UnknownList,
        Self::NothingToChoose,
        Self::Cycle,
        Self::TooLong,
        Self::TooDeep,
        Self::TooManyPicks,
        Self::TooLarge,
        Self::OutputTooLong,
    ];

    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unclosed => "unclosed",
            Self::Unopened => "unopened",
            Self::BadVariable => "bad_variable",
            Self::UnknownVariable => "unknown_variable",
            Self::UnknownList => "unknown_list",
            Self::NothingToChoose => "nothing_to_choose",
            Self::Cycle => "cycle",
            Self::TooLong => "too_long",
            Self::TooDeep => "too_deep",
            Self::TooManyPicks => "too_many_picks",
            Self::TooLarge => "too_large",
            Self::OutputTooLong => "output_too_long",
        }
    }

    pub(super) const fn at(self, at: usize) -> TemplateError {
        TemplateError {
            at,
            kind: self,
            list: None,
        }
    }
}
