//! Generations for programs: ordered, asked after, stopped, and followed as they come about.

mod answers;
mod request;

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use futures::StreamExt;
use store::Scope;
use utoipa::OpenApi;
use web_kit::{Events, JsonFields, Paging, Problem, ProblemDetails, json_events};

pub use self::request::IdempotencyKey;
use self::{
    answers::{GenerationEvent, GenerationResponse, ListDisclosuresResponse, ListGenerationsResponse, ProgressEvent},
    request::CreateGenerationRequest,
};
use super::{
    cancel, disclose,
    events::{News, news},
    submit, view,
};
use crate::{api_keys::KeyHolder, app::App, slices::Stop};

/// The slice's routes for programs.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/generations", get(list).post(create))
        .route("/api/v1/generations/{id}", get(show))
        .route("/api/v1/generations/{id}/cancel", post(stop))
        .route("/api/v1/generations/{id}/disclosures", get(left))
        .route("/api/v1/events", get(events))
}

/// The slice's part of the API's description.
#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

#[derive(OpenApi)]
#[openapi(paths(create, list, show, stop, left, events))]
struct Described;

/// Orders a picture or a film.
///
/// The answer comes at once; ask after it until its state is final, or follow the events. With an `Idempotency-Key` the same
/// order may be sent again: it is made once, and answered as it then stands.
#[utoipa::path(
    post,
    path = "/api/v1/generations",
    tag = "Generations",
    operation_id = "create_generation",
    security(("key" = [])),
    params(IdempotencyKey),
    request_body(content = CreateGenerationRequest, content_type = "application/json"),
    responses(
        (status = 202, description = "The order.", body = GenerationResponse),
        (status = 403, description = "The key is not for this model, or not for what it makes.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The request is longer than 1 MiB.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The request is no JSON.", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A field cannot be used, or a rule or a budget speaks against it.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn create(
    State(app): State<App>,
    who: KeyHolder,
    IdempotencyKey(key): IdempotencyKey,
    JsonFields(request): JsonFields<CreateGenerationRequest>,
) -> Result<Response, Problem> {
    let scope = Scope::workspace(who.workspace);
    let draft = request.draft(&app, &scope, key).await?;
    let id = submit::submit(&app, (&who).into(), &draft).await?;
    let work = view::view(&app, &scope, id).await?;
    Ok((StatusCode::ACCEPTED, Json(GenerationResponse::of(&app, &work).await?)).into_response())
}

/// The generations that there are, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/generations",
    tag = "Generations",
    operation_id = "list_generations",
    security(("key" = [])),
    params(Paging),
    responses(
        (status = 200, description = "The generations.", body = ListGenerationsResponse),
        (status = 422, description = "A parameter cannot be used.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn list(
    State(app): State<App>,
    who: KeyHolder,
    paging: Paging,
) -> Result<Json<ListGenerationsResponse>, Problem> {
    let scope = Scope::workspace(who.workspace);
    let works = view::page(&app, &scope, paging.before()?, paging.and_one()).await?;
    let (works, has_more) = paging.cut(works);
    Ok(Json(ListGenerationsResponse::of(&app, &works, has_more).await?))
}

/// How a generation stands.
#[utoipa::path(
    get,
    path = "/api/v1/generations/{id}",
    tag = "Generations",
    operation_id = "get_generation",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The generation's id.")),
    responses(
        (status = 200, description = "The generation as it stands.", body = GenerationResponse),
        (status = 404, description = "There is no such generation.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn show(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
) -> Result<Json<GenerationResponse>, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let work = view::view(&app, &Scope::workspace(who.workspace), id).await?;
    Ok(Json(GenerationResponse::of(&app, &work).await?))
}

/// Stops a generation.
///
/// One that has ended stays as it is. What its vendor has begun may have been paid for all the same.
#[utoipa::path(
    post,
    path = "/api/v1/generations/{id}/cancel",
    tag = "Generations",
    operation_id = "cancel_generation",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The generation's id.")),
    responses(
        (status = 200, description = "The generation as it stands.", body = GenerationResponse),
        (status = 404, description = "There is no such generation.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn stop(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
) -> Result<Json<GenerationResponse>, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let scope = Scope::workspace(who.workspace);
    cancel::cancel(&app, &scope, id).await?;
    let work = view::view(&app, &scope, id).await?;
    Ok(Json(GenerationResponse::of(&app, &work).await?))
}

/// What left the machine for a generation, and to whom.
///
/// Facts without content: where to, the names of the fields, how many bytes, and what was answered.
#[utoipa::path(
    get,
    path = "/api/v1/generations/{id}/disclosures",
    tag = "Generations",
    operation_id = "list_disclosures",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The generation's id.")),
    responses(
        (status = 200, description = "What left, in the order in which it began.", body = ListDisclosuresResponse),
        (status = 404, description = "There is no such generation.", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
async fn left(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
) -> Result<Json<ListDisclosuresResponse>, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let scope = Scope::workspace(who.workspace);
    let work = view::view(&app, &scope, id).await?;
    let disclosures = disclose::disclosures(&app, &scope, &work.generation).await?;
    Ok(Json(ListDisclosuresResponse::of(disclosures)))
}

/// What happens to the generations of the key's owner, as it happens.
///
/// First what is under way and what ended in the last ten minutes; then an event `generation` for each that stands
/// otherwise than before, and `progress` for each that is further.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    tag = "Generations",
    operation_id = "follow_events",
    security(("key" = [])),
    responses((
        status = 200,
        description = "The events.",
        content((GenerationEvent = "text/event-stream")),
    )),
)]
async fn events(State(app): State<App>, who: KeyHolder, stop: Stop) -> Events {
    let scope = Scope::workspace(who.workspace);
    let heard = news(app.clone(), who.account, scope).await;
    let events = heard.filter_map(move |news| {
        let app = app.clone();
        async move {
            match news {
                News::Standing(work) => {
                    let standing = GenerationResponse::of(&app, &work).await.ok()?;
                    Some(("generation", serde_json::to_value(standing).ok()?))
                }
                News::Progress { id, done, .. } => {
                    let progress = ProgressEvent::of(id, done);
                    Some(("progress", serde_json::to_value(progress).ok()?))
                }
            }
        }
    });
    json_events(events, stop.0)
}
