//! What Stability's answer means. What its filter holds back comes with success, as a picture that was blurred.

use serde::Deserialize;

use crate::{Failure, Output, status, vendor::Answer};

#[derive(Deserialize)]
struct Made {
    #[serde(default)]
    image: String,
    #[serde(default)]
    finish_reason: Option<String>,
    /// Whatever it is: a picture that was paid for is not lost over it.
    #[serde(default)]
    seed: serde_json::Value,
}

#[derive(Default, Deserialize)]
struct ErrorAnswer {
    #[serde(default)]
    name: String,
    #[serde(default)]
    errors: Vec<String>,
}

/// The picture of an answer with success.
pub(super) fn picture(answer: &Answer) -> Result<Output, Failure> {
    let made: Made = answer.json().ok_or(Failure::NotAnImage)?;
    if made.finish_reason.as_deref() == Some("CONTENT_FILTERED") {
        return Err(Failure::Refused(String::new()));
    }
    Output::from_base64(&made.image).map(|output| output.with_seed(made.seed.as_u64()))
}

/// What an answer without success means.
pub(super) fn failure(answer: &Answer) -> Failure {
    let error: ErrorAnswer = answer.json().unwrap_or_default();
    let said = error.errors.join(" ");
    if error.name.contains("moderation") {
        return Failure::Refused(status::words(&said));
    }
    let field = match answer.status.as_u16() {
        404 => "model",
        413 => "image",
        _ => field(&said),
    };
    status::meaning(answer.status, field, &said, answer.wait())
}

/// Our name for the field that the vendor objects to, which its sentence begins with.
fn field(said: &str) -> &'static str {
    match said.split(':').next().map(str::trim) {
        Some("aspect_ratio") => "size",
        Some("image" | "strength" | "mode") => "image",
        Some("mask") => "mask",
        Some("model") => "model",
        Some("negative_prompt") => "negative",
        Some("seed") => "seed",
        _ => "prompt",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange;

    const NAMES: [&str; 6] = ["image", "finish_reason", "seed", "name", "errors", "id"];

    proptest! {
        #[test]
        fn whatever_comes_is_a_result_or_a_failure(strange in strange::answers(&NAMES)) {
            let _ = failure(&strange);
            prop_assert!(picture(&strange).is_err());
        }
    }
}
