//! The routes under `/v1`.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::{chat, images, models, problem::ApiProblem};
use crate::app::App;

/// The largest request body: a long conversation with pictures in it.
const MAX_BODY: usize = 32 * 1024 * 1024;

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/v1/models", get(models::list))
        .route("/v1/models/{*id}", get(models::show))
        .route("/v1/chat/completions", post(chat::complete))
        .route("/v1/images/generations", post(images::create))
        .route(
            "/v1/{*rest}",
            axum::routing::any(|| async { ApiProblem::no_such_route() }),
        )
        .layer(DefaultBodyLimit::max(MAX_BODY))
}
