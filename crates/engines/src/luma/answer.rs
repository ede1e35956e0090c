//! What Luma's answers mean.

use serde::Deserialize;
use serde_json::Value;

use crate::{Failure, Kind, detail::Detail, hints, refusal, status, vendor::Answer};

/// Something that is being made, or is.
#[derive(Deserialize)]
pub(super) struct Generation {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    failure_reason: Value,
    #[serde(default)]
    assets: Value,
}

impl Generation {
    /// Where the result is.
    pub fn addresses(&self, kind: Kind) -> Vec<String> {
        let name = if kind == Kind::Video { "video" } else { "image" };
        let address = self.assets.get(name).and_then(Value::as_str);
        address.map(str::to_owned).into_iter().collect()
    }

    /// Why it failed; there is no code for a refusal.
    pub fn failed(&self) -> Failure {
        let said = status::words(self.failure_reason.as_str().unwrap_or_default());
        if refusal::is_told(&said) {
            Failure::Refused(said)
        } else {
            Failure::bad_order("model", said)
        }
    }
}

/// What an answer without success means.
pub(super) fn failure(answer: &Answer) -> Failure {
    let detail: Detail = answer.json().unwrap_or_default();
    let said = detail.said();
    match answer.status.as_u16() {
        400 | 403 | 422 if refusal::is_told(&said) => Failure::Refused(said),
        400 | 403 if said.to_ascii_lowercase().contains("credit") => Failure::OutOfCredit,
        404 => Failure::bad_order("model", said),
        400 | 422 => detail.bad_order(),
        _ => {
            let wait = answer.wait().or_else(|| hints::in_words(&said));
            status::meaning(answer.status, "prompt", &said, wait)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange;

    const NAMES: [&str; 7] = ["detail", "state", "id", "assets", "video", "image", "failure_reason"];

    proptest! {
        #[test]
        fn whatever_comes_is_a_result_or_a_failure(strange in strange::answers(&NAMES)) {
            let _ = failure(&strange);
            if let Some(generation) = strange.json::<Generation>() {
                let _ = generation.failed();
                prop_assert!(generation.addresses(Kind::Video).len() <= 1);
            }
        }
    }
}
