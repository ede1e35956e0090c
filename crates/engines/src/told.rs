//! What an adapter wants to be told in its models' tables.

use std::ops::RangeInclusive;

use crate::{ConfigError, Masks, ProviderTable, config::ModelTable, vendor::Vendor};

/// Leaves every model only those inputs that its table names. A vendor with hundreds of models has no usual one, and a
/// picture that a model does not look at shall not leave.
pub fn only_what_is_told(vendor: &mut Vendor, table: &ProviderTable) {
    for (card, model) in vendor.cards_mut().iter_mut().zip(&table.models) {
        if model.references.is_none() {
            card.references = 0;
        }
        if model.masks != Some(true) {
            card.masks = Masks::None;
        }
        card.negative &= model.negative == Some(true);
    }
}

/// Whether a model's name is a plain path of so many parts, which can stand in an address.
pub fn plain_path(model: &ModelTable, parts: RangeInclusive<usize>) -> Result<(), ConfigError> {
    if is_plain_path(&model.id, parts) {
        Ok(())
    } else {
        Err(ConfigError::Model(model.id.clone()))
    }
}

/// Whether a text is such a path.
pub fn is_plain_path(text: &str, parts: RangeInclusive<usize>) -> bool {
    let plain = |part: &str| {
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        part.bytes().all(inside) && part.bytes().any(|byte| byte != b'.')
    };
    parts.contains(&text.split('/').count()) && text.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_stand_in_addresses() {
        for text in ["fal-ai/flux", "fal-ai/flux/dev", "a.b/c_1"] {
            assert!(is_plain_path(text, 2..=4), "{text}");
        }
        for text in [
            "flux",
            "a//b",
            "a/..",
            "a/b?c=d",
            "a/b#c",
            "a/b%2f",
            "../a/b",
            "a/b/c/d/e",
            "a/b:c",
        ] {
            assert!(!is_plain_path(text, 2..=4), "{text}");
        }
    }
}
