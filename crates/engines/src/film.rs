//! Films, which are told by their first bytes and never opened here.

/// The largest film that is taken, in bytes, unless the provider's table says otherwise. It is held in memory until it is
/// sealed, and it is more than any vendor makes today.
pub const LARGEST_FILM: u64 = 512 << 20;

/// The media type of films.
pub(crate) const MP4: &str = "video/mp4";

/// Brands of files that are built like films and are pictures or sound.
const OTHERS: [&[u8; 4]; 14] = [
    b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"crx ", b"M4A ",
    b"M4B ", b"qt  ",
];

/// Whether the bytes begin as an MP4 film does (ISO/IEC 14496-12): a box called `ftyp`, and no brand of something else.
#[must_use]
pub fn is_film(bytes: &[u8]) -> bool {
    match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', a, b, c, d, ..] => !OTHERS.contains(&&[*a, *b, *c, *d]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_film_is_one() {
        for brand in ["isom", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash"] {
            assert!(
                is_film(format!("\0\0\0\u{20}ftyp{brand}\0\0\u{2}\0").as_bytes()),
                "{brand}"
            );
        }
        for brand in ["avif", "heic", "mif1", "M4A ", "qt  "] {
            assert!(!is_film(format!("\0\0\0\u{20}ftyp{brand}").as_bytes()), "{brand}");
        }
        for text in [
            "",
            "ftyp",
            "\0\0\0\u{20}ftyp",
            "\u{89}PNG\r\n",
            "<html>",
            "RIFF....WEBP",
        ] {
            assert!(!is_film(text.as_bytes()), "{text}");
        }
    }
}
