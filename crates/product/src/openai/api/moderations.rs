//! `POST /v1/moderations`: bytes through, as they come. Nothing of the content is kept.

use std::borrow::Cow;

use axum::{extract::State, response::Response};
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use web_kit::ErrorResponse;

use super::{
    json_body::JsonBody,
    pass_on::{PassedOnErrorResponse, pass_on},
    problem::ApiProblem,
};
use crate::{api_keys::KeyHolder, app::App, models::Endpoint};

/// What is read of a request; the rest is the model's business and goes to it as it came.
#[expect(dead_code, reason = "to read them is to check them")]
#[derive(Deserialize, ToSchema)]
struct CreateModerationRequest<'a> {
    /// The model's name, from the list of models.
    #[serde(borrow)]
    #[schema(value_type = String)]
    model: Cow<'a, str>,
    /// A text, several, or a list of parts.
    #[serde(borrow)]
    #[schema(value_type = Value)]
    input: &'a RawValue,
}

/// What a model says against each input, as its own server tells it.
#[derive(ToSchema)]
struct Moderation {}

/// Asks a model whether something breaks its operator's rules for content.
///
/// Everything but what names a person is passed on as it came. Nothing of it is kept here.
#[utoipa::path(
    post,
    path = "/v1/moderations",
    tag = "OpenAI",
    operation_id = "create_moderation",
    security(("key" = [])),
    request_body(
        content = CreateModerationRequest,
        content_type = "application/json",
        example = json!({ "model": "lab/fake-chat", "input": "hello" }),
    ),
    responses(
        (
            status = 200,
            description = "What the model said, as its server tells it.",
            body = Moderation,
            headers(("x-nanoprompt-ignored" = String, description = "The fields that were taken out, with commas between.")),
        ),
        (status = 400, description = "The request cannot be used.", body = PassedOnErrorResponse),
        (status = 403, description = "A rule of the person or of the installation speaks against the model.", body = ErrorResponse),
        (status = 404, description = "There is no such model, or its server has nothing of this kind.", body = PassedOnErrorResponse),
        (status = 413, description = "The request is longer than 32 MiB, or than the model takes.", body = PassedOnErrorResponse),
        (status = 415, description = "The request is no JSON.", body = ErrorResponse),
        (status = 422, description = "The model cannot use the request.", body = PassedOnErrorResponse),
        (status = 502, description = "The model's server gave no proper answer.", body = ErrorResponse),
    ),
)]
pub(super) async fn create(State(app): State<App>, who: KeyHolder, body: JsonBody) -> Result<Response, ApiProblem> {
    let request = body.read::<CreateModerationRequest>()?;
    pass_on(&app, &who, Endpoint::Moderations, &request.model, &body).await
}
