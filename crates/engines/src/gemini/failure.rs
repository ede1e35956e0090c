//! What an answer without success means. The vendor writes a `google.rpc.Status`, and waits stand in its body.

use serde_json::Value;

use crate::{Failure, hints, refusal, status, vendor::Answer};

/// The words by which the vendor's policy says no.
const BLOCKS: [&str; 7] = [
    "SAFETY",
    "PROHIBITED_CONTENT",
    "BLOCKLIST",
    "SPII",
    "RECITATION",
    "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT",
];

/// Two of the numbers by which `google.rpc.Code` calls errors.
const INTERNAL: i64 = 13;
const UNAVAILABLE: i64 = 14;

/// What an answer without success means.
pub(super) fn failure(answer: &Answer) -> Failure {
    let body: Value = answer.json().unwrap_or_default();
    // Whatever stands before the API itself wraps an error in a list.
    let error = if body.is_array() {
        &body[0]["error"]
    } else {
        &body["error"]
    };
    if details(error).any(|detail| detail["reason"] == "API_KEY_INVALID") {
        // With a status that blames the order.
        return Failure::Unauthorised;
    }
    if answer.status == 400 && is_block(error) {
        return Failure::Refused(status::words(message(error)));
    }
    if is_spent(error) {
        return Failure::OutOfCredit;
    }
    let wait = details(error).find_map(|detail| hints::duration(detail["retryDelay"].as_str()?));
    let wait = wait
        .or_else(|| answer.wait())
        .or_else(|| hints::in_words(message(error)));
    let field = if answer.status == 404 { "model" } else { field(error) };
    status::meaning(answer.status, field, message(error), wait)
}

/// What it means that work failed which had been begun. Of several errors a refusal says most.
pub(super) fn failed(errors: &[&Value]) -> Failure {
    let telling = errors.iter().find(|error| is_block(error)).or_else(|| errors.first());
    let error = telling.map_or(&Value::Null, |error| error);
    if is_block(error) {
        return Failure::Refused(status::words(message(error)));
    }
    let is_passing = |word: String| ["INTERNAL", "UNAVAILABLE"].iter().any(|passing| word.contains(passing));
    if codes(error).any(is_passing) || matches!(error["code"].as_i64(), Some(INTERNAL | UNAVAILABLE)) {
        Failure::Unavailable
    } else {
        Failure::bad_order("model", status::words(message(error)))
    }
}

/// Whether the vendor's policy says no.
fn is_block(error: &Value) -> bool {
    codes(error).any(|word| BLOCKS.contains(&word.as_str())) || refusal::is_told(message(error))
}

/// The words by which an error is called; some are the ends of addresses.
fn codes(error: &Value) -> impl Iterator<Item = String> {
    let told = [error["status"].as_str(), error["code"].as_str()];
    let ends = told
        .into_iter()
        .flatten()
        .filter_map(|code| code.rsplit(['/', '#', ':']).next());
    ends.map(str::to_ascii_uppercase)
}

/// Whether only money or the next day helps. The message alone cannot tell: it speaks of billing for every limit.
fn is_spent(error: &Value) -> bool {
    let quotas = details(error).flat_map(|detail| list(&detail["violations"]));
    let mut quotas = quotas.map(|violation| (violation["quotaId"].as_str(), violation["quotaValue"].as_str()));
    let said = message(error);
    quotas.any(|(id, most)| id.is_some_and(|id| id.contains("PerDay")) || most == Some("0"))
        || details(error).any(|detail| detail["reason"] == "BILLING_DISABLED")
        || said.contains("prepayment")
        || (error["status"] == "FAILED_PRECONDITION" && said.contains("billing"))
}

/// Our name for the field that the vendor objects to.
fn field(error: &Value) -> &'static str {
    let mut named = details(error)
        .flat_map(|detail| list(&detail["fieldViolations"]))
        .filter_map(|violation| violation["field"].as_str());
    if named.any(|name| name.contains("image_config") || name.contains("imageConfig")) {
        "size"
    } else {
        "prompt"
    }
}

fn message(error: &Value) -> &str {
    error["message"].as_str().unwrap_or_default()
}

fn details(error: &Value) -> impl Iterator<Item = &Value> {
    list(&error["details"])
}

/// The items of a list; none of what is no list.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{gemini::answer, strange};

    const NAMES: [&str; 14] = [
        "error",
        "message",
        "status",
        "details",
        "reason",
        "retryDelay",
        "violations",
        "quotaId",
        "candidates",
        "content",
        "parts",
        "text",
        "inlineData",
        "promptFeedback",
    ];

    proptest! {
        #[test]
        fn whatever_comes_is_a_result_or_a_failure(strange in strange::answers(&NAMES)) {
            let _ = failure(&strange);
            let _ = answer::text(&strange.body.0);
            prop_assert!(answer::images(&strange.body.0, 1).is_err());
        }
    }
}
