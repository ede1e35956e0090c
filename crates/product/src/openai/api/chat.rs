//! `POST /v1/chat/completions`: bytes through, as they come. Nothing of the content is kept.

use std::borrow::Cow;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt};
use serde::Deserialize;
use utoipa::ToSchema;
use web_kit::ErrorResponse;

use super::{json_body::JsonBody, problem::ApiProblem};
use crate::{
    api_keys::KeyHolder,
    app::App,
    error::{Error, Failure},
    models::{self, ChatAnswer, ChatMediaType},
};

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

/// Why a model did not answer, as its own server tells it, or as this one does.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is passed on unread")]
struct ChatErrorResponse {
    /// What went wrong.
    error: ChatError,
}

/// What went wrong; servers add more.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is passed on unread")]
struct ChatError {
    /// For people to read.
    message: String,
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
            headers(("x-nanoprompt-ignored" = String, description = "The fields that were taken out, with commas between.")),
        ),
        (status = 400, description = "The request cannot be used.", body = ChatErrorResponse),
        (status = 404, description = "There is no such model.", body = ChatErrorResponse),
        (status = 413, description = "The request is longer than 32 MiB, or than the model takes.", body = ChatErrorResponse),
        (status = 415, description = "The request is no JSON.", body = ErrorResponse),
        (status = 422, description = "The model cannot use the request.", body = ChatErrorResponse),
        (status = 502, description = "The model's server gave no proper answer.", body = ErrorResponse),
    ),
)]
pub(super) async fn complete(State(app): State<App>, _who: KeyHolder, body: JsonBody) -> Result<Response, ApiProblem> {
    body.read::<CreateChatCompletionRequest>()?;
    let answer = models::chat(&app, body.bytes()).await.map_err(named)?;
    let ChatAnswer {
        status,
        media_type,
        dropped,
        pieces,
    } = answer;
    let (media_type, body) = match media_type {
        ChatMediaType::Json => ("application/json", Body::from_stream(pieces)),
        ChatMediaType::Events => ("text/event-stream", streamed(pieces)),
    };
    let mut response = (status, [(CONTENT_TYPE, media_type)], body).into_response();
    let headers = response.headers_mut();
    if let (false, Ok(value)) = (dropped.is_empty(), HeaderValue::from_str(&dropped.join(", "))) {
        headers.insert("x-nanoprompt-ignored", value);
    }
    Ok(response)
}

/// Whatever else could be wrong with the body was found when it was read.
fn named(error: Error) -> ApiProblem {
    match error {
        Error::Invalid { field: "body", .. } => {
            ApiProblem::invalid("body", "invalid_json", "A field of the request is written twice.")
        }
        other => other.into(),
    }
}

/// A broken upstream ends the stream with an error that clients raise, never with a clean end.
fn streamed(pieces: impl Stream<Item = Result<Bytes, Failure>> + Send + 'static) -> Body {
    Body::from_stream(pieces.map(|piece| match piece {
        Ok(bytes) => Ok::<_, std::convert::Infallible>(bytes),
        Err(failure) => {
            let error = ApiProblem::from(failure).to_json();
            Ok(Bytes::from(format!("\n\ndata: {error}\n\n")))
        }
    }))
}
