//! What a sealed-off process answers, and how that is written into frames.

use std::fmt;

use atelier::{ImageFormat, Stage};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{
    Animated, Composited, DarkroomError, Described, Developed, FrameError, Painted, Previewed, Retouched, Sealing,
    Written, frame,
    pieces::{believable, film, format, picture, pieces, side, strange, text, verdict},
};

/// What came of a task.
#[derive(Clone, PartialEq, Eq)]
pub enum Finished {
    /// Of [`Task::Paint`](crate::Task::Paint).
    Painted(Painted),
    /// Of [`Task::Retouch`](crate::Task::Retouch).
    Retouched(Retouched),
    /// Of [`Task::Animate`](crate::Task::Animate).
    Animated(Animated),
    /// Of [`Task::Write`](crate::Task::Write) and [`Task::Draw`](crate::Task::Draw).
    Written(Written),
    /// Of [`Task::Preview`](crate::Task::Preview).
    Previewed(Previewed),
    /// Of [`Task::Describe`](crate::Task::Describe).
    Described(Described),
    /// Of [`Task::Develop`](crate::Task::Develop).
    Developed(Developed),
    /// Of [`Task::Whiten`](crate::Task::Whiten): a PNG file.
    Whitened(Bytes),
    /// Of [`Task::Composite`](crate::Task::Composite).
    Composited(Composited),
    /// Of [`Task::Probe`](crate::Task::Probe).
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
enum Header {
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
    Retouched {
        width: u32,
        height: u32,
        title: String,
        unused_words: Vec<String>,
        file_length: usize,
    },
    Animated {
        title: String,
        unused_words: Vec<String>,
        file_length: usize,
    },
    Written {
        title: String,
    },
    Previewed {
        width: u32,
        height: u32,
    },
    Described(Described),
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

const NOTHING: [&[u8]; 2] = [&[], &[]];

impl Reply {
    /// As the start of a frame, and the parts of its body.
    pub(crate) fn write(&self) -> Result<(Vec<u8>, [&[u8]; 2]), FrameError> {
        let (header, body) = match self {
            Self::Ready(sealing) => (Header::Ready(*sealing), NOTHING),
            Self::Refused(error) => (Header::Refused(*error), NOTHING),
            Self::Progress(done, stage) => {
                let stage = stage.as_str().to_owned();
                (Header::Progress { done: *done, stage }, NOTHING)
            }
            Self::Finished(finished) => finished.parts(),
        };
        let length = body.iter().map(|part| part.len()).sum();
        Ok((frame::start(&header, length)?, body))
    }

    /// From a frame. Whoever wrote it has seen foreign bytes, so nothing in it is taken on trust.
    pub fn read(header: &[u8], body: Vec<u8>) -> Result<Self, FrameError> {
        Ok(match serde_json::from_slice(header)? {
            Header::Ready(sealing) => Self::Ready(sealing),
            Header::Refused(error) => Self::Refused(error),
            Header::Progress { done, stage } => {
                let known = Stage::ALL.into_iter().find(|known| known.as_str() == stage);
                Self::Progress(done.clamp(0.0, 1.0), known.ok_or_else(|| strange("stage"))?)
            }
            finished => Self::Finished(Finished::read(finished, body.into())?),
        })
    }
}

impl Finished {
    fn read(header: Header, body: Bytes) -> Result<Self, FrameError> {
        let jpeg = Some(ImageFormat::Jpeg);
        Ok(match header {
            Header::Painted {
                title,
                unused_words,
                file_length,
            } => {
                let ([file], thumbnail) = pieces(body, [file_length])?;
                Self::Painted(Painted {
                    file: picture(file, None)?,
                    thumbnail: picture(thumbnail, jpeg)?,
                    title,
                    unused_words,
                })
            }
            Header::Retouched {
                width,
                height,
                title,
                unused_words,
                file_length,
            } => {
                let ([file], thumbnail) = pieces(body, [file_length])?;
                Self::Retouched(Retouched {
                    file: picture(file, None)?,
                    thumbnail: picture(thumbnail, jpeg)?,
                    width: side(width)?,
                    height: side(height)?,
                    title,
                    unused_words,
                })
            }
            Header::Animated {
                title,
                unused_words,
                file_length,
            } => {
                let ([file], poster) = pieces(body, [file_length])?;
                Self::Animated(Animated {
                    file: film(file)?,
                    poster: picture(poster, jpeg)?,
                    title,
                    unused_words,
                })
            }
            other => Self::read_opened(other, body)?,
        })
    }

