//! The library for programs: listed, fetched in ranges, and erased for good.

use axum::{
    Json, Router,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::{delete, get},
};
use basics::AssetId;
use serde::{Deserialize, Serialize};
use store::Scope;
use utoipa::{IntoParams, OpenApi, ToSchema};
use web_kit::{Problem, ProblemDetails};

use super::{
    erase,
    pages::{Take, serve},
};
use crate::{
    api_keys::KeyHolder,
    app::App,
    assets::{self, AssetResponse},
};

/// The slice's routes for programs.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/assets", get(list))
        .route("/api/v1/assets/{id}", get(show).delete(remove))
        .route("/api/v1/assets/{id}/content", get(content))
        .route("/api/v1/generations/{id}", delete(remove_generation))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(list, show, remove, content, remove_generation))]
struct Described;

/// Assets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ListAssetsResponse {
    data: Vec<AssetResponse>,
    /// Whether there are older ones; the last one's id is where they begin.
    has_more: bool,
}

/// How far to look, and where from.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListAssetsQuery {
    /// The id of the last asset of the page before.
    #[param(format = "uuid")]
    before: Option<String>,
    /// How many at most; twenty where there is none.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// Everything in the library, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/assets",
    tag = "Assets",
    operation_id = "list_assets",
    security(("key" = [])),
    params(ListAssetsQuery),
    responses(
        (status = 200, description = "The assets.", body = ListAssetsResponse),
        (status = 422, description = "A parameter cannot be used.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn list(
    State(app): State<App>,
    who: KeyHolder,
    query: Result<Query<ListAssetsQuery>, QueryRejection>,
) -> Result<Json<ListAssetsResponse>, Problem> {
    let Query(query) = query.map_err(|_| invalid("limit", "invalid-limit"))?;
    let before = query.before.as_deref().map(str::parse::<AssetId>).transpose();
    let before = before.map_err(|_| invalid("before", "invalid-before"))?;
    let limit = query.limit.unwrap_or(20);
    if !(1..=100).contains(&limit) {
        return Err(invalid("limit", "invalid-limit"));
    }
    let scope = Scope::workspace(who.workspace);
    let mut shown = assets::browse(&app, &scope, before, limit + 1).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = shown.len() > most;
    shown.truncate(most);
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

/// An asset's file, whole or in ranges.
#[utoipa::path(
    get,
    path = "/api/v1/assets/{id}/content",
    tag = "Assets",
    operation_id = "get_asset_content",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The asset's id.")),
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
    ),
)]
async fn content(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let shown = assets::view(&app, &Scope::workspace(who.workspace), id).await?;
    Ok(serve(&app, &shown, &headers, Take::Show).await?)
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

fn invalid(field: &str, reason: &str) -> Problem {
    Problem::Invalid {
        field: field.to_owned(),
        reason: reason.to_owned(),
        limit: None,
    }
}
