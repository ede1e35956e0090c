//! What Runway's answers mean.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{Failure, refusal, status, vendor::Answer};

/// A task that was begun.
#[derive(Deserialize)]
pub(super) struct Begun {
    pub id: String,
}

/// Whose key it is.
#[derive(Deserialize)]
pub(super) struct Organization {
    pub tier: Tier,
}

/// What the organization may do.
#[derive(Deserialize)]
pub(super) struct Tier {
    /// Its limits, by the models' names.
    pub models: Map<String, Value>,
}

/// How far a task is.
#[derive(Deserialize)]
pub(super) struct Task {
    pub status: String,
    #[serde(default)]
    output: Value,
    #[serde(default)]
    progress: Value,
    #[serde(default)]
    failure: Value,
    #[serde(default, rename = "failureCode")]
    failure_code: Value,
}

impl Task {
    /// Where its results are.
    pub fn addresses(&self) -> Vec<String> {
        let output = self.output.as_array().into_iter().flatten();
        output
            .filter_map(|address| address.as_str().map(str::to_owned))
            .collect()
    }

    /// How far it is, from 0 to 1.
    pub fn done(&self) -> Option<f32> {
        let done: f32 = serde_json::from_value(self.progress.clone()).ok()?;
        (0.0..=1.0).contains(&done).then_some(done)
    }

    /// Why it failed. The code's parts go from the most general to the most special, and any of them may be the one that
    /// tells.
    pub fn failed(&self) -> Failure {
        let said = status::words(self.failure.as_str().unwrap_or_default());
        let code = self.failure_code.as_str().unwrap_or_default();
        let has = |part: &str| code.split('.').any(|given| given == part);
        if has("SAFETY") || has("MODERATION") || (code.is_empty() && refusal::is_told(&said)) {
            Failure::Refused(said)
        } else if has("ASSET") {
            Failure::bad_order("image", said)
        } else if has("UNAVAILABLE") || (has("INTERNAL") && !has("BAD_OUTPUT")) {
            Failure::Unavailable
        } else {
            Failure::bad_order("model", said)
        }
    }
}

/// What an answer without success means.
pub(super) fn failure(answer: &Answer) -> Failure {
    let body: Value = answer.json().unwrap_or_default();
    let said = body["error"].as_str().unwrap_or_default();
    if answer.status == 400 {
        if said.to_ascii_lowercase().contains("credits") {
            return Failure::OutOfCredit;
        }
        if refusal::is_told(said) {
            return Failure::Refused(status::words(said));
        }
    }
    let field = if answer.status == 404 { "model" } else { field(&body) };
    status::meaning(answer.status, field, said, answer.wait())
}

/// Our name for the field that the vendor objects to.
fn field(body: &Value) -> &'static str {
    let issues = body["issues"].as_array().into_iter().flatten();
    let paths = issues.filter_map(|issue| issue["path"].as_array());
    let mut names = paths.flatten().filter_map(Value::as_str);
    names.find_map(ours).unwrap_or("prompt")
}

fn ours(theirs: &str) -> Option<&'static str> {
    match theirs {
        "promptText" => Some("prompt"),
        "negativePrompt" => Some("negative"),
        "ratio" => Some("size"),
        "duration" => Some("seconds"),
        "seed" => Some("seed"),
        "model" => Some("model"),
        "promptImage" => Some("first_frame"),
        "referenceImages" => Some("image"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange;

    const NAMES: [&str; 8] = [
        "error",
        "issues",
        "path",
        "status",
        "output",
        "progress",
        "failure",
        "failureCode",
    ];

    proptest! {
        #[test]
        fn whatever_comes_is_a_result_or_a_failure(strange in strange::answers(&NAMES)) {
            let _ = failure(&strange);
            if let Some(task) = strange.json::<Task>() {
                let _ = (task.addresses(), task.failed());
                prop_assert!(task.done().is_none_or(|done| (0.0..=1.0).contains(&done)));
            }
        }
    }
}
