//! What is asked, and how that is written into frames.

use std::fmt;

use atelier::{ImageFormat, PaintOrder};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{
    Edit, Film, FrameError, Retouch, Scribe, Writing, frame,
    pieces::{format, optional, pieces, strange, text},
};

/// One thing to do.
#[derive(Clone, PartialEq, Eq)]
pub enum Task {
    /// Paint a picture and write it as a file.
    Paint(PaintOrder, ImageFormat),
    /// Paint a picture and write it as a drawing.
    Draw(PaintOrder),
    /// Open a person's picture, change it as its words say, and write it as a file.
    Retouch(Retouch),
    /// Make a film of words, and of pictures where there are any.
    Animate(Film),
    /// Make words of words.
    Write(Writing),
    /// Open a vendor's file and make a thumbnail of it.
    Preview(Bytes),
    /// Open a person's file and say what can be measured in it.
    Describe(Bytes),
    /// Open a person's file, turn it upright, and write it anew with nothing in it but its pixels.
    Develop(Bytes),
    /// Open a mask that is transparent where something is to change, and write it as one that is white there.
    Whiten(Bytes),
    /// Open an edit and what it was made from, and put back what was not to change.
    Composite(Edit),
    /// Try what must not be possible; for tests.
    Probe(String),
}

/// By which a drawing is told from a painting (SVG 2, appendix on media types).
const SVG: &str = "image/svg+xml";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Header {
    Paint {
        words: String,
        negative: String,
        width: u32,
        height: u32,
        seed: u64,
        media_type: String,
    },
    Retouch {
        words: String,
        width: u32,
        height: u32,
        seed: u64,
        media_type: String,
        mask_length: usize,
        reference_length: usize,
    },
    Animate {
        words: String,
        negative: String,
        width: u32,
        height: u32,
        seconds: u32,
        seed: u64,
        first_length: usize,
    },
    Write {
        by: Scribe,
        seed: u64,
    },
    Preview,
    Describe,
    Develop,
    Whiten,
    Composite {
        original_length: usize,
        mask_length: usize,
    },
    Probe {
        wish: String,
    },
}

impl Task {
    /// Whether bytes that somebody else made are in it.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        match self {
            Self::Paint(..) | Self::Draw(_) | Self::Write(_) => false,
            Self::Animate(film) => film.first_frame.is_some(),
            _ => true,
        }
    }

    /// How many seconds a film lasts that is to be made; none of anything else.
    #[must_use]
    pub const fn film_seconds(&self) -> u32 {
        match self {
            Self::Animate(film) => film.seconds,
            _ => 0,
        }
    }

    /// As the start of a frame, and its body.
    pub fn write(&self) -> Result<(Vec<u8>, Bytes), FrameError> {
        let (header, body) = match self {
            Self::Paint(order, format) => (Header::paint(order, format.media_type()), Bytes::new()),
            Self::Draw(order) => (Header::paint(order, SVG), Bytes::new()),
            Self::Retouch(retouch) => (Header::retouch(retouch), retouch.body()),
            Self::Animate(film) => (Header::animate(film), film.body()),
            Self::Write(writing) => {
                let (by, seed) = (writing.by, writing.seed);
                (Header::Write { by, seed }, writing.words.clone().into())
            }
            Self::Preview(file) => (Header::Preview, file.clone()),
            Self::Describe(file) => (Header::Describe, file.clone()),
            Self::Develop(file) => (Header::Develop, file.clone()),
            Self::Whiten(file) => (Header::Whiten, file.clone()),
            Self::Composite(edit) => {
                let header = Header::Composite {
                    original_length: edit.original.len(),
                    mask_length: edit.mask.len(),
                };
                (header, [&edit.original[..], &edit.mask, &edit.result].concat().into())
            }
            Self::Probe(wish) => (Header::Probe { wish: wish.clone() }, Bytes::new()),
        };
        Ok((frame::start(&header, body.len())?, body))
    }

    /// From a frame.
    pub fn read(header: &[u8], body: Vec<u8>) -> Result<Self, FrameError> {
        let body = Bytes::from(body);
        Ok(match serde_json::from_slice(header)? {
            Header::Preview => Self::Preview(body),
            Header::Describe => Self::Describe(body),
            Header::Develop => Self::Develop(body),
            Header::Whiten => Self::Whiten(body),
            Header::Composite {
                original_length,
                mask_length,
            } => {
                let ([original, mask], result) = pieces(body, [original_length, mask_length])?;
                Self::Composite(Edit { original, mask, result })
            }
            Header::Probe { wish } => Self::Probe(wish),
            made => Self::read_made(made, body)?,
        })
    }

    /// One of which something new comes.
    fn read_made(header: Header, body: Bytes) -> Result<Self, FrameError> {
        match header {
            Header::Paint {
                words,
                negative,
                width,
                height,
                seed,
                media_type,
            } => {
                let order = PaintOrder {
                    words,
                    negative,
                    width,
                    height,
                    seed,
                };
                Self::of_painter(order, &media_type)
            }
            Header::Retouch {
                words,
                width,
                height,
                seed,
                media_type,
                mask_length,
                reference_length,
            } => {
                let ([mask, reference], picture) = pieces(body, [mask_length, reference_length])?;
                Ok(Self::Retouch(Retouch {
                    words,
                    width,
                    height,
                    seed,
                    format: format(&media_type)?,
                    picture,
                    mask: optional(mask),
                    reference: optional(reference),
                }))
            }
            Header::Animate {
                words,
                negative,
                width,
                height,
                seconds,
                seed,
                first_length,
            } => {
                let ([first], last) = pieces(body, [first_length])?;
                Ok(Self::Animate(Film {
                    words,
                    negative,
                    width,
                    height,
                    seconds,
                    seed,
                    first_frame: optional(first),
                    last_frame: optional(last),
                }))
            }
            Header::Write { by, seed } => {
                let words = text(&body)?;
                Ok(Self::Write(Writing { by, words, seed }))
            }
            _ => Err(strange("task")),
        }
    }
}

