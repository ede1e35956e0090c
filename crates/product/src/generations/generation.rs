//! A generation: what was ordered, of whom, and how far it has come.

use std::{fmt, str::FromStr};

use basics::{AccountId, ApiKeyId, GenerationId, JobId, Time, WorkspaceId};
use privacy::{AllowedFor, Export, Generate, Personal, Sealed, ShowToOwner};

/// How far a generation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waiting for its turn.
    Queued,
    /// Being made.
    Running,
    /// Made; its assets are in the library.
    Done,
    /// Not made; the failure says why.
    Failed,
    /// Stopped by its owner.
    Cancelled,
    /// It may or may not have been made: the answer was lost on the way. Never sent again by itself.
    Unknown,
}

/// The words of a prompt (P-COL-03).
#[derive(Clone, PartialEq, Eq)]
pub struct PromptWords(String);

impl fmt::Debug for PromptWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PromptWords(…)")
    }
}

/// Why words are not a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptError {
    /// There are none.
    Empty,
    /// There are more than the model takes.
    TooLong {
        /// The most it takes, in characters.
        limit: usize,
    },
    /// A control or direction-changing character, which could make the words look other than they are.
    HiddenCharacter,
}

/// The longest prompt that any model is given, in characters.
pub const MAX_PROMPT_CHARACTERS: usize = 40_000;

impl PromptWords {
    /// Words as somebody typed them: trimmed, with line breaks and tabs kept.
    pub fn typed(text: &str, limit: usize) -> Result<Self, PromptError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PromptError::Empty);
        }
        if text.chars().count() > limit {
            return Err(PromptError::TooLong { limit });
        }
        if text.chars().any(is_hidden) {
            return Err(PromptError::HiddenCharacter);
        }
        Ok(Self(text.replace("\r\n", "\n")))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters, and the characters of Unicode Technical Report 36 that reorder text on the screen.
fn is_hidden(character: char) -> bool {
    let plain_space = matches!(character, '\n' | '\r' | '\t');
    let reorders = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let tag = matches!(character, '\u{e0000}'..='\u{e007f}');
    (character.is_control() && !plain_space) || reorders || tag
}

impl Personal for PromptWords {
    const FIELD: &'static str = "generation.prompt";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().map(Self)
    }
}

/// What a result is not to show.
#[derive(Clone, PartialEq, Eq)]
pub struct NegativeWords(PromptWords);

impl NegativeWords {
    /// Words as somebody typed them; none where there are only blanks.
    pub fn typed(text: &str, limit: usize) -> Result<Option<Self>, PromptError> {
        match PromptWords::typed(text, limit) {
            Ok(words) => Ok(Some(Self(words))),
            Err(PromptError::Empty) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for NegativeWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NegativeWords(…)")
    }
}

impl Personal for NegativeWords {
    const FIELD: &'static str = "generation.negative";
    fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }
    fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        PromptWords::from_bytes(bytes).map(Self)
    }
}

impl AllowedFor<Generate> for NegativeWords {}
impl AllowedFor<ShowToOwner> for NegativeWords {}
impl AllowedFor<Export> for NegativeWords {}

impl AllowedFor<Generate> for PromptWords {}
impl AllowedFor<ShowToOwner> for PromptWords {}
impl AllowedFor<Export> for PromptWords {}

/// A generation as it is stored.
#[derive(Debug, Clone)]
pub struct Generation {
    /// Its id; also its unit.
    pub id: GenerationId,
    /// Where it belongs.
    pub workspace: WorkspaceId,
    /// Who ordered it.
    pub created_by: AccountId,
    /// With which key, if with one.
    pub key: Option<ApiKeyId>,
    /// The work that makes it.
    pub job: JobId,
    /// What is made: `image`, `video` …
    pub kind: String,
    /// The model's id, as `provider/model`.
    pub model: String,
    /// The route that was asked for, if one was.
    pub route: Option<String>,
    /// The words.
    pub prompt: Sealed<PromptWords>,
    /// What it is not to show, where something was said.
    pub negative: Option<Sealed<NegativeWords>>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How many pictures.
    pub count: u32,
    /// How long a film is to last, in seconds; none for pictures.
    pub seconds: Option<u32>,
    /// The generation whose words were changed for this one.
    pub remixed_from: Option<GenerationId>,
    /// The seed, where the person chose one.
    pub seed: Option<i64>,
    /// The format: `png`, `jpeg`, `webp` or `mp4`.
    pub format: String,
    /// How far it has come.
    pub state: State,
    /// Why it failed, as a stable key.
    pub failure: Option<String>,
    /// To whom the order was sent; nobody when it stayed here.
    pub went_to: Option<String>,
    /// When it was ordered.
    pub created_at: Time,
    /// When it was begun.
    pub started_at: Option<Time>,
    /// When it ended.
    pub finished_at: Option<Time>,
}

impl Generation {
    /// Who was asked for by its order: the route, or the model.
    #[must_use]
    pub fn asked_for(&self) -> &str {
        self.route.as_deref().unwrap_or(&self.model)
    }

    /// Whether it moves.
    #[must_use]
    pub const fn is_film(&self) -> bool {
        self.seconds.is_some()
    }
}

impl State {
    /// Whether nothing more will happen to it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for State {
    type Err = ();
    fn from_str(name: &str) -> Result<Self, ()> {
        [
            Self::Queued,
            Self::Running,
            Self::Done,
            Self::Failed,
            Self::Cancelled,
            Self::Unknown,
        ]
        .into_iter()
        .find(|state| state.name() == name)
        .ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_trimmed_and_keeps_its_lines() {
        let prompt = PromptWords::typed("  a sea\r\nat dusk\t ", 100);
        assert_eq!(prompt.map(|words| words.0), Ok("a sea\nat dusk".to_owned()));
    }

    #[test]
    fn hidden_characters_are_refused() {
        for text in ["a\u{0}b", "a\u{202e}b", "a\u{2066}b", "a\u{1b}[31m", "a\u{e0041}b"] {
            assert_eq!(PromptWords::typed(text, 100).err(), Some(PromptError::HiddenCharacter));
        }
    }

    #[test]
    fn the_limit_counts_characters() {
        assert!(PromptWords::typed(&"ü".repeat(10), 10).is_ok());
        assert_eq!(
            PromptWords::typed(&"ü".repeat(11), 10).err(),
            Some(PromptError::TooLong { limit: 10 })
        );
        assert_eq!(PromptWords::typed(" \n ", 10).err(), Some(PromptError::Empty));
    }
}
