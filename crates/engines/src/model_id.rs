//! A model's full name.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A model's full name: `provider/model`, or one bare word where provider and model are the same, such as `atelier`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ModelId(String);

/// The text was no model id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelIdError;

impl ModelId {
    /// The name of a provider's model.
    pub fn of(provider: &str, model: &str) -> Result<Self, ModelIdError> {
        format!("{provider}/{model}").parse()
    }

    /// The whole name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first slash: the engine's id.
    #[must_use]
    pub fn provider(&self) -> &str {
        self.0.split_once('/').map_or(self.0.as_str(), |(provider, _)| provider)
    }

    /// The part after the first slash: the vendor's own name, which may hold slashes itself.
    #[must_use]
    pub fn model(&self) -> &str {
        self.0.split_once('/').map_or(self.0.as_str(), |(_, model)| model)
    }
}

impl FromStr for ModelId {
    type Err = ModelIdError;
    fn from_str(text: &str) -> Result<Self, ModelIdError> {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b'<' | b'>'));
        let whole = text.split('/').all(|part| !part.is_empty());
        if plain && whole && text.len() <= 200 {
            Ok(Self(text.to_owned()))
        } else {
            Err(ModelIdError)
        }
    }
}

impl TryFrom<String> for ModelId {
    type Error = ModelIdError;
    fn try_from(text: String) -> Result<Self, ModelIdError> {
        text.parse()
    }
}

impl From<ModelId> for String {
    fn from(id: ModelId) -> Self {
        id.0
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ModelIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a model id is provider/model in at most 200 plain ASCII characters")
    }
}

impl std::error::Error for ModelIdError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendors_own_slashes_stay_in_the_models_part() -> Result<(), ModelIdError> {
        let id: ModelId = "router/meta/llama-4".parse()?;
        assert_eq!((id.provider(), id.model()), ("router", "meta/llama-4"));
        let bare: ModelId = "atelier".parse()?;
        assert_eq!((bare.provider(), bare.model()), ("atelier", "atelier"));
        Ok(())
    }

    #[test]
    fn empty_parts_and_odd_characters_are_refused() {
        for text in ["", "/", "lab/", "/x", "lab//x", "lab/a b", "lab/\u{e9}", "lab/a\"b"] {
            assert_eq!(text.parse::<ModelId>(), Err(ModelIdError), "{text:?}");
        }
    }
}
