//! Where programs send a picture.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use serde::Deserialize;
use store::Scope;
use utoipa::{OpenApi, ToSchema};
use web_kit::{Problem, ProblemDetails, UploadedFile};

use super::receive;
use crate::{
    api_keys::KeyHolder,
    app::App,
    assets::{self, AssetResponse, Owner},
};

/// The slice's routes for programs.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/assets", post(upload).layer(UploadedFile::body_limit()))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(upload))]
struct Described;

/// A picture to keep.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "only described: the form is read by hand")]
struct UploadAssetRequest {
    /// PNG, JPEG or WebP.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// Keeps a picture in the library.
///
/// It is opened where it can do no harm, and nothing of it is kept but its pixels: place, camera and everything else hidden
/// in the file is gone.
#[utoipa::path(
    post,
    path = "/api/v1/assets",
    tag = "Assets",
    operation_id = "upload_asset",
    security(("key" = [])),
    request_body(content = UploadAssetRequest, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "The picture as it is kept.", body = AssetResponse),
        (status = 413, description = "The file is larger than 32 MB.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The request is no form with files.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "The file is no picture that can be kept.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn upload(State(app): State<App>, who: KeyHolder, file: UploadedFile) -> Result<Response, Problem> {
    let owner = Owner {
        workspace: who.workspace,
        account: who.account,
    };
    let id = receive::receive(&app, &owner, file.0).await?;
    let shown = assets::view(&app, &Scope::workspace(who.workspace), id).await?;
    Ok((StatusCode::CREATED, Json(AssetResponse::of(&shown))).into_response())
}
