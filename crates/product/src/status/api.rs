//! `/healthz`, `/readyz` and `/metrics`, for those who watch over the process.

use axum::{
    Json, Router,
    extract::{FromRequestParts, State},
    http::{StatusCode, header, request::Parts},
    response::IntoResponse,
    routing::get,
};
use privacy::guard;
use serde::Serialize;
use subtle::ConstantTimeEq;
use web_kit::{Arrival, Problem};

use super::measure;
use crate::{
    accounts::Role,
    app::App,
    sessions::{MaybeSignedIn, SignedIn},
    tokens,
};

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// What is ready and what is not.
#[expect(
    clippy::struct_excessive_bools,
    reason = "to whoever watches, each is a fact of its own"
)]
#[derive(Debug, Serialize)]
struct ReadinessResponse {
    ready: bool,
    database: bool,
    keys: bool,
    leaving: bool,
}

async fn alive() -> &'static str {
    "ok\n"
}

/// Ready only when the database and the key store answer, and the process is not about to end.
async fn ready(State(app): State<App>) -> (StatusCode, Json<ReadinessResponse>) {
    let (database, keys) = futures::join!(app.db.ready(), app.vault.ready());
    let (database, keys) = (database.is_ok(), keys.is_ok());
    let leaving = app.leaving.is_cancelled();
    let ready = database && keys && !leaving;
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let response = ReadinessResponse {
        ready,
        database,
        keys,
        leaving,
    };
    (status, Json(response))
}

/// Whoever may have the figures: a program on this machine, one with the operator's secret, or an owner.
struct Watcher;

impl FromRequestParts<App> for Watcher {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let local = parts.extensions.get::<Arrival>().is_some_and(|arrival| arrival.local);
        if local || knows_the_secret(parts, app) {
            return Ok(Self);
        }
        let MaybeSignedIn(person) = MaybeSignedIn::from_request_parts(parts, app).await?;
        let is_owner = |person: SignedIn| person.role == Role::Owner;
        if guard!("P-AUT-06/watchers", person.is_some_and(is_owner)) {
            return Ok(Self);
        }
        Err(Problem::Forbidden)
    }
}

fn knows_the_secret(parts: &Parts, app: &App) -> bool {
    let given = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let secret = given.and_then(|text| text.strip_prefix("Bearer "));
    match (secret, &app.settings.metrics_token) {
        (Some(secret), Some(hash)) => tokens::digest(secret).ct_eq(hash).into(),
        _ => false,
    }
}

async fn metrics(State(app): State<App>, _: Watcher) -> Result<impl IntoResponse, Problem> {
    let text = measure::measure(&app).await?;
    Ok((
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        text,
    ))
}
