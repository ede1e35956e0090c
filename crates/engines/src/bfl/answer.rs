//! What Black Forest Labs' answers mean.

use serde::Deserialize;
use serde_json::Value;

use crate::{Failure, detail::Detail, status, vendor::Answer};

/// Work that was taken on.
#[derive(Deserialize)]
pub(super) struct Taken {
    pub polling_url: String,
}

/// How far work is.
#[derive(Deserialize)]
pub(super) struct State {
    pub status: String,
    #[serde(default)]
    result: Value,
    #[serde(default)]
    progress: Option<f32>,
    #[serde(default)]
    details: Value,
}

impl State {
    /// Where the finished picture is.
    pub fn addresses(&self) -> Vec<String> {
        let sample = self.result.get("sample").and_then(Value::as_str);
        sample.map(str::to_owned).into_iter().collect()
    }

    /// The seed, where the model used one.
    pub fn seed(&self) -> Option<u64> {
        self.result.get("seed")?.as_u64()
    }

    /// From 0 to 1, where the vendor says.
    pub fn done(&self) -> Option<f32> {
        self.progress.filter(|done| (0.0..=1.0).contains(done))
    }

    /// The refusal, with the vendor's reasons.
    pub fn refusal(&self) -> Failure {
        let reasons = self.details.get("Moderation Reasons").and_then(Value::as_array);
        let reasons: Vec<_> = reasons.into_iter().flatten().filter_map(Value::as_str).collect();
        let said = match reasons.as_slice() {
            [] => self.status.clone(),
            some => format!("{}: {}", self.status, some.join(", ")),
        };
        Failure::Refused(status::words(&said))
    }
}

/// What an answer without success means.
pub(super) fn failure(answer: &Answer) -> Failure {
    let detail: Detail = answer.json().unwrap_or_default();
    match answer.status.as_u16() {
        401 | 403 => Failure::Unauthorised,
        402 => Failure::OutOfCredit,
        404 => detail.bad_order_of("model"),
        408 | 504 | 524 => Failure::Unknown,
        // As many tasks as the account may have are under way.
        429 => Failure::RateLimited {
            retry_after: answer.wait(),
        },
        500.. => Failure::Unavailable,
        _ => detail.bad_order(),
    }
}
