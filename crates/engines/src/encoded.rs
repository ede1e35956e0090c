//! Pictures as text, for vendors whose requests and answers are JSON.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{Failure, Input, Output};

impl Input {
    /// The file in base64.
    pub(crate) fn base64(&self) -> String {
        STANDARD.encode(&self.bytes)
    }
}

impl Output {
    /// A picture that came in base64.
    pub(crate) fn from_base64(text: &str) -> Result<Self, Failure> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| Failure::NotAnImage)?;
        Self::picture(bytes.into())
    }
}
