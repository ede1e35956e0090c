//! The files that go in and come out, and what is known of them.

use atelier::{ImageFormat, Verdict};
use bytes::Bytes;

/// An edit with a mask, and what it was made from.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// What was to be changed.
    pub original: Bytes,
    /// Where: transparent there, and as large as the original.
    pub mask: Bytes,
    /// What somebody's model made of it.
    pub result: Bytes,
}

/// A painted picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Painted {
    /// The file.
    pub file: Bytes,
    /// A small version as a JPEG file.
    pub thumbnail: Bytes,
    /// What it shows.
    pub title: String,
    /// The words that changed nothing.
    pub unused_words: Vec<String>,
}

/// A vendor's picture, looked at.
#[derive(Clone, PartialEq, Eq)]
pub struct Previewed {
    /// A small version as a JPEG file.
    pub thumbnail: Bytes,
    /// Of the whole picture.
    pub width: u32,
    /// Of the whole picture.
    pub height: u32,
}

/// A person's picture, written anew.
#[derive(Clone, PartialEq, Eq)]
pub struct Developed {
    /// The file.
    pub file: Bytes,
    /// How it is written.
    pub format: ImageFormat,
    /// In pixels, upright.
    pub width: u32,
    /// In pixels, upright.
    pub height: u32,
    /// A small version as a JPEG file.
    pub thumbnail: Bytes,
}

/// An edit laid over its original.
#[derive(Clone, PartialEq, Eq)]
pub struct Composited {
    /// What was not to change is put back in it: a PNG file. None where the edit is to be kept as it came.
    pub file: Option<Bytes>,
    /// A small version of what is to be kept, as a JPEG file.
    pub thumbnail: Bytes,
    /// Of what is to be kept.
    pub width: u32,
    /// Of what is to be kept.
    pub height: u32,
    /// The edit's own width and height.
    pub came_as: (u32, u32),
    /// Whether whoever made it kept to the mask.
    pub verdict: Verdict,
}
