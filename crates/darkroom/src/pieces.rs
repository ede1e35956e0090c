//! The pieces of a body, and doubts about them: whoever wrote them may have seen foreign bytes.

use atelier::{ImageFormat, Verdict};
use bytes::Bytes;

use crate::{Described, FrameError};

/// A body's pieces, one of each length; what is left over is the last.
pub(crate) fn pieces<const MANY: usize>(
    mut body: Bytes,
    lengths: [usize; MANY],
) -> Result<([Bytes; MANY], Bytes), FrameError> {
    let mut pieces = [const { Bytes::new() }; MANY];
    for (piece, length) in pieces.iter_mut().zip(lengths) {
        if length > body.len() {
            return Err(strange("length"));
        }
        *piece = body.split_to(length);
    }
    Ok((pieces, body))
}

/// A piece that need not be there.
pub(crate) fn optional(piece: Bytes) -> Option<Bytes> {
    (!piece.is_empty()).then_some(piece)
}

/// A file of the format; of any, where none is given.
pub(crate) fn picture(file: Bytes, wanted: Option<ImageFormat>) -> Result<Bytes, FrameError> {
    match ImageFormat::sniff(&file) {
        Some(found) if wanted.is_none_or(|wanted| wanted == found) => Ok(file),
        _ => Err(strange("file")),
    }
}

/// A description whose colours are colours and whose keys are keys: they become part of a page.
pub(crate) fn believable(described: Described) -> Result<Described, FrameError> {
    let is_key = |text: &String| {
        text.bytes()
            .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-' | b'0'..=b'9'))
    };
    let is_colour = |text: &String| {
        let digits = text.strip_prefix('#').unwrap_or_default();
        digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let colours = described
        .palette
        .iter()
        .all(|(colour, share)| is_colour(colour) && *share <= 100);
    let keys = described
        .findings
        .iter()
        .all(|(kind, found)| is_key(kind) && is_key(found));
    if colours && keys {
        Ok(described)
    } else {
        Err(strange("description"))
    }
}

/// Words.
pub(crate) fn text(body: &Bytes) -> Result<String, FrameError> {
    String::from_utf8(body.to_vec()).map_err(|_| strange("text"))
}

/// A film's file: it begins with the box that says what it is (ISO 14496-12 §4.3).
pub(crate) fn film(file: Bytes) -> Result<Bytes, FrameError> {
    match file.get(4..8) {
        Some(b"ftyp") => Ok(file),
        _ => Err(strange("film")),
    }
}

pub(crate) fn format(media_type: &str) -> Result<ImageFormat, FrameError> {
    ImageFormat::from_media_type(media_type).ok_or_else(|| strange("format"))
}

pub(crate) fn side(length: u32) -> Result<u32, FrameError> {
    if (1..=atelier::MOST_SIDE).contains(&length) {
        Ok(length)
    } else {
        Err(strange("side"))
    }
}

pub(crate) fn verdict(changed: Option<u16>) -> Result<Verdict, FrameError> {
    match changed {
        Some(1_001..) => Err(strange("share")),
        Some(changed) => Ok(Verdict::from_changed(changed)),
        None => Ok(Verdict::NotCompared),
    }
}

pub(crate) fn strange(what: &str) -> FrameError {
    FrameError::Header(serde::de::Error::custom(what))
}
