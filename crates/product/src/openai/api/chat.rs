//! `POST /v1/chat/completions`: bytes through, as they come. Nothing of the content is kept.

use std::borrow::Cow;

use axum::{extract::State, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    json_body::JsonBody,
    pass_on::{NotPassedOn, pass_on},
    problem::ApiProblem,
};
use crate::{api_keys::KeyHolder, app::App, models::Endpoint};

/// What is read of a request; the rest is the model's business and goes to it as it came.
#[expect(dead_code, reason = "to read them is to check them")]
#[derive(Deserialize, ToSchema)]
struct CreateChatCompletionRequest<'a> {
    /// The model's name, from the list of models.
    #[serde(borrow)]
    #[schema(value_type = String)]
    model: Cow<'a, str>,
    /// The conversation so far.
    #[serde(borrow)]
    messages: Vec<ChatMessage<'a>>,
    /// Whether the answer is to come piece by piece, as server-sent events.
    #[serde(default)]
    stream: Option<bool>,
}

/// What somebody said; the words, or a list of parts, are the model's business too.
#[expect(dead_code, reason = "to read them is to check them")]
#[derive(Deserialize, ToSchema)]
struct ChatMessage<'a> {
    /// Who: `system`, `user`, `assistant` …
    #[serde(borrow)]
    #[schema(value_type = String)]
    role: Cow<'a, str>,
}

/// What a model said, as its own server tells it.
#[derive(ToSchema)]
struct ChatCompletion {}

/// A piece of what a model says, as a server-sent event.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is passed on unread")]
struct ChatCompletionEvent {
    /// A chunk as JSON, or `[DONE]` at the end. A chunk with an `error` says that the rest will not come.
    data: String,
}

/// Asks a text model for the next message.
///
/// Everything but the fields named here is passed on as it came. `user`, `safety_identifier`, `metadata` and
/// `prompt_cache_key` are taken out before, since they may say who asks, and `store` becomes `false`. Nothing of the
/// conversation is kept here.
#[utoipa::path(
    post,
    path = "/v1/chat/completions",
    tag = "OpenAI",
    operation_id = "create_chat_completion",
    security(("key" = [])),
    request_body(
        content = CreateChatCompletionRequest,
        content_type = "application/json",
        example = json!({ "model": "lab/fake-chat", "messages": [{ "role": "user", "content": "hello" }] }),
    ),
    responses(
        (
            status = 200,
            description = "What the model said, as its server tells it.",
            content((ChatCompletion = "application/json"), (ChatCompletionEvent = "text/event-stream")),
            headers(
                ("x-nanoprompt-ignored" = String, description = "The fields that were taken out, with commas between."),
                ("x-nanoprompt-model" = String, description = "The model that answered, which of a route's may be any."),
            ),
        ),
        NotPassedOn,
    ),
)]
pub(super) async fn complete(State(app): State<App>, who: KeyHolder, body: JsonBody) -> Result<Response, ApiProblem> {
    let request = body.read::<CreateChatCompletionRequest>()?;
    pass_on(&app, &who, Endpoint::ChatCompletions, &request.model, &body).await
}
