//! What a model gave back. Outputs hold personal content, so their `Debug` says nothing of it.

use std::fmt;

use bytes::Bytes;

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
