//! The files that go in and come out, and what is known of them.

use atelier::{ImageFormat, Verdict};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

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

/// A person's picture, and what is to become of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Retouch {
    /// What to do.
    pub words: String,
    /// Of what is to come of it.
    pub width: u32,
    /// Of what is to come of it.
    pub height: u32,
    /// Chooses where there is a choice.
    pub seed: u64,
    /// How to write it; as PNG all the same where it has become transparent.
    pub format: ImageFormat,
    /// The picture.
    pub picture: Bytes,
    /// Where it is to change, if not everywhere: transparent there, and as large as the picture.
    pub mask: Option<Bytes>,
    /// Another picture to go by.
    pub reference: Option<Bytes>,
}

/// A film to be made.
#[derive(Clone, PartialEq, Eq)]
pub struct Film {
    /// What it is to show.
    pub words: String,
    /// What it is not to show.
    pub negative: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// How long it is to last.
    pub seconds: u32,
    /// Chooses between the many films that fit the words.
    pub seed: u64,
    /// A picture to begin with.
    pub first_frame: Option<Bytes>,
    /// A picture to end with; only beside a first.
    pub last_frame: Option<Bytes>,
}

/// Words to be made of words.
#[derive(Clone, PartialEq, Eq)]
pub struct Writing {
    /// By whom.
    pub by: Scribe,
    /// What is asked, and the text that it is about.
    pub words: String,
    /// Chooses where there is a choice.
    pub seed: u64,
}

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scribe {
    /// Whoever works on a text: summaries, titles, outlines.
    Writer,
    /// Whoever makes prompts of ideas.
    Composer,
}

/// What was written.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// A short name for it.
    pub title: String,
    /// The text.
    pub text: String,
}

/// What can be said of a picture without recognising anything in it: stable keys and numbers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Described {
    /// In words that make a prompt.
    pub prompt: String,
    /// Its main colours as `#rrggbb`, each with its share in hundredths.
    pub palette: Vec<(String, u8)>,
    /// What was found, each as a kind of finding and what it is: `light` and `dim`.
    pub findings: Vec<(String, String)>,
}

/// A changed picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Retouched {
    /// The file.
    pub file: Bytes,
    /// A small version as a JPEG file.
    pub thumbnail: Bytes,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What was done.
    pub title: String,
    /// The words that changed nothing.
    pub unused_words: Vec<String>,
}

/// A finished film.
#[derive(Clone, PartialEq, Eq)]
pub struct Animated {
    /// The MP4 file.
    pub file: Bytes,
    /// One of its frames, small, as a JPEG file.
    pub poster: Bytes,
    /// What it shows.
    pub title: String,
    /// The words that changed nothing.
    pub unused_words: Vec<String>,
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
