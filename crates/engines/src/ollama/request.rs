//! How an order is written for Ollama's own chat.

use serde_json::json;

use crate::{ModelId, TextOrder, fields::Fields};

/// Where an order goes.
pub(super) const CHAT: &str = "api/chat";

/// What an order says. Without `stream` the answer would come as many lines, of which the last says how it ended.
pub(super) fn fields(model: &ModelId, text: &TextOrder) -> Fields {
    let messages = json!([{ "role": "user", "content": text.prompt }]);
    let fields = Fields::default()
        .with("model", model.model())
        .shown_as("messages", messages, vec![text.prompt.clone()])
        .with("stream", false);
    match text.max_tokens {
        Some(most) => fields.with("options", json!({ "num_predict": most })),
        None => fields,
    }
}