    /// What came of a file that was opened.
    fn read_opened(header: Header, body: Bytes) -> Result<Self, FrameError> {
        let (png, jpeg) = (Some(ImageFormat::Png), Some(ImageFormat::Jpeg));
        Ok(match header {
            Header::Written { title } => Self::Written(Written {
                title,
                text: text(&body)?,
            }),
            Header::Whitened => Self::Whitened(picture(body, png)?),
            Header::Probed { answer } => Self::Probed(answer),
            Header::Described(described) => Self::Described(believable(described)?),
            Header::Previewed { width, height } => Self::Previewed(Previewed {
                thumbnail: picture(body, jpeg)?,
                width: side(width)?,
                height: side(height)?,
            }),
            Header::Developed {
                media_type,
                width,
                height,
                file_length,
            } => {
                let format = format(&media_type)?;
                let ([file], thumbnail) = pieces(body, [file_length])?;
                Self::Developed(Developed {
                    file: picture(file, Some(format))?,
                    format,
                    width: side(width)?,
                    height: side(height)?,
                    thumbnail: picture(thumbnail, jpeg)?,
                })
            }
            Header::Composited {
                width,
                height,
                came_as: (wide, high),
                changed,
                file_length,
            } => {
                let ([file], thumbnail) = pieces(body, [file_length.unwrap_or(0)])?;
                Self::Composited(Composited {
                    file: file_length.map(|_| picture(file, png)).transpose()?,
                    thumbnail: picture(thumbnail, jpeg)?,
                    width: side(width)?,
                    height: side(height)?,
                    came_as: (side(wide)?, side(high)?),
                    verdict: verdict(changed)?,
                })
            }
            _ => return Err(strange("answer")),
        })
    }

    fn parts(&self) -> (Header, [&[u8]; 2]) {
        match self {
            Self::Painted(painted) => {
                let header = Header::Painted {
                    title: painted.title.clone(),
                    unused_words: painted.unused_words.clone(),
                    file_length: painted.file.len(),
                };
                (header, [&painted.file, &painted.thumbnail])
            }
            Self::Retouched(retouched) => {
                let header = Header::Retouched {
                    width: retouched.width,
                    height: retouched.height,
                    title: retouched.title.clone(),
                    unused_words: retouched.unused_words.clone(),
                    file_length: retouched.file.len(),
                };
                (header, [&retouched.file, &retouched.thumbnail])
            }
            Self::Animated(animated) => {
                let header = Header::Animated {
                    title: animated.title.clone(),
                    unused_words: animated.unused_words.clone(),
                    file_length: animated.file.len(),
                };
                (header, [&animated.file, &animated.poster])
            }
            Self::Written(written) => {
                let title = written.title.clone();
                (Header::Written { title }, [written.text.as_bytes(), &[]])
            }
            Self::Previewed(seen) => {
                let (width, height) = (seen.width, seen.height);
                (Header::Previewed { width, height }, [&seen.thumbnail, &[]])
            }
            Self::Described(described) => (Header::Described(described.clone()), NOTHING),
            Self::Developed(developed) => {
                let header = Header::Developed {
                    media_type: developed.format.media_type().to_owned(),
                    width: developed.width,
                    height: developed.height,
                    file_length: developed.file.len(),
                };
                (header, [&developed.file, &developed.thumbnail])
            }
            Self::Composited(composited) => {
                let header = Header::Composited {
                    width: composited.width,
                    height: composited.height,
                    came_as: composited.came_as,
                    changed: composited.verdict.changed(),
                    file_length: composited.file.as_ref().map(Bytes::len),
                };
                let file = composited.file.as_deref().unwrap_or_default();
                (header, [file, &composited.thumbnail])
            }
            Self::Whitened(file) => (Header::Whitened, [file, &[]]),
            Self::Probed(answer) => (Header::Probed { answer: answer.clone() }, NOTHING),
        }
    }
}

impl fmt::Debug for Finished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Painted(_) => "Painted(…)",
            Self::Retouched(_) => "Retouched(…)",
            Self::Animated(_) => "Animated(…)",
            Self::Written(_) => "Written(…)",
            Self::Previewed(_) => "Previewed(…)",
            Self::Described(_) => "Described(…)",
            Self::Developed(_) => "Developed(…)",
            Self::Whitened(_) => "Whitened(…)",
            Self::Composited(_) => "Composited(…)",
            Self::Probed(_) => "Probed(…)",
        })
    }
}
