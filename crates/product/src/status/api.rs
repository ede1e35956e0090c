//! `/healthz` and `/readyz`, for those who watch over the process.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use serde::Serialize;

use crate::app::App;

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready))
}

/// What is ready and what is not.
#[derive(Debug, Serialize)]
struct ReadinessResponse {
    ready: bool,
    database: bool,
    keys: bool,
}

async fn alive() -> &'static str {
    "ok\n"
}

/// Ready only when the database and the key store answer.
async fn ready(State(app): State<App>) -> (StatusCode, Json<ReadinessResponse>) {
    let (database, keys) = futures::join!(app.db.ready(), app.vault.ready());
    let (database, keys) = (database.is_ok(), keys.is_ok());
    let ready = database && keys;
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(ReadinessResponse { ready, database, keys }))
}
