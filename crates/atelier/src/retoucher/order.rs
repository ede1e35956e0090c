//! What a person orders to be changed, and what they get.

use crate::{Mask, Opened, PaintError};

/// The longest side that can be retouched, in pixels.
pub const MOST_RETOUCHED_SIDE: u32 = 4096;
/// The shortest side that can be retouched, in pixels.
pub const LEAST_RETOUCHED_SIDE: u32 = 16;

/// What to change in a picture. The same order always gives the same bytes, on any number of threads.
pub struct RetouchOrder<'a> {
    /// What to do, in English or simple German: steps, carried out one after the other.
    pub words: String,
    /// The picture to change; each side from [`LEAST_RETOUCHED_SIDE`] to [`MOST_RETOUCHED_SIDE`].
    pub picture: &'a Opened,
    /// Where to change it; of the picture's size.
    pub mask: Option<&'a Mask>,
    /// A picture to take colours or a new background from.
    pub reference: Option<&'a Opened>,
    /// The wanted width in pixels. Where the words give no size or shape of their own, a larger size than the picture's
    /// continues it beyond its borders, and a smaller one shrinks it.
    pub width: u32,
    /// The wanted height in pixels.
    pub height: u32,
    /// Chooses where there is a choice: grain, brush strokes, variations.
    pub seed: u64,
}

/// A changed picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retouched {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// 8-bit sRGB, row after row from the top: three bytes a pixel, or four where a pixel is not opaque.
    pub pixels: Vec<u8>,
    /// What was done, in one line.
    pub title: String,
    /// The words that changed nothing, as they were written, in their order, each once.
    pub unused_words: Vec<String>,
}

impl Retouched {
    /// Whether a pixel has a fourth byte, its opacity.
    #[must_use]
    pub fn has_opacity(&self) -> bool {
        self.pixels.len() as u64 == u64::from(self.width) * u64::from(self.height) * 4
    }
}

/// Why there is no changed picture.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum RetouchError {
    /// The watcher asked to stop.
    #[error("the retouching was cancelled")]
    Cancelled,
    /// A side of the picture, or of what would come of it, is outside what can be made.
    #[error("the size cannot be made")]
    Size,
    /// The mask is not of the picture's size.
    #[error("the mask is of another size than the picture")]
    MaskSize,
    /// A step needs to know where, and there is no mask, or one that says nothing.
    #[error("a mask is needed that says where")]
    MaskNeeded,
    /// A step takes something from a reference, and there is none.
    #[error("a reference picture is needed")]
    ReferenceNeeded,
    /// Everything is to be made anew, so there is nothing to continue from.
    #[error("nothing of the picture is left to continue from")]
    NothingKept,
    /// Nothing stands out from the background.
    #[error("nothing was found that stands before a background")]
    NoSubject,
    /// No word was understood, and the size is the picture's.
    #[error("nothing to do: no word was understood")]
    NothingToDo,
    /// More steps than are carried out at once.
    #[error("there are too many steps")]
    TooManySteps,
}

impl From<PaintError> for RetouchError {
    fn from(error: PaintError) -> Self {
        match error {
            PaintError::Cancelled => Self::Cancelled,
            PaintError::Size | PaintError::Encode(_) => Self::Size,
        }
    }
}
