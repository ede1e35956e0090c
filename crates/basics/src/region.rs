//! Where data is kept or processed.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A region's short name such as `eu` or `us`; `local` is this machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(String);

/// A region was not 2 to 16 lower-case letters, digits or hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionError;

impl Region {
    /// This machine.
    #[must_use]
    pub fn local() -> Self {
        Self("local".to_owned())
    }

    /// Somewhere, and nobody has said where.
    #[must_use]
    pub fn elsewhere() -> Self {
        Self("elsewhere".to_owned())
    }

    /// The short name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl FromStr for Region {
    type Err = RegionError;
    fn from_str(text: &str) -> Result<Self, RegionError> {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if plain && (2..=16).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RegionError)
        }
    }
}

impl TryFrom<String> for Region {
    type Error = RegionError;
    fn try_from(text: String) -> Result<Self, RegionError> {
        text.parse()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a region is 2 to 16 lower-case letters, digits or hyphens, such as eu or us")
    }
}

impl std::error::Error for RegionError {}
