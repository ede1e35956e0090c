//! `POST /v1/moderations`: bytes through, as they come. Nothing of the content is kept.

use axum::{extract::State, response::Response};
use utoipa::ToSchema;

use super::{
    json_body::JsonBody,
    pass_on::{InputRequest, NotPassedOn, pass_on},
    problem::ApiProblem,
};
use crate::{api_keys::KeyHolder, app::App, models::Endpoint};

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
        content = InputRequest,
        content_type = "application/json",
        example = json!({ "model": "lab/fake-chat", "input": "hello" }),
    ),
    responses(
        (
            status = 200,
            description = "What the model said, as its server tells it.",
            body = Moderation,
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
    pass_on(&app, &who, Endpoint::Moderations, &request.model, &body).await
}
