//! What the atelier cannot do as it was asked.

use atelier::{AnimateError, RetouchError, WriteError, composer::ComposeError};
use serde::{Deserialize, Serialize};

use crate::DarkroomError;

/// Why something cannot be done as it was asked. Whoever asked can ask otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Impossible {
    /// No word says what to do.
    #[error("none of the words says what to do with the picture")]
    NothingToDo,
    /// More steps than are taken at once.
    #[error("these are more steps than are taken at once")]
    TooManySteps,
    /// The words are longer than is read.
    #[error("the words are longer than is read")]
    TooManyWords,
    /// It has to be known where.
    #[error("a mask is needed that says where")]
    MaskNeeded,
    /// The mask is not of the picture's size.
    #[error("the mask has to be as large as the picture")]
    MaskSize,
    /// Nothing is left to go by.
    #[error("the mask leaves nothing of the picture to go by")]
    NothingKept,
    /// Something is to be taken from a second picture, and there is none.
    #[error("a second picture is needed to take that from")]
    ReferenceNeeded,
    /// Nothing stands out from the background.
    #[error("nothing was found that stands before a background")]
    NoSubject,
    /// No film lasts so long.
    #[error("no film of this length is made")]
    Length,
    /// There is no text to work on.
    #[error("the text is missing that this is to be done with")]
    NoText,
    /// It takes knowledge, or new thoughts.
    #[error("the built-in writer works on a text that it is given; connect a text model for anything else")]
    BeyondIt,
    /// It is not made of flat shapes.
    #[error("only low poly and pixel art can be drawn as SVG")]
    NotFlat,
}

impl Impossible {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::NothingToDo,
        Self::TooManySteps,
        Self::TooManyWords,
        Self::MaskNeeded,
        Self::MaskSize,
        Self::NothingKept,
        Self::ReferenceNeeded,
        Self::NoSubject,
        Self::Length,
        Self::NoText,
        Self::BeyondIt,
        Self::NotFlat,
    ];

    /// A stable key, for rows and for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NothingToDo => "nothing-to-do",
            Self::TooManySteps => "too-many-steps",
            Self::TooManyWords => "too-many-words",
            Self::MaskNeeded => "mask-needed",
            Self::MaskSize => "mask-size",
            Self::NothingKept => "nothing-kept",
            Self::ReferenceNeeded => "reference-needed",
            Self::NoSubject => "no-subject",
            Self::Length => "length",
            Self::NoText => "no-text",
            Self::BeyondIt => "beyond-it",
            Self::NotFlat => "not-flat",
        }
    }

    /// The reason of this key.
    #[must_use]
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == key)
    }

    /// The field of an order that is at fault.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::NothingToDo
            | Self::TooManySteps
            | Self::TooManyWords
            | Self::NoText
            | Self::BeyondIt
            | Self::NotFlat => "prompt",
            Self::MaskNeeded | Self::MaskSize | Self::NothingKept => "mask",
            Self::ReferenceNeeded | Self::NoSubject => "image",
            Self::Length => "seconds",
        }
    }
}

impl From<RetouchError> for DarkroomError {
    fn from(error: RetouchError) -> Self {
        Self::Impossible(match error {
            RetouchError::Cancelled => return Self::Cancelled,
            RetouchError::Size => return Self::Size,
            RetouchError::MaskSize => Impossible::MaskSize,
            RetouchError::MaskNeeded => Impossible::MaskNeeded,
            RetouchError::ReferenceNeeded => Impossible::ReferenceNeeded,
            RetouchError::NothingKept => Impossible::NothingKept,
            RetouchError::NoSubject => Impossible::NoSubject,
            RetouchError::NothingToDo => Impossible::NothingToDo,
            RetouchError::TooManySteps => Impossible::TooManySteps,
        })
    }
}

impl From<AnimateError> for DarkroomError {
    fn from(error: AnimateError) -> Self {
        Self::Impossible(match error {
            AnimateError::Cancelled => return Self::Cancelled,
            AnimateError::Size => return Self::Size,
            AnimateError::Encode(_) => return Self::Unwritable,
            AnimateError::Length => Impossible::Length,
            AnimateError::Words => Impossible::TooManyWords,
        })
    }
}

impl From<WriteError> for DarkroomError {
    fn from(error: WriteError) -> Self {
        Self::Impossible(match error {
            WriteError::Empty | WriteError::NoText => Impossible::NoText,
            WriteError::TooLong => Impossible::TooManyWords,
            WriteError::BeyondIt => Impossible::BeyondIt,
        })
    }
}

impl From<ComposeError> for DarkroomError {
    fn from(error: ComposeError) -> Self {
        Self::Impossible(match error {
            ComposeError::Empty => Impossible::NoText,
            ComposeError::TooLong => Impossible::TooManyWords,
        })
    }
}
