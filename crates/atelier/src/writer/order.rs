//! What a person orders from the writer, and what they get.

/// The longest order, in characters.
pub(super) const MOST_CHARACTERS: usize = 40_000;

/// A task and the text it is about, in the person's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOrder {
    /// The task stands in the first line or before a colon ("summarise in 3 sentences: …"); at most 40,000 characters.
    pub words: String,
    /// Chooses between forms that fit equally well.
    pub seed: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Plain text or Markdown.
    pub text: String,
    /// A short name for it, from the text's own words.
    pub title: String,
    /// What the method cannot do, where that matters for this text.
    pub note: Option<Limits>,
}

/// What a person should know about how a text came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Limits {
    /// Sentences were chosen, not rewritten.
    KeepsSentences,
    /// Headings and words were taken from the text; nothing was understood.
    TakesOwnWords,
    /// The text was too short to choose from, and came back whole.
    TooShort,
    /// Something was counted; whether the text is good or true is another question.
    CountsOnly,
    /// Places in brackets are for the person to fill in.
    LeavesGaps,
    /// None of the words named anything that the painter knows, so they came back as they were.
    KnowsScenesOnly,
}

impl Limits {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::KeepsSentences,
        Self::TakesOwnWords,
        Self::TooShort,
        Self::CountsOnly,
        Self::LeavesGaps,
        Self::KnowsScenesOnly,
    ];

    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KeepsSentences => "keeps-sentences",
            Self::TakesOwnWords => "takes-own-words",
            Self::TooShort => "too-short",
            Self::CountsOnly => "counts-only",
            Self::LeavesGaps => "leaves-gaps",
            Self::KnowsScenesOnly => "knows-scenes-only",
        }
    }
}
