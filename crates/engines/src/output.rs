//! What a model gave back. Outputs hold personal content, so their `Debug` says nothing of it.

use std::fmt;

use bytes::Bytes;

use crate::{Failure, Kind, film, sniff};

/// One finished picture, text or film.
#[derive(Clone, PartialEq, Eq)]
pub struct Output {
    /// The finished file.
    pub bytes: Bytes,
    /// Found by looking at the bytes, never taken from a vendor's word.
    pub media_type: String,
    /// In pixels, for pictures and films.
    pub width: Option<u32>,
    /// In pixels, for pictures and films.
    pub height: Option<u32>,
    /// The seed that was used, where known.
    pub seed: Option<u64>,
    /// A short title, where the engine has one.
    pub title: Option<String>,
    /// Words of the prompt that the engine did nothing with.
    pub unused_words: Vec<String>,
    /// A small version, where the engine made one along with it.
    pub preview: Option<Preview>,
}

/// A small version of a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Preview {
    /// A JPEG file.
    pub jpeg: Bytes,
    /// Of the whole picture, in pixels.
    pub width: u32,
    /// Of the whole picture, in pixels.
    pub height: u32,
}

impl Output {
    /// A picture of somebody else's making: it is what its bytes look like, whatever it was called.
    pub fn picture(bytes: Bytes) -> Result<Self, Failure> {
        let media_type = sniff(&bytes).ok_or(Failure::NotAnImage)?.media_type;
        Ok(Self::plain(bytes, media_type))
    }

    /// A film of somebody else's making, likewise.
    pub fn film(bytes: Bytes) -> Result<Self, Failure> {
        if film::is_film(&bytes) {
            Ok(Self::plain(bytes, film::MP4))
        } else {
            Err(Failure::NotAnImage)
        }
    }

    /// What somebody else made of an order of this kind.
    pub(crate) fn made(kind: Kind, bytes: Bytes) -> Result<Self, Failure> {
        match kind {
            Kind::Video => Self::film(bytes),
            Kind::Image | Kind::Text | Kind::Prompt => Self::picture(bytes),
        }
    }

    /// Text.
    #[must_use]
    pub fn text(text: String) -> Self {
        Self::plain(text.into(), "text/plain")
    }

    /// The same, made with this seed.
    #[must_use]
    pub const fn with_seed(mut self, seed: Option<u64>) -> Self {
        self.seed = seed;
        self
    }

    fn plain(bytes: Bytes, media_type: &str) -> Self {
        Self {
            bytes,
            media_type: media_type.to_owned(),
            width: None,
            height: None,
            seed: None,
            title: None,
            unused_words: Vec::new(),
            preview: None,
        }
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Output({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Preview({}x{})", self.width, self.height)
    }
}
