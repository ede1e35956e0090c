//! What an adapter wants to be told in its models' tables.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use crate::{ConfigError, Frames, Masks, ProviderTable, Seconds, Size, config::ModelTable, vendor::Vendor};

/// What a model of films may be able to do where its vendor has hundreds of them and no usual one.
pub const ANY_FILM: (Seconds, Frames) = (Seconds::Free(1..=60), Frames::FirstAndLast);

/// The sizes that most models of films make.
pub fn usual_film_sizes() -> Vec<Size> {
    sizes(&[(1280, 720), (720, 1280), (1920, 1080), (1080, 1920)])
}

/// Sizes written as pairs.
pub fn sizes(pairs: &[(u32, u32)]) -> Vec<Size> {
    let pairs = pairs.iter();
    pairs
        .filter_map(|(width, height)| Size::new(*width, *height).ok())
        .collect()
}

/// What models of films are given that are made as most are, by the vendor's names for a film's length and its frames; a
/// negative prompt and frames where the table speaks of them.
pub fn usual_film(model: &ModelTable, length: &str, [first, last]: [&str; 2]) -> Value {
    let mut input = json!({
        "prompt": "{prompt}",
        "duration": length,
        "aspect_ratio": "{ratio}",
        "seed": "{seed}",
    });
    if model.negative == Some(true) {
        input["negative_prompt"] = json!("{negative}");
    }
    let frames = model.frames.unwrap_or_default();
    if frames >= Frames::First {
        input[first] = json!("{first_frame}");
    }
    if frames == Frames::FirstAndLast {
        input[last] = json!("{last_frame}");
    }
    input
}

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
        if model.frames.is_none() {
            card.frames = Frames::None;
        }
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

/// A vendor's name for something, written so that it can stand in an address as one part; `None` for what is no name.
pub fn segment(name: &str) -> Option<String> {
    let plain = name.bytes().all(|byte| byte.is_ascii_graphic());
    let usable = plain && name.len() <= 1_024 && name.bytes().any(|byte| byte != b'.');
    usable.then(|| url::form_urlencoded::byte_serialize(name.as_bytes()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_one_part_of_an_address() {
        for (name, part) in [
            ("video_68d7-a.b", "video_68d7-a.b"),
            ("v==", "v%3D%3D"),
            ("../account", "..%2Faccount"),
            ("a?b#c", "a%3Fb%23c"),
        ] {
            assert_eq!(segment(name).as_deref(), Some(part));
        }
        for name in ["", ".", "..", "a b", "a\n", "ä"] {
            assert_eq!(segment(name), None, "{name:?}");
        }
    }

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