impl Task {
    fn of_painter(order: PaintOrder, media_type: &str) -> Result<Self, FrameError> {
        match media_type {
            SVG => Ok(Self::Draw(order)),
            other => Ok(Self::Paint(order, format(other)?)),
        }
    }
}

impl Header {
    fn paint(order: &PaintOrder, media_type: &str) -> Self {
        Self::Paint {
            words: order.words.clone(),
            negative: order.negative.clone(),
            width: order.width,
            height: order.height,
            seed: order.seed,
            media_type: media_type.to_owned(),
        }
    }

    fn retouch(retouch: &Retouch) -> Self {
        Self::Retouch {
            words: retouch.words.clone(),
            width: retouch.width,
            height: retouch.height,
            seed: retouch.seed,
            media_type: retouch.format.media_type().to_owned(),
            mask_length: length(retouch.mask.as_ref()),
            reference_length: length(retouch.reference.as_ref()),
        }
    }

    fn animate(film: &Film) -> Self {
        Self::Animate {
            words: film.words.clone(),
            negative: film.negative.clone(),
            width: film.width,
            height: film.height,
            seconds: film.seconds,
            seed: film.seed,
            first_length: length(film.first_frame.as_ref()),
        }
    }
}

impl Retouch {
    fn body(&self) -> Bytes {
        let piece = |piece: &Option<Bytes>| piece.clone().unwrap_or_default();
        [&piece(&self.mask)[..], &piece(&self.reference), &self.picture]
            .concat()
            .into()
    }
}

impl Film {
    fn body(&self) -> Bytes {
        let piece = |piece: &Option<Bytes>| piece.clone().unwrap_or_default();
        [&piece(&self.first_frame)[..], &piece(&self.last_frame)]
            .concat()
            .into()
    }
}

fn length(piece: Option<&Bytes>) -> usize {
    piece.map_or(0, Bytes::len)
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Paint(..) => "Paint(…)",
            Self::Draw(_) => "Draw(…)",
            Self::Retouch(_) => "Retouch(…)",
            Self::Animate(_) => "Animate(…)",
            Self::Write(_) => "Write(…)",
            Self::Preview(_) => "Preview(…)",
            Self::Describe(_) => "Describe(…)",
            Self::Develop(_) => "Develop(…)",
            Self::Whiten(_) => "Whiten(…)",
            Self::Composite(_) => "Composite(…)",
            Self::Probe(_) => "Probe(…)",
        })
    }
}
