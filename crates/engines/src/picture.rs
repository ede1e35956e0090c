//! What foreign bytes are, found by looking at them.

/// A picture's kind and size, read from its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// The media type.
    pub media_type: &'static str,
}

/// The kind of picture that the bytes begin as; `None` for anything else.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<Picture> {
    let media_type = match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => return None,
    };
    Some(Picture { media_type })
}
