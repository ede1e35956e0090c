//! What the server's answer means. It has no content policy, so it refuses nothing.

use serde::Deserialize;
use serde_json::Value;

use crate::{Failure, Output, status, vendor::Answer};

#[derive(Deserialize)]
struct Made {
    #[serde(default)]
    images: Vec<String>,
    /// JSON once more, as text.
    #[serde(default)]
    info: String,
}

#[derive(Default, Deserialize)]
struct Information {
    #[serde(default)]
    all_seeds: Vec<u64>,
    /// Where there is an overview of all pictures, it comes before them.
    #[serde(default)]
    index_of_first_image: usize,
}

/// The pictures of an answer with success, at most so many, each with its seed.
pub(super) fn pictures(answer: &Answer, most: u32) -> Result<Vec<Output>, Failure> {
    let made: Made = answer.json().ok_or(Failure::NotAnImage)?;
    let information: Information = serde_json::from_str(&made.info).unwrap_or_default();
    let seeds = information
        .all_seeds
        .into_iter()
        .map(Some)
        .chain(std::iter::repeat(None));
    let images = made.images.iter().skip(information.index_of_first_image);
    let outputs: Vec<_> = images
        .take(usize::try_from(most).unwrap_or(usize::MAX))
        .zip(seeds)
        .map(|(image, seed)| Output::from_base64(image).map(|output| output.with_seed(seed)))
        .collect::<Result<_, _>>()?;
    if outputs.is_empty() {
        return Err(Failure::NotAnImage);
    }
    Ok(outputs)
}

/// What an answer without success means.
pub(super) fn failure(answer: &Answer) -> Failure {
    let error: Value = answer.json().unwrap_or_default();
    if error["error"].as_str().is_some_and(|name| name.contains("OutOfMemory")) {
        return Failure::OutOfMemory;
    }
    if answer.status == 404 {
        // There is a server, but it was started without its API.
        return Failure::Unavailable;
    }
    let (field, said) = objection(&error["detail"]);
    status::meaning(answer.status, field, said, answer.wait())
}

/// The field that the server objects to, in our words, and its own words on it.
fn objection(detail: &Value) -> (&'static str, &str) {
    let field = match detail[0]["loc"].as_array().and_then(|place| place.last()?.as_str()) {
        Some("width" | "height") => "size",
        Some("batch_size") => "count",
        Some("seed") => "seed",
        Some("negative_prompt") => "negative",
        Some("init_images") => "image",
        Some("mask") => "mask",
        _ => "prompt",
    };
    let said = detail.as_str().or_else(|| detail[0]["msg"].as_str());
    (field, said.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange;

    const NAMES: [&str; 7] = ["images", "info", "error", "detail", "loc", "msg", "all_seeds"];

    proptest! {
        #[test]
        fn whatever_comes_is_a_result_or_a_failure(strange in strange::answers(&NAMES)) {
            let _ = failure(&strange);
            prop_assert!(pictures(&strange, 4).is_err());
        }
    }
}
