//! `POST /v1/responses`: bytes through, as they come. Nothing of the content is kept.

use std::borrow::Cow;

use axum::{extract::State, response::Response};
use serde::Deserialize;
use serde_json::value::RawValue;
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
struct CreateResponseRequest<'a> {
    /// The model's name, from the list of models.
    #[serde(borrow)]
    #[schema(value_type = String)]
    model: Cow<'a, str>,
    /// The conversation so far: a text, or a list of items.
    #[serde(borrow)]
    #[schema(value_type = Value)]
    input: &'a RawValue,
    /// Whether the answer is to come piece by piece, as server-sent events.
    #[serde(default)]
    stream: Option<bool>,
}

/// What a model said, as its own server tells it.
#[derive(ToSchema)]
struct WrittenResponse {}

/// A piece of what a model says, as a server-sent event.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is passed on unread")]
struct WrittenResponseEvent {
    /// What kind of piece it is; `error` where the rest will not come.
    event: String,
    /// The piece as JSON.
    data: String,
}

/// Asks a text model for a response.
///
/// Everything but the fields named here is passed on as it came. What names a person is taken out before, and `store` is
/// `false`, always: so nothing can be built upon an earlier answer (`previous_response_id`, `conversation`), and nothing
/// runs in the background. Nothing of it is kept here.
#[utoipa::path(
    post,
    path = "/v1/responses",
    tag = "OpenAI",
    operation_id = "create_response",
    security(("key" = [])),
    request_body(
        content = CreateResponseRequest,
        content_type = "application/json",
        example = json!({ "model": "lab/fake-chat", "input": "hello" }),
    ),
    responses(
        (
            status = 200,
            description = "What the model said, as its server tells it.",
            content((WrittenResponse = "application/json"), (WrittenResponseEvent = "text/event-stream")),
            headers(
                ("x-nanoprompt-ignored" = String, description = "The fields that were taken out, with commas between."),
                ("x-nanoprompt-model" = String, description = "The model that answered, which of a route's may be any."),
            ),
        ),
        NotPassedOn,
    ),
)]
pub(super) async fn create(State(app): State<App>, who: KeyHolder, body: JsonBody) -> Result<Response, ApiProblem> {
    let request = body.read::<CreateResponseRequest>()?;
    pass_on(&app, &who, Endpoint::Responses, &request.model, &body).await
}
