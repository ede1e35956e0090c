//! What Ollama's answer means. The server itself has no content policy: a model that declines does so in its text.

use bytes::Bytes;
use serde::Deserialize;

use crate::{Failure, status, vendor::Answer};

#[derive(Deserialize)]
struct Chat {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: String,
}

#[derive(Default, Deserialize)]
struct ErrorAnswer {
    #[serde(default)]
    error: String,
}

/// What the model says; what it thought before is not part of it.
pub(super) fn text(body: &Bytes) -> Result<String, Failure> {
    // An error after work has begun comes with success, and with no message.
    let answered: Chat = serde_json::from_slice(body).map_err(|_| Failure::Cut)?;
    match answered.message.content {
        // It was loaded and has not answered, or all its tokens went into thinking.
        said if said.is_empty() => Err(Failure::Cut),
        said => Ok(said),
    }
}

/// What an answer without success means.
pub(super) fn failure(answer: &Answer) -> Failure {
    let error: ErrorAnswer = answer.json().unwrap_or_default();
    // The server has no such model, or never pulled it.
    let field = if answer.status == 404 { "model" } else { "prompt" };
    status::meaning(answer.status, field, &error.error, answer.wait())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange;

    const NAMES: [&str; 4] = ["message", "content", "done", "error"];

    proptest! {
        #[test]
        fn whatever_comes_is_a_result_or_a_failure(strange in strange::answers(&NAMES)) {
            let _ = failure(&strange);
            prop_assert!(text(&strange.body.0).map_or(true, |said| !said.is_empty()));
        }
    }
}
