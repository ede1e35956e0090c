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
use utoipa::{OpenApi, ToSchema};
use web_kit::{Arrival, Problem, ProblemDetails};

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

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(alive, ready, metrics))]
struct Described;

/// What is ready and what is not.
#[expect(
    clippy::struct_excessive_bools,
    reason = "to whoever watches, each is a fact of its own"
)]
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReadinessResponse {
    /// Whether all of it is.
    ready: bool,
    /// Whether the database answers.
    database: bool,
    /// Whether the keys can be read.
    keys: bool,
    /// Whether it is about to end, and nobody new is to be sent to it.
    leaving: bool,
}

/// Whether the process is alive.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "About this service",
    operation_id = "is_alive",
    responses((status = 200, description = "It is.", body = String, content_type = "text/plain", example = "ok")),
)]
async fn alive() -> &'static str {
    "ok\n"
}

/// Whether it can do its work.
///
/// Ready only when the database and the key store answer, and the process is not about to end.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "About this service",
    operation_id = "is_ready",
    responses(
        (status = 200, description = "It can.", body = ReadinessResponse),
        (status = 503, description = "It cannot.", body = ReadinessResponse),
    ),
)]
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

/// Figures about the machine.
///
/// For whoever asks from this very machine, brings the secret that the operator made for it, or is signed in as an owner.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "About this service",
    operation_id = "get_figures",
    security((), ("figures" = [])),
    responses(
        (status = 200, description = "The figures, as Prometheus reads them.", body = String, content_type = "text/plain"),
        (status = 403, description = "They are not for everybody.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn metrics(State(app): State<App>, _: Watcher) -> Result<impl IntoResponse, Problem> {
    let text = measure::measure(&app).await?;
    Ok((
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        text,
    ))
}
