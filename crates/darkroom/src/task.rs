//! What is asked and what is answered, and how both are written into frames.

use std::fmt;

use atelier::{ImageFormat, PaintOrder, Stage, Verdict};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{Composited, DarkroomError, Developed, Edit, FrameError, Painted, Previewed, Sealing, frame};

/// One thing to do.
#[derive(Clone, PartialEq, Eq)]
pub enum Task {
    /// Paint a picture and write it as a file.
    Paint(PaintOrder, ImageFormat),
    /// Open a vendor's file and make a thumbnail of it.
    Preview(Bytes),
    /// Open a person's file, turn it upright, and write it anew with nothing in it but its pixels.
    Develop(Bytes),
    /// Open a mask that is transparent where something is to change, and write it as one that is white there.
    Whiten(Bytes),
    /// Open an edit and what it was made from, and put back what was not to change.
    Composite(Edit),
    /// Try what must not be possible; for tests.
    Probe(String),
}

/// What came of it.
#[derive(Clone, PartialEq, Eq)]
pub enum Finished {
    /// Of [`Task::Paint`].
    Painted(Painted),
    /// Of [`Task::Preview`].
    Previewed(Previewed),
    /// Of [`Task::Develop`].
    Developed(Developed),
    /// Of [`Task::Whiten`]: a PNG file.
    Whitened(Bytes),
    /// Of [`Task::Composite`].
    Composited(Composited),
    /// Of [`Task::Probe`].
    Probed(String),
}

