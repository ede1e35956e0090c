//! `POST /v1/embeddings`: bytes through, as they come. Nothing of the content is kept.

use axum::{extract::State, response::Response};
use utoipa::ToSchema;

use super::{
    json_body::JsonBody,
    pass_on::{InputRequest, NotPassedOn, pass_on},
    problem::ApiProblem,
};
use crate::{api_keys::KeyHolder, app::App, models::Endpoint};

/// Numbers for each input, as the model's own server tells them.
#[derive(ToSchema)]
struct Embeddings {}

/// Has a model turn text into numbers.
///
/// Everything but what names a person is passed on as it came. Nothing of it is kept here.
#[utoipa::path(
    post,
    path = "/v1/embeddings",
    tag = "OpenAI",
    operation_id = "create_embedding",
    security(("key" = [])),
    request_body(
        content = InputRequest,
        content_type = "application/json",
        example = json!({ "model": "lab/fake-chat", "input": "hello" }),
    ),
    responses(
        (
            status = 200,
            description = "What the model said, as its server tells it.",
            body = Embeddings,
            headers(
                ("x-nanoprompt-ignored" = String, description = "The fields that were taken out, with commas between."),
                ("x-nanoprompt-model" = String, description = "The model that answered, which of a route's may be any."),
            ),
        ),
        NotPassedOn,
    ),
)]
pub(super) async fn create(State(app): State<App>, who: KeyHolder, body: JsonBody) -> Result<Response, ApiProblem> {
    let request = body.read::<InputRequest>()?;
    pass_on(&app, &who, Endpoint::Embeddings, &request.model, &body).await
}
