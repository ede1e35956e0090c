//! What a person orders, and what they get.

use std::ops::RangeInclusive;

/// The sides that can be painted, in pixels.
pub(crate) const SIDES: RangeInclusive<u32> = 64..=4096;

/// What to paint. The same order always gives the same bytes on one platform, on any number of threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaintOrder {
    /// The person's own words, in English or simple German.
    pub words: String,
    /// What is not wanted, in the same vocabulary; empty when nothing is refused.
    pub negative: String,
    /// Width in pixels, 64 to 4096.
    pub width: u32,
    /// Height in pixels, 64 to 4096.
    pub height: u32,
    /// Chooses between the many pictures that fit the words.
    pub seed: u64,
}

/// A finished picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Painting {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// 8-bit sRGB, row after row from the top, three bytes a pixel.
    pub rgb: Vec<u8>,
    /// The words that changed nothing, as they were written, in their order, each once.
    pub unused_words: Vec<String>,
    /// One line of alternative text made only from what was understood.
    pub title: String,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PaintError {
    /// The watcher asked to stop.
    #[error("the painting was cancelled")]
    Cancelled,
    /// A side is outside what can be painted, or does not fit the pixels given.
    #[error("the size is not one that can be painted or encoded")]
    Size,
    /// The picture could not be written in the wanted format.
    #[error("the picture could not be encoded")]
    Encode(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl PaintOrder {
    pub(crate) fn has_paintable_size(&self) -> bool {
        SIDES.contains(&self.width) && SIDES.contains(&self.height)
    }
}
