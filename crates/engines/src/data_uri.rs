//! Pictures written out as text (RFC 2397).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;

use crate::Input;

/// A picture as text.
pub fn encode(input: &Input) -> String {
    format!("data:{};base64,{}", input.format.media_type(), input.base64())
}

/// The bytes of such a text; `None` for anything else.
pub fn decode(text: &str) -> Option<Bytes> {
    let (head, content) = text.strip_prefix("data:")?.split_once(',')?;
    if !head.ends_with(";base64") {
        return None;
    }
    STANDARD.decode(content.trim()).ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ImageFormat;

    #[test]
    fn what_is_written_out_is_read_back() {
        let input = Input {
            bytes: Bytes::from_static(b"\x89PNG"),
            format: ImageFormat::Png,
        };
        assert_eq!(encode(&input), "data:image/png;base64,iVBORw==");
        assert_eq!(decode(&encode(&input)), Some(input.bytes));
    }

    #[test]
    fn anything_else_is_no_picture() {
        for text in [
            "",
            "data:",
            "data:image/png,abc",
            "data:image/png;base64,?",
            "https://example.com/,",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
