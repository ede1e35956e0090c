//! `GET /v1/models` and `GET /v1/models/{id}`.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;

use super::problem::ApiProblem;
use crate::{
    api_keys::KeyHolder,
    app::App,
    models::{self, Model},
};

#[derive(Debug, Serialize)]
pub(super) struct ListModelsResponse {
    object: &'static str,
    data: Vec<ModelResponse>,
}

#[derive(Debug, Serialize)]
pub(super) struct ModelResponse {
    id: String,
    object: &'static str,
    created: i64,
    owned_by: String,
    kind: String,
    /// Made by rules and not by a neural model.
    procedural: bool,
}

/// When the first models were put into this program: a date that OpenAI's clients insist on.
const CREATED: i64 = 1_763_942_400;

pub(super) async fn list(State(app): State<App>, _who: KeyHolder) -> Json<ListModelsResponse> {
    let data = models::list(&app).into_iter().map(describe).collect();
    Json(ListModelsResponse { object: "list", data })
}

pub(super) async fn show(
    State(app): State<App>,
    _who: KeyHolder,
    Path(id): Path<String>,
) -> Result<Json<ModelResponse>, ApiProblem> {
    let model = models::find(&app, &id).ok_or_else(|| ApiProblem::no_such_model(&id))?;
    Ok(Json(describe(model)))
}

fn describe(model: Model) -> ModelResponse {
    ModelResponse {
        owned_by: model
            .goes_to
            .map_or_else(|| "nanoprompt".to_owned(), |away| away.operator),
        id: model.id,
        object: "model",
        created: CREATED,
        kind: model.kind,
        procedural: model.procedural,
    }
}
