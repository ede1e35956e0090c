//! `GET /v1/models` and `GET /v1/models/{id}`.

use axum::{
    Json,
    extract::{Path, State},
};
use engines::Card;
use serde::Serialize;

use super::problem::ApiProblem;
use crate::{api_keys::KeyHolder, app::App};

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
    let data = app.engines.cards().map(|card| describe(&app, card)).collect();
    Json(ListModelsResponse { object: "list", data })
}

pub(super) async fn show(
    State(app): State<App>,
    _who: KeyHolder,
    Path(id): Path<String>,
) -> Result<Json<ModelResponse>, ApiProblem> {
    let found = app.engines.find(&id).map_err(|_| ApiProblem::no_such_model(&id))?;
    Ok(Json(describe(&app, &found.card)))
}

fn describe(app: &App, card: &Card) -> ModelResponse {
    let operator = app
        .engines
        .find(card.id.as_str())
        .map(|found| found.engine.passport().operator.clone());
    ModelResponse {
        id: card.id.to_string(),
        object: "model",
        created: CREATED,
        owned_by: operator.unwrap_or_default(),
        kind: card.kind.to_string(),
        procedural: card.procedural,
    }
}