/// What a sealed-off process says.
#[derive(Clone, PartialEq)]
pub enum Reply {
    /// It is sealed off and waits.
    Ready(Sealing),
    /// How far it is.
    Progress(f32, Stage),
    /// Done.
    Finished(Finished),
    /// Not done.
    Refused(DarkroomError),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum TaskHeader {
    Paint {
        words: String,
        width: u32,
        height: u32,
        seed: u64,
        media_type: String,
    },
    Preview,
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

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum ReplyHeader {
    Ready(Sealing),
    Progress {
        done: f32,
        stage: String,
    },
    Painted {
        title: String,
        unused_words: Vec<String>,
        file_length: usize,
    },
    Previewed {
        width: u32,
        height: u32,
    },
    Developed {
        media_type: String,
        width: u32,
        height: u32,
        file_length: usize,
    },
    Whitened,
    Composited {
        width: u32,
        height: u32,
        came_as: (u32, u32),
        changed: Option<u16>,
        file_length: Option<usize>,
    },
    Probed {
        answer: String,
    },
    Refused(DarkroomError),
}

impl Task {
    /// Whether bytes that somebody else made are in it.
    #[must_use]
    pub const fn is_foreign(&self) -> bool {
        !matches!(self, Self::Paint(..))
    }

    /// As the start of a frame, and its body.
    pub fn write(&self) -> Result<(Vec<u8>, Bytes), FrameError> {
        let (header, body) = match self {
            Self::Paint(order, format) => (TaskHeader::paint(order, *format), Bytes::new()),
            Self::Preview(file) => (TaskHeader::Preview, file.clone()),
            Self::Develop(file) => (TaskHeader::Develop, file.clone()),
            Self::Whiten(file) => (TaskHeader::Whiten, file.clone()),
            Self::Composite(edit) => {
                let header = TaskHeader::Composite {
                    original_length: edit.original.len(),
                    mask_length: edit.mask.len(),
                };
                (header, [&edit.original[..], &edit.mask, &edit.result].concat().into())
            }
            Self::Probe(wish) => (TaskHeader::Probe { wish: wish.clone() }, Bytes::new()),
        };
        Ok((frame::start(&header, body.len())?, body))
    }

    /// From a frame.
    pub fn read(header: &[u8], body: Vec<u8>) -> Result<Self, FrameError> {
        Ok(match serde_json::from_slice(header)? {
            TaskHeader::Preview => Self::Preview(body.into()),
            TaskHeader::Develop => Self::Develop(body.into()),
            TaskHeader::Whiten => Self::Whiten(body.into()),
            TaskHeader::Composite {
                original_length,
                mask_length,
            } => {
                let (original, rest) = halves(body.into(), original_length)?;
                let (mask, result) = halves(rest, mask_length)?;
                Self::Composite(Edit { original, mask, result })
            }
            TaskHeader::Probe { wish } => Self::Probe(wish),
            TaskHeader::Paint {
                words,
                width,
                height,
                seed,
                media_type,
            } => {
                let order = PaintOrder {
                    words,
                    width,
                    height,
                    seed,
                };
                Self::Paint(order, format(&media_type)?)
            }
        })
    }
}

impl TaskHeader {
    fn paint(order: &PaintOrder, format: ImageFormat) -> Self {
        Self::Paint {
            words: order.words.clone(),
            width: order.width,
            height: order.height,
            seed: order.seed,
            media_type: format.media_type().to_owned(),
        }
    }
}

impl Reply {
    /// As the start of a frame, and the parts of its body.
    pub(crate) fn write(&self) -> Result<(Vec<u8>, [&[u8]; 2]), FrameError> {
        let (header, body) = self.parts();
        let length = body.iter().map(|part| part.len()).sum();
        Ok((frame::start(&header, length)?, body))
    }

    fn parts(&self) -> (ReplyHeader, [&[u8]; 2]) {
        const NOTHING: [&[u8]; 2] = [&[], &[]];
        match self {
            Self::Ready(sealing) => (ReplyHeader::Ready(*sealing), NOTHING),
            Self::Refused(error) => (ReplyHeader::Refused(*error), NOTHING),
            Self::Progress(done, stage) => {
                let stage = stage.as_str().to_owned();
                (ReplyHeader::Progress { done: *done, stage }, NOTHING)
            }
            Self::Finished(finished) => finished.parts(),
        }
    }

    /// From a frame. Whoever wrote it has seen foreign bytes, so nothing in it is taken on trust.
    pub fn read(header: &[u8], body: Vec<u8>) -> Result<Self, FrameError> {
        let body = Bytes::from(body);
        Ok(match serde_json::from_slice(header)? {
            ReplyHeader::Ready(sealing) => Self::Ready(sealing),
            ReplyHeader::Refused(error) => Self::Refused(error),
            ReplyHeader::Progress { done, stage } => {
                let known = Stage::ALL.into_iter().find(|known| known.as_str() == stage);
                Self::Progress(done.clamp(0.0, 1.0), known.ok_or_else(|| strange("stage"))?)
            }
            ReplyHeader::Whitened => Self::Finished(Finished::Whitened(picture(body, Some(ImageFormat::Png))?)),
            ReplyHeader::Probed { answer } => Self::Finished(Finished::Probed(answer)),
            ReplyHeader::Previewed { width, height } => Self::Finished(Finished::Previewed(Previewed {
                thumbnail: picture(body, Some(ImageFormat::Jpeg))?,
                width: side(width)?,
                height: side(height)?,
            })),
            ReplyHeader::Composited {
                width,
                height,
                came_as: (wide, high),
                changed,
                file_length,
            } => {
                let (file, thumbnail) = halves(body, file_length.unwrap_or(0))?;
                let put_back = file_length.map(|_| picture(file, Some(ImageFormat::Png))).transpose()?;
                Self::Finished(Finished::Composited(Composited {
                    file: put_back,
                    thumbnail: picture(thumbnail, Some(ImageFormat::Jpeg))?,
                    width: side(width)?,
                    height: side(height)?,
                    came_as: (side(wide)?, side(high)?),
                    verdict: verdict(changed)?,
                }))
            }
            ReplyHeader::Painted {
                title,
                unused_words,
                file_length,
            } => {
                let (file, thumbnail) = halves(body, file_length)?;
                Self::Finished(Finished::Painted(Painted {
                    file: picture(file, None)?,
                    thumbnail: picture(thumbnail, Some(ImageFormat::Jpeg))?,
                    title,
                    unused_words,
                }))
            }
            ReplyHeader::Developed {
                media_type,
                width,
                height,
                file_length,
            } => {
                let format = format(&media_type)?;
                let (file, thumbnail) = halves(body, file_length)?;
                Self::Finished(Finished::Developed(Developed {
                    file: picture(file, Some(format))?,
                    format,
                    width: side(width)?,
                    height: side(height)?,
                    thumbnail: picture(thumbnail, Some(ImageFormat::Jpeg))?,
                }))
            }
        })
    }
}

impl Finished {
    fn parts(&self) -> (ReplyHeader, [&[u8]; 2]) {
        match self {
            Self::Painted(painted) => {
                let header = ReplyHeader::Painted {
                    title: painted.title.clone(),
                    unused_words: painted.unused_words.clone(),
                    file_length: painted.file.len(),
                };
                (header, [&painted.file, &painted.thumbnail])
            }
            Self::Previewed(seen) => {
                let (width, height) = (seen.width, seen.height);
                (ReplyHeader::Previewed { width, height }, [&seen.thumbnail, &[]])
            }
            Self::Developed(developed) => {
                let header = ReplyHeader::Developed {
                    media_type: developed.format.media_type().to_owned(),
                    width: developed.width,
                    height: developed.height,
                    file_length: developed.file.len(),
                };
                (header, [&developed.file, &developed.thumbnail])
            }
            Self::Whitened(file) => (ReplyHeader::Whitened, [file, &[]]),
            Self::Composited(composited) => {
                let header = ReplyHeader::Composited {
                    width: composited.width,
                    height: composited.height,
                    came_as: composited.came_as,
                    changed: composited.verdict.changed(),
                    file_length: composited.file.as_ref().map(Bytes::len),
                };
                let file = composited.file.as_deref().unwrap_or_default();
                (header, [file, &composited.thumbnail])
            }
            Self::Probed(answer) => (ReplyHeader::Probed { answer: answer.clone() }, [&[], &[]]),
        }
    }
}

fn format(media_type: &str) -> Result<ImageFormat, FrameError> {
    ImageFormat::from_media_type(media_type).ok_or_else(|| strange("format"))
}

fn side(length: u32) -> Result<u32, FrameError> {
    if (1..=atelier::MOST_SIDE).contains(&length) {
        Ok(length)
    } else {
        Err(strange("side"))
    }
}

fn verdict(changed: Option<u16>) -> Result<Verdict, FrameError> {
    match changed {
        Some(1_001..) => Err(strange("share")),
        Some(changed) => Ok(Verdict::from_changed(changed)),
        None => Ok(Verdict::NotCompared),
    }
}

/// A file of the format; of any, where none is given.
fn picture(file: Bytes, wanted: Option<ImageFormat>) -> Result<Bytes, FrameError> {
    match ImageFormat::sniff(&file) {
        Some(found) if wanted.is_none_or(|wanted| wanted == found) => Ok(file),
        _ => Err(strange("file")),
    }
}

fn halves(mut body: Bytes, first: usize) -> Result<(Bytes, Bytes), FrameError> {
    if first > body.len() {
        return Err(strange("length"));
    }
    let rest = body.split_off(first);
    Ok((body, rest))
}

fn strange(what: &str) -> FrameError {
    FrameError::Header(serde::de::Error::custom(what))
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Paint(..) => "Paint(…)",
            Self::Preview(_) => "Preview(…)",
            Self::Develop(_) => "Develop(…)",
            Self::Whiten(_) => "Whiten(…)",
            Self::Composite(_) => "Composite(…)",
            Self::Probe(_) => "Probe(…)",
        })
    }
}

impl fmt::Debug for Finished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Painted(_) => "Painted(…)",
            Self::Previewed(_) => "Previewed(…)",
            Self::Developed(_) => "Developed(…)",
            Self::Whitened(_) => "Whitened(…)",
            Self::Composited(_) => "Composited(…)",
            Self::Probed(_) => "Probed(…)",
        })
    }
}
