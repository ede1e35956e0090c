//! What Replicate's answers mean.

use basics::Span;
use serde::Deserialize;
use serde_json::Value;

use crate::{Failure, detail, hints, refusal, status, vendor::Answer};

/// A run of a model.
#[derive(Deserialize)]
pub(super) struct Prediction {
    pub id: String,
    pub status: String,
    #[serde(default)]
    pub output: Value,
    #[serde(default)]
    pub error: Value,
    #[serde(default)]
    pub data_removed: bool,
}

#[derive(Default, Deserialize)]
struct Problem {
    #[serde(default)]
    title: Value,
    #[serde(default)]
    detail: Value,
    #[serde(default)]
    retry_after: Value,
}

/// What an answer without success means.
pub(super) fn failure(answer: &Answer) -> Failure {
    let problem: Problem = answer.json().unwrap_or_default();
    let said = shortened(problem.detail.as_str().or_else(|| problem.title.as_str()));
    match answer.status.as_u16() {
        401 | 403 => Failure::Unauthorised,
        402 => Failure::OutOfCredit,
        404 => Failure::bad_order("model", said),
        408 | 504 | 524 => Failure::Unknown,
        429 => Failure::RateLimited {
            retry_after: answer.wait().or_else(|| wait(&problem, &said)),
        },
        500.. => Failure::Unavailable,
        _ if refusal::is_told(&said) => Failure::Refused(said),
        _ => Failure::bad_order(field(&said).unwrap_or("prompt"), said),
    }
}

/// What a run that failed means. A model's own words are all that there is.
pub(super) fn run_failed(prediction: &Prediction) -> Failure {
    let said = shortened(prediction.error.as_str());
    if refusal::is_told(&said) {
        Failure::Refused(said)
    } else {
        Failure::bad_order("model", said)
    }
}

/// Every address in an output, whatever its shape: a text, a list, or an object that holds one or the other.
pub(super) fn addresses(output: &Value) -> Vec<String> {
    match output {
        Value::String(text)
            if ["https://", "http://", "data:"]
                .iter()
                .any(|start| text.starts_with(start)) =>
        {
            vec![text.clone()]
        }
        Value::Array(items) => items.iter().flat_map(addresses).collect(),
        Value::Object(fields) => fields.values().flat_map(addresses).collect(),
        _ => Vec::new(),
    }
}

/// The field that a sentence such as `- input.width: must be …` complains of, in our words.
fn field(said: &str) -> Option<&'static str> {
    let (_, after) = said.split_once("input.")?;
    let name = after
        .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .next()?;
    detail::ours(name)
}

fn wait(problem: &Problem, said: &str) -> Option<Span> {
    let seconds = problem
        .retry_after
        .as_f64()
        .and_then(|seconds| hints::duration(&format!("{seconds}s")));
    seconds.or_else(|| hints::in_words(said))
}

fn shortened(said: Option<&str>) -> String {
    status::words(said.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn addresses_are_found_in_every_shape() {
        let one = "https://replicate.delivery/a.png";
        for output in [
            json!(one),
            json!([one]),
            json!({ "image": { "url": one }, "seed": 7, "text": "a" }),
        ] {
            assert_eq!(addresses(&output), [one], "{output}");
        }
        for output in [
            json!(null),
            json!([]),
            json!("a lighthouse"),
            json!(7),
            json!(["file:///etc/passwd"]),
        ] {
            assert!(addresses(&output).is_empty(), "{output}");
        }
    }

    #[test]
    fn the_field_at_fault_is_found_in_the_sentence() {
        assert_eq!(field("- input.width: must be a multiple of 8"), Some("size"));
        assert_eq!(field("- input.go_fast: unknown"), None);
        assert_eq!(field("no version of this name"), None);
    }
}
