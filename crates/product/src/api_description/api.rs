//! `GET /api/openapi.json`.

use axum::{
    Router,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use utoipa::OpenApi;

use crate::app::App;

mod assemble;

pub use assemble::assemble;

/// The slice's routes for programs.
pub(super) fn routes(document: &serde_json::Value) -> Router<App> {
    let text = Bytes::from(document.to_string());
    Router::new().route("/api/openapi.json", get(async move || show(text.clone())))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(show))]
struct Described;

/// This description.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "About this service",
    operation_id = "get_description",
    responses((status = 200, description = "The description (OpenAPI 3.1).", body = Object)),
)]
fn show(text: Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
