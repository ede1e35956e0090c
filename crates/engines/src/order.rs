//! What is ordered from a model. Orders hold personal content, so their `Debug` says nothing of it.

use std::fmt;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{Kind, Size};

/// How a picture's bytes are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImageFormat {
    /// Lossless.
    #[default]
    Png,
    /// Small, for photographs.
    Jpeg,
    /// Small and modern.
    WebP,
}

/// A picture that goes along with an order: already freed of metadata, and in a format that every model reads.
#[derive(Clone, PartialEq, Eq)]
pub struct Input {
    /// The file.
    pub bytes: Bytes,
    /// How it is written.
    pub format: ImageFormat,
}

/// Pictures to be made.
#[derive(Clone, PartialEq, Eq)]
pub struct ImageOrder {
    /// What to show.
    pub prompt: String,
    /// What not to show, where the card allows it.
    pub negative: Option<String>,
    /// In pixels.
    pub size: Size,
    /// How many pictures.
    pub count: u32,
    /// For the same result again, where the card allows it.
    pub seed: Option<u64>,
    /// Pictures to start from, as many as the card allows.
    pub references: Vec<Input>,
    /// Which part of the first reference to change, written as the card's masks are.
    pub mask: Option<Input>,
    /// The bytes wanted; an engine that cannot choose sends its own, and the output says which.
    pub format: ImageFormat,
}

/// A film to be made.
#[derive(Clone, PartialEq, Eq)]
pub struct VideoOrder {
    /// What to show.
    pub prompt: String,
    /// What not to show, where the card allows it.
    pub negative: Option<String>,
    /// In pixels.
    pub size: Size,
    /// How long it is to last.
    pub seconds: u32,
    /// For the same result again, where the card allows it.
    pub seed: Option<u64>,
    /// The picture that it begins with, where the card allows one.
    pub first_frame: Option<Input>,
    /// The picture that it ends with, where the card allows one; only beside a first.
    pub last_frame: Option<Input>,
}

/// Text to be written.
#[derive(Clone, PartialEq, Eq)]
pub struct TextOrder {
    /// What is asked.
    pub prompt: String,
    /// The longest answer in tokens; `None` leaves it to the model.
    pub max_tokens: Option<u32>,
    /// For the same result again, where the card allows it.
    pub seed: Option<u64>,
}

/// One order to a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Pictures.
    Image(ImageOrder),
    /// A film.
    Video(VideoOrder),
    /// Text.
    Text(TextOrder),
}

impl ImageFormat {
    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
        }
    }

    /// The name in requests and the usual file ending.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::WebP => "webp",
        }
    }
}

impl Order {
    /// What kind of model can fill it.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Image(_) => Kind::Image,
            Self::Video(_) => Kind::Video,
            Self::Text(_) => Kind::Text,
        }
    }

    /// What is asked for in words.
    #[must_use]
    pub fn prompt(&self) -> &str {
        match self {
            Self::Image(image) => &image.prompt,
            Self::Video(video) => &video.prompt,
            Self::Text(text) => &text.prompt,
        }
    }
}

impl From<ImageOrder> for Order {
    fn from(image: ImageOrder) -> Self {
        Self::Image(image)
    }
}

impl From<VideoOrder> for Order {
    fn from(video: VideoOrder) -> Self {
        Self::Video(video)
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Input({}, {} bytes)", self.format.as_str(), self.bytes.len())
    }
}

impl fmt::Debug for ImageOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ImageOrder({} × {})", self.count, self.size)
    }
}

impl fmt::Debug for VideoOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VideoOrder({} s, {})", self.seconds, self.size)
    }
}

impl fmt::Debug for TextOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TextOrder(…)")
    }
}
