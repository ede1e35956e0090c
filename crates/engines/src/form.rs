//! A form with files on its way out (`multipart/form-data`, RFC 7578).

use basics::Chance;
use bytes::Bytes;
use http::HeaderValue;

use crate::Input;

/// A form being written. The boundary is chance of 128 bits, so no file can contain it.
pub struct Form {
    boundary: String,
    body: Vec<u8>,
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn new(chance: &Chance) -> Self {
        Self {
            boundary: format!("np-{:032x}", u128::from_le_bytes(chance.bytes())),
            body: Vec::new(),
        }
    }

    /// With a field of text.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: &str) -> Self {
        self.begin(&format!("name=\"{name}\""), None);
        self.end(value.as_bytes())
    }

    /// With a picture; `file_name` is one of ours, never a person's.
    #[must_use]
    pub fn picture(mut self, name: &'static str, file_name: &str, input: &Input) -> Self {
        let disposition = format!("name=\"{name}\"; filename=\"{file_name}.{}\"", input.format.as_str());
        self.begin(&disposition, Some(input.format.media_type()));
        self.end(&input.bytes)
    }

    /// The body, and its content type.
    #[must_use]
    pub fn finish(mut self) -> Option<(HeaderValue, Bytes)> {
        self.body
            .extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        let media_type = format!("multipart/form-data; boundary={}", self.boundary);
        Some((HeaderValue::from_str(&media_type).ok()?, self.body.into()))
    }

    fn begin(&mut self, disposition: &str, media_type: Option<&str>) {
        let head = format!(
            "--{}\r\nContent-Disposition: form-data; {disposition}\r\n",
            self.boundary
        );
        self.body.extend_from_slice(head.as_bytes());
        if let Some(media_type) = media_type {
            self.body
                .extend_from_slice(format!("Content-Type: {media_type}\r\n").as_bytes());
        }
        self.body.extend_from_slice(b"\r\n");
    }

    fn end(mut self, content: &[u8]) -> Self {
        self.body.extend_from_slice(content);
        self.body.extend_from_slice(b"\r\n");
        self
    }
}
