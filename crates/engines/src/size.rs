//! The size of a picture.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Width and height in pixels, both at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Size {
    width: u32,
    height: u32,
}

/// The text was not two numbers from 1 to 65535 with an `x` between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeError;

impl Size {
    /// The longest side that any format here can hold.
    const LONGEST: u32 = 65_535;

    /// A size in pixels.
    pub const fn new(width: u32, height: u32) -> Result<Self, SizeError> {
        if width == 0 || height == 0 || width > Self::LONGEST || height > Self::LONGEST {
            return Err(SizeError);
        }
        Ok(Self { width, height })
    }

    /// In pixels.
    #[must_use]
    pub const fn width(self) -> u32 {
        self.width
    }

    /// In pixels.
    #[must_use]
    pub const fn height(self) -> u32 {
        self.height
    }
}

impl FromStr for Size {
    type Err = SizeError;
    fn from_str(text: &str) -> Result<Self, SizeError> {
        let (width, height) = text.split_once('x').ok_or(SizeError)?;
        let number = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain {
                digits.parse::<u32>().map_err(|_| SizeError)
            } else {
                Err(SizeError)
            }
        };
        Self::new(number(width)?, number(height)?)
    }
}

impl TryFrom<String> for Size {
    type Error = SizeError;
    fn try_from(text: String) -> Result<Self, SizeError> {
        text.parse()
    }
}

impl From<Size> for String {
    fn from(size: Size) -> Self {
        size.to_string()
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl fmt::Display for SizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a size is WIDTHxHEIGHT in pixels, such as 1024x1024")
    }
}

impl std::error::Error for SizeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_they_are_written() {
        assert_eq!(
            "1024x768".parse::<Size>().map(|size| size.to_string()),
            Ok("1024x768".to_owned())
        );
        for text in [
            "",
            "x",
            "0x5",
            "5x0",
            "+5x5",
            "5X5",
            "5x5x5",
            "70000x1",
            "99999999999x1",
        ] {
            assert_eq!(text.parse::<Size>(), Err(SizeError), "{text:?}");
        }
    }
}
