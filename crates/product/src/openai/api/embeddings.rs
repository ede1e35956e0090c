//! `POST /v1/embeddings`: bytes through, as they come. Nothing of the content is kept.

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
struct CreateEmbeddingRequest<'a> {
    /// The model's name, from the list of models.
    #[serde(borrow)]
    #[schema(value_type = String)]
    model: Cow<'a, str>,
    /// A text, several, or tokens.
    #[serde(borrow)]
    #[schema(value_type = Value)]
    input: &'a RawValue,
}

/// Numbers for each input, as the model's own server tells them.
#[derive(ToSchema)]
struct Embeddings {}

/// Has a model turn text into numbers.
///
/// Everything but `user` is passed on as it came. Nothing of it is kept here.
#[utoipa::path(
    post,
    path = "/v1/embeddings",
    tag = "OpenAI",
    operation_id = "create_embedding",
    security(("key" = [])),
    request_body(
        content = CreateEmbeddingRequest,
        content_type = "application/json",
        example = json!({ "model": "lab/fake-chat", "input": "hello" }),
    ),
    responses(
        (
            status = 200,
            description = "What the model said, as its server tells it.",
            body = Embeddings,
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
    let request = body.read::<CreateEmbeddingRequest>()?;
    pass_on(&app, &who, Endpoint::Embeddings, &request.model, &body).await
}
