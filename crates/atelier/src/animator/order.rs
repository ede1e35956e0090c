//! What a person orders as a film, and what they get.

use std::ops::RangeInclusive;

use crate::{Opened, PaintError};

/// The sides of a film, in pixels; only even ones.
const SIDES: RangeInclusive<u32> = 128..=1920;
/// A film has no more pixels than this.
const MOST_PIXELS: u32 = 1920 * 1080;
/// How long a film may be, in seconds.
const SECONDS: RangeInclusive<u32> = 1..=60;
/// The longest words that are read, in bytes.
const MOST_WORDS: usize = 8_192;

/// What to film. The same order always gives the same bytes, on any number of threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilmOrder {
    /// The person's own words, in English or simple German. A line that holds only `---` begins another shot.
    pub words: String,
    /// What is not to be seen.
    pub negative: Vec<String>,
    /// Width in pixels, even, 128 to 1920.
    pub width: u32,
    /// Height in pixels, even, 128 to 1920; width by height is at most 1920 by 1080.
    pub height: u32,
    /// Length in seconds, 1 to 60.
    pub seconds: u32,
    /// How many frames are shown in a second.
    pub frames_per_second: FrameRate,
    /// Chooses between the many films that fit the words.
    pub seed: u64,
    /// The film begins with this picture, if there is one, and shows it instead of a painting.
    pub first_frame: Option<Picture>,
    /// The film ends with this picture, if there is one.
    pub last_frame: Option<Picture>,
}

/// Frames in a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum FrameRate {
    /// As in the cinema.
    Cinema,
    /// As on most screens.
    #[default]
    Thirty,
    /// The smoothest.
    Sixty,
}

/// A picture of a person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    rgb: Vec<u8>,
    width: u32,
    height: u32,
}

/// A finished film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Film {
    /// The file.
    pub mp4: Vec<u8>,
    /// The first frame, as 8-bit sRGB, row after row from the top, three bytes a pixel, of the film's size.
    pub poster_rgb: Vec<u8>,
    /// How many frames it has.
    pub frames: u32,
    /// One line of alternative text made only from what was understood.
    pub title: String,
    /// The words that changed nothing, as they were written, in their order, each once.
    pub unused_words: Vec<String>,
}

/// Why there is no film.
#[derive(Debug, thiserror::Error)]
pub enum AnimateError {
    /// The watcher asked to stop.
    #[error("the film was cancelled")]
    Cancelled,
    /// A side is odd or outside 128 to 1920 pixels, or there are more pixels than 1920 by 1080.
    #[error("the size is not one that can be filmed")]
    Size,
    /// Shorter than one second or longer than sixty.
    #[error("the length is not one that can be filmed")]
    Length,
    /// The words are longer than is read.
    #[error("the words are too long")]
    Words,
    /// The encoder or the file format could not hold the film.
    #[error("the film could not be encoded")]
    Encode(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl FrameRate {
    /// Every rate, from the slowest.
    pub const ALL: [Self; 3] = [Self::Cinema, Self::Thirty, Self::Sixty];

    /// Frames in a second.
    #[must_use]
    pub const fn hertz(self) -> u32 {
        match self {
            Self::Cinema => 24,
            Self::Thirty => 30,
            Self::Sixty => 60,
        }
    }

    /// The rate with so many frames in a second.
    #[must_use]
    pub fn from_hertz(hertz: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|rate| rate.hertz() == hertz)
    }
}

impl Picture {
    /// From 8-bit sRGB pixels, three bytes each; nothing where they do not fill the size or a side is zero.
    #[must_use]
    pub fn new(rgb: Vec<u8>, width: u32, height: u32) -> Option<Self> {
        let wanted = u64::from(width) * u64::from(height) * 3;
        (wanted > 0 && u64::try_from(rgb.len()) == Ok(wanted)).then_some(Self { rgb, width, height })
    }

    /// In pixels.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// In pixels.
    #[must_use]
    pub const fn height(&self) -> u32 {
        self.height
    }

    pub(super) fn rgb(&self) -> &[u8] {
        &self.rgb
    }
}

impl From<Opened> for Picture {
    fn from(opened: Opened) -> Self {
        Self {
            width: opened.width(),
            height: opened.height(),
            rgb: opened.into_rgb(),
        }
    }
}

impl FilmOrder {
    /// The whole number of frames.
    pub(super) const fn frames(&self) -> u32 {
        self.seconds * self.frames_per_second.hertz()
    }

    /// Whether it can be filmed.
    pub(super) fn check(&self) -> Result<(), AnimateError> {
        let is_side = |side: u32| SIDES.contains(&side) && side.is_multiple_of(2);
        if !is_side(self.width) || !is_side(self.height) || self.width * self.height > MOST_PIXELS {
            return Err(AnimateError::Size);
        }
        if !SECONDS.contains(&self.seconds) {
            return Err(AnimateError::Length);
        }
        let negative: usize = self.negative.iter().map(String::len).sum();
        if self.words.len() > MOST_WORDS || negative > MOST_WORDS {
            return Err(AnimateError::Words);
        }
        Ok(())
    }
}

impl From<PaintError> for AnimateError {
    fn from(error: PaintError) -> Self {
        match error {
            PaintError::Cancelled => Self::Cancelled,
            PaintError::Size => Self::Size,
            PaintError::Encode(error) => Self::Encode(error),
        }
    }
}
