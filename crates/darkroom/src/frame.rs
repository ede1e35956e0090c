//! Frames: two lengths, a header in JSON and a body of bytes. Whoever reads one holds the lengths against a limit before
//! anything is taken in, and takes in no more than what really comes.

use std::io::{self, Read};

/// The longest header. A prompt of 8,000 characters fits, however it is escaped.
pub const HEADER_LIMIT: u32 = 256 << 10;
/// The largest body that is handed in: a file that a vendor sends, and the two uploads that it was made from.
pub const MOST_TASK_BYTES: u32 = 128 << 20;
/// The largest body that is handed back: fifty megapixels that nothing can shrink, and a thumbnail.
pub const MOST_REPLY_BYTES: u32 = 256 << 20;
/// How many bytes the lengths take.
pub const LENGTHS: usize = 8;

/// More than this is not made room for before it is there.
const ROOM_AT_ONCE: u32 = 8 << 20;

/// Why a frame cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// Nothing comes any more, between two frames.
    #[error("nothing comes any more")]
    Ended,
    /// A length is beyond its limit.
    #[error("a frame is too long")]
    TooLong,
    /// The header is not one.
    #[error("a header cannot be read")]
    Header(#[from] serde_json::Error),
    /// The pipe broke, or ended inside a frame.
    #[error(transparent)]
    Pipe(#[from] io::Error),
}

/// What the first bytes of a frame say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths {
    /// Of the header.
    pub header: u32,
    /// Of the body.
    pub body: u32,
}

impl Lengths {
    /// Reads them and holds them against the limits.
    pub fn read(bytes: [u8; LENGTHS], most_body: u32) -> Result<Self, FrameError> {
        let number = |at: usize| {
            let four = bytes.iter().skip(at).take(4);
            four.fold(0, |number, byte| number << 8 | u32::from(*byte))
        };
        let lengths = Self {
            header: number(0),
            body: number(4),
        };
        if lengths.header > HEADER_LIMIT || lengths.body > most_body {
            return Err(FrameError::TooLong);
        }
        Ok(lengths)
    }

    /// How much room to make for a part before it has come.
    #[must_use]
    pub fn room(length: u32) -> usize {
        length.min(ROOM_AT_ONCE) as usize
    }
}

/// The start of a frame: lengths and header; the parts of the body come right after it.
pub(crate) fn start(header: &impl serde::Serialize, body_length: usize) -> Result<Vec<u8>, FrameError> {
    let header = serde_json::to_vec(header)?;
    let lengths = (u32::try_from(header.len()), u32::try_from(body_length));
    let (Ok(header_length), Ok(body_length)) = lengths else {
        return Err(FrameError::TooLong);
    };
    let mut bytes = Vec::with_capacity(LENGTHS + header.len());
    bytes.extend(header_length.to_be_bytes());
    bytes.extend(body_length.to_be_bytes());
    bytes.extend(header);
    Ok(bytes)
}

/// Reads one frame: its header and its body.
pub fn read_frame(input: &mut impl Read, most_body: u32) -> Result<(Vec<u8>, Vec<u8>), FrameError> {
    let mut lengths = [0; LENGTHS];
    let first = input.read(&mut lengths[..1])?;
    if first == 0 {
        return Err(FrameError::Ended);
    }
    input.read_exact(&mut lengths[1..])?;
    let lengths = Lengths::read(lengths, most_body)?;
    Ok((part(input, lengths.header)?, part(input, lengths.body)?))
}

fn part(input: &mut impl Read, length: u32) -> Result<Vec<u8>, FrameError> {
    let mut bytes = Vec::with_capacity(Lengths::room(length));
    input.take(u64::from(length)).read_to_end(&mut bytes)?;
    if u32::try_from(bytes.len()) != Ok(length) {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    Ok(bytes)
}
