//! `GET /v1/models` and `GET /v1/models/{id}`.

use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
};
use serde::Serialize;
use utoipa::ToSchema;
use web_kit::ErrorResponse;

use super::problem::ApiProblem;
use crate::{
    api_keys::KeyHolder,
    app::App,
    models::{self, Model, Routed},
};

/// The models that there are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListModelsResponse {
    object: ListObject,
    data: Vec<ModelResponse>,
}

/// A model.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ModelResponse {
    /// Its name in requests.
    #[schema(example = "atelier")]
    id: String,
    object: ModelObject,
    /// Seconds since 1970; the same for every model, since nobody says.
    created: i64,
    /// Who operates it.
    owned_by: String,
    /// What it makes, such as `image` or `text`.
    kind: String,
    /// Made by rules and not by a neural model.
    procedural: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ListObject {
    List,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ModelObject {
    Model,
}

/// When the first models were put into this program: a date that OpenAI's clients insist on.
const CREATED: i64 = 1_763_942_400;

/// The models that there are.
///
/// The built-in one comes first, routes come last. Those that a rule of the person or of the installation speaks against
/// are left out, and those that the key is not for.
#[utoipa::path(
    get,
    path = "/v1/models",
    tag = "OpenAI",
    operation_id = "list_models",
    security(("key" = [])),
    responses((status = 200, description = "The models.", body = ListModelsResponse)),
)]
pub(super) async fn list(State(app): State<App>, who: KeyHolder) -> Result<Json<ListModelsResponse>, ApiProblem> {
    let models = models::list(&app, who.account).await?;
    let is_allowed = |model: &Model| model.objection.is_none() && who.scope.allows(&model.kind, &model.id).is_ok();
    let allowed = models.into_iter().filter(is_allowed);
    let routes = models::list_routes(&app, who.account).await?;
    let routes = routes
        .into_iter()
        .filter(|route| who.scope.allows(&route.kind, &route.name).is_ok());
    Ok(Json(ListModelsResponse {
        object: ListObject::List,
        data: allowed.map(describe).chain(routes.map(describe_route)).collect(),
    }))
}

/// One model.
///
/// By its full name, or by its bare name where only one provider has it. A slash in a name may be written as it is.
#[utoipa::path(
    get,
    path = "/v1/models/{id}",
    tag = "OpenAI",
    operation_id = "get_model",
    security(("key" = [])),
    params(("id" = String, Path, description = "The model's name.", min_length = 1, example = "atelier")),
    responses(
        (status = 200, description = "The model.", body = ModelResponse),
        (status = 404, description = "There is no such model.", body = ErrorResponse),
    ),
)]
pub(super) async fn show(
    State(app): State<App>,
    who: KeyHolder,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<ModelResponse>, ApiProblem> {
    // What is not UTF-8 names no model.
    let id = id.map(|Path(id)| id).unwrap_or_default();
    let routes = models::list_routes(&app, who.account).await?;
    if let Some(route) = routes.into_iter().find(|route| route.name == id) {
        return Ok(Json(describe_route(route)));
    }
    let model = models::find(&app, &id).ok_or_else(|| ApiProblem::no_such_model(&id))?;
    Ok(Json(describe(model)))
}

/// Its own name stands for whichever model will answer.
fn describe_route(route: Routed) -> ModelResponse {
    ModelResponse {
        id: route.name,
        object: ModelObject::Model,
        created: CREATED,
        owned_by: "nanoprompt".to_owned(),
        kind: route.kind,
        procedural: false,
    }
}

fn describe(model: Model) -> ModelResponse {
    ModelResponse {
        owned_by: model
            .goes_to
            .map_or_else(|| "nanoprompt".to_owned(), |away| away.operator),
        id: model.id,
        object: ModelObject::Model,
        created: CREATED,
        kind: model.kind,
        procedural: model.procedural,
    }
}
