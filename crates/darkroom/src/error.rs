//! Why a task was not done.

use atelier::{DecodeError, PaintError};
use serde::{Deserialize, Serialize};

use crate::{FrameError, Impossible};

/// Why a task was not done. Nothing of the task is left anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum DarkroomError {
    /// The bytes are not PNG, JPEG or WebP.
    #[error("the file is not a PNG, JPEG or WebP picture")]
    UnknownFormat,
    /// A side is longer than is opened.
    #[error("a side of the picture is longer than is opened")]
    TooLong,
    /// It has more pixels than are opened.
    #[error("the picture has more pixels than are opened")]
    TooManyPixels,
    /// It moves.
    #[error("the picture is animated")]
    Animated,
    /// It breaks off or contradicts itself.
    #[error("the file is damaged")]
    Damaged,
    /// No such size is painted.
    #[error("the size is not one that can be painted")]
    Size,
    /// It cannot be done as it was asked.
    #[error(transparent)]
    Impossible(Impossible),
    /// The finished picture could not be written as a file.
    #[error("the picture could not be written as a file")]
    Unwritable,
    /// Whoever waited wished to stop.
    #[error("it was cancelled")]
    Cancelled,
    /// It would have taken more memory than is given to it.
    #[error("it took more memory than is given to it")]
    OutOfMemory,
    /// It took more time than is given to it, and was ended.
    #[error("it took more time than is given to it")]
    TimedOut,
    /// The process that did it broke or was killed.
    #[error("the process that did it broke")]
    Died,
    /// No process could be had.
    #[error("no process could be started for it")]
    Unavailable,
}

impl From<DecodeError> for DarkroomError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::UnknownFormat => Self::UnknownFormat,
            DecodeError::TooLong => Self::TooLong,
            DecodeError::TooLarge => Self::TooManyPixels,
            DecodeError::OutOfMemory => Self::OutOfMemory,
            DecodeError::Animated => Self::Animated,
            DecodeError::Damaged => Self::Damaged,
        }
    }
}

impl From<PaintError> for DarkroomError {
    fn from(error: PaintError) -> Self {
        match error {
            PaintError::Cancelled => Self::Cancelled,
            PaintError::Size => Self::Size,
            PaintError::Encode(_) => Self::Unwritable,
        }
    }
}

/// Whoever writes frames that are none is broken, or was taken over by what it opened.
impl From<FrameError> for DarkroomError {
    fn from(_: FrameError) -> Self {
        Self::Died
    }
}
