//! The library for programs: listed, fetched in ranges, and erased for good.

use axum::{
    Json, Router,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::{delete, get},
};
use serde::{Deserialize, Serialize};
use store::Scope;
use utoipa::{IntoParams, OpenApi, ToSchema};
use web_kit::{Paging, Problem, ProblemDetails};

use super::{
    draw::draw,
    erase,
    pages::{Take, serve, serve_drawing},
};
use crate::{
    api_keys::KeyHolder,
    app::App,
    assets::{self, AssetResponse, Version},
};

/// The slice's routes for programs.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/assets", get(list))
        .route("/api/v1/assets/{id}", get(show).delete(remove))
        .route("/api/v1/assets/{id}/content", get(content))
        .route("/api/v1/assets/{id}/drawing", get(drawing))
        .route("/api/v1/generations/{id}", delete(remove_generation))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(list, show, remove, content, drawing, remove_generation))]
struct Described;

/// Assets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ListAssetsResponse {
    data: Vec<AssetResponse>,
    /// Whether there are older ones; the last one's id is where they begin.
    has_more: bool,
}

/// Everything in the library, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/assets",
    tag = "Assets",
    operation_id = "list_assets",
    security(("key" = [])),
    params(Paging),
    responses(
        (status = 200, description = "The assets.", body = ListAssetsResponse),
        (status = 422, description = "A parameter cannot be used.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn list(State(app): State<App>, who: KeyHolder, paging: Paging) -> Result<Json<ListAssetsResponse>, Problem> {
    let scope = Scope::workspace(who.workspace);
    let shown = assets::browse(&app, &scope, paging.before()?, paging.and_one()).await?;
    let (shown, has_more) = paging.cut(shown);
    Ok(Json(ListAssetsResponse {
        data: shown.iter().map(AssetResponse::of).collect(),
        has_more,
    }))
}

/// One asset.
#[utoipa::path(
    get,
    path = "/api/v1/assets/{id}",
    tag = "Assets",
    operation_id = "get_asset",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The asset's id.")),
    responses(
        (status = 200, description = "The asset.", body = AssetResponse),
        (status = 404, description = "There is no such asset.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn show(State(app): State<App>, who: KeyHolder, Path(id): Path<String>) -> Result<Json<AssetResponse>, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let shown = assets::view(&app, &Scope::workspace(who.workspace), id).await?;
    Ok(Json(AssetResponse::of(&shown)))
}

/// Which of an asset's files is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct VersionQuery {
    /// Whether the model's own file is wanted, as it was sent. Where nothing was put back in it, that is the same file.
    as_sent: Option<bool>,
}

/// An asset's file, whole or in ranges.
#[utoipa::path(
    get,
    path = "/api/v1/assets/{id}/content",
    tag = "Assets",
    operation_id = "get_asset_content",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The asset's id."), VersionQuery),
    responses(
        (
            status = 200,
            description = "The file.",
            content(("image/png"), ("image/jpeg"), ("image/webp"), ("video/mp4")),
        ),
        (
            status = 206,
            description = "The range that was asked for.",
            content(("image/png"), ("image/jpeg"), ("image/webp"), ("video/mp4")),
        ),
        (status = 404, description = "There is no such asset.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 416, description = "There are no such bytes."),
        (status = 422, description = "A parameter cannot be used.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn content(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
    query: Result<Query<VersionQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|_| Problem::invalid("as_sent", "invalid-as-sent"))?;
    let version = match query.as_sent {
        Some(true) => Version::AsSent,
        _ => Version::Kept,
    };
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let shown = assets::view(&app, &Scope::workspace(who.workspace), id).await?;
    Ok(serve(&app, &shown, version, &headers, Take::Show).await?)
}

/// A picture in the flat shapes that it is made of, as an SVG file.
///
/// Only pictures in low poly and in pixel art by the built-in painter are made of such shapes.
#[utoipa::path(
    get,
    path = "/api/v1/assets/{id}/drawing",
    tag = "Assets",
    operation_id = "get_asset_drawing",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The asset's id.")),
    responses(
        (status = 200, description = "The file.", content(("image/svg+xml"))),
        (status = 404, description = "There is no such asset, or it is not made of flat shapes.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn drawing(State(app): State<App>, who: KeyHolder, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let (shown, svg) = draw(&app, &Scope::workspace(who.workspace), id).await?;
    Ok(serve_drawing(&shown, svg))
}

/// Erases an asset for good.
///
/// Its key is destroyed before this is answered: nobody can open it any more, in backups neither. With its last asset a
/// generation goes too, words and all.
#[utoipa::path(
    delete,
    path = "/api/v1/assets/{id}",
    tag = "Assets",
    operation_id = "erase_asset",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The asset's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such asset.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn remove(State(app): State<App>, who: KeyHolder, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    erase::erase(&app, &Scope::workspace(who.workspace), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Erases a generation for good, with whatever came of it; one that is under way is stopped.
#[utoipa::path(
    delete,
    path = "/api/v1/generations/{id}",
    tag = "Generations",
    operation_id = "erase_generation",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The generation's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such generation.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn remove_generation(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    erase::erase_generation(&app, &Scope::workspace(who.workspace), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
