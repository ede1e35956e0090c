//! `/v1/videos`: films, which are ordered, asked after, fetched in ranges, changed and deleted.

use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use basics::GenerationId;
use serde::Deserialize;
use store::Scope;
use utoipa::{IntoParams, ToSchema};
use web_kit::{ErrorResponse, Page};

use super::{
    ending::ended,
    images::{named, size, with_ignored},
    json_body::JsonBody,
    order_key::OrderKey,
    picture_form::{Film, ImageReference, PictureForm},
    problem::ApiProblem,
    references::references,
    video::{DeletedVideoResponse, ListVideosResponse, VideoResponse, describe},
};
use crate::{
    api_keys::KeyHolder,
    app::App,
    assets::{Owner, Version},
    error::Error,
    generations::{self, Draft, IdempotencyKey, Kind, RawDraft, State as Stage, Work},
    library::{self, Take},
    models,
};

/// What the request says as JSON; a form says the same, with a file called `input_reference`.
#[expect(dead_code, reason = "only described: the form is read by hand")]
#[derive(Deserialize, ToSchema)]
struct CreateVideoRequest {
    /// What the film is to show.
    #[schema(
        min_length = 1,
        max_length = 8_000,
        pattern = r"\S",
        example = "waves under a full moon"
    )]
    prompt: String,
    /// The model's name, from the list of models; the first that makes films where there is none.
    model: Option<String>,
    /// How long it is to last, in seconds; as long as the model's films usually do where there is none.
    #[schema(example = "4")]
    seconds: Option<VideoSeconds>,
    /// Width and height in pixels; `auto` or nothing for the model's usual size.
    #[schema(pattern = "^(|auto|[0-9]{1,5}x[0-9]{1,5})$", example = "1280x720")]
    size: Option<String>,
    /// The picture that it begins with, where the model takes one.
    input_reference: Option<ImageReference>,
    /// The same seed gives the same film, where the model honours it.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    seed: Option<u64>,
}

/// A number of seconds; OpenAI's clients write it as text.
#[expect(dead_code, reason = "only described: the form is read by hand")]
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
enum VideoSeconds {
    Text(String),
    Number(u32),
}

/// Orders a film.
///
/// The answer comes at once; ask after it until its status is `completed` or `failed`. The film is in the library as well.
/// Fields that are not named here are ignored, and a header of the answer says which.
#[utoipa::path(
    post,
    path = "/v1/videos",
    tag = "OpenAI",
    operation_id = "create_video",
    security(("key" = [])),
    params(IdempotencyKey),
    request_body(content((CreateVideoRequest = "application/json"))),
    responses(
        (
            status = 200,
            description = "The order.",
            body = VideoResponse,
            headers(("x-nanoprompt-ignored" = String, description = "The fields that were ignored, with commas between.")),
        ),
        (status = 400, description = "The request cannot be used.", body = ErrorResponse),
        (status = 403, description = "A rule of the person or of the installation speaks against the model, or the key is not for it.", body = ErrorResponse),
        (status = 404, description = "There is no such model.", body = ErrorResponse),
        (status = 413, description = "The request is longer than 64 MiB, or 32 MiB as JSON.", body = ErrorResponse),
        (status = 415, description = "The request is neither a form nor JSON.", body = ErrorResponse),
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    who: KeyHolder,
    page: Page,
    OrderKey(key): OrderKey,
    mut form: PictureForm<Film>,
) -> Result<Response, ApiProblem> {
    let model = match form.get("model") {
        "" => models::first_of_films(&app).ok_or_else(ApiProblem::no_model_of_films)?,
        named => named.to_owned(),
    };
    let raw = RawDraft {
        prompt: form.get("prompt"),
        model: &model,
        size: size(Some(form.get("size")).filter(|size| !size.is_empty()))?,
        seed: form.get("seed"),
        seconds: form.get("seconds"),
        kind: Kind::Video,
        ..RawDraft::default()
    };
    let say = |error: Error| named(error, &model, &page).with_field("image", "input_reference");
    let mut draft = Draft::check_routed(&raw, &app.engines()).map_err(say)?;
    draft.idempotency_key = key;
    who.may_order(draft.card.kind, draft.asked_for())?;
    draft.takes(form.images.len(), false).map_err(say)?;
    let owner = Owner {
        workspace: who.workspace,
        account: who.account,
    };
    let images = std::mem::take(&mut form.images);
    references(&app, &owner, &mut draft, images, None).await.map_err(say)?;
    let answer = ordered(&app, &who, &draft).await?;
    Ok(with_ignored(answer, form.ignored.iter().map(String::as_str)))
}

/// How far to look, and where from.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListVideosQuery {
    /// The id of the last film of the page before.
    #[param(format = "uuid")]
    after: Option<String>,
    /// How many at most; twenty where there is none.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `desc` for the newest first, which is usual, or `asc` for the oldest.
    #[param(pattern = "^(asc|desc)$")]
    order: Option<String>,
}

/// The films that there are.
#[utoipa::path(
    get,
    path = "/v1/videos",
    tag = "OpenAI",
    operation_id = "list_videos",
    security(("key" = [])),
    params(ListVideosQuery),
    responses(
        (status = 200, description = "The films.", body = ListVideosResponse),
        (status = 400, description = "The request cannot be used.", body = ErrorResponse),
    ),
)]
pub(super) async fn list(
    State(app): State<App>,
    who: KeyHolder,
    query: Result<Query<ListVideosQuery>, QueryRejection>,
) -> Result<Json<ListVideosResponse>, ApiProblem> {
    let wrong = |field: &str, message: &str| ApiProblem::invalid(field, "invalid_value", message);
    let Query(query) = query.map_err(|_| wrong("limit", "limit is a whole number from 1 to 100."))?;
    let limit = query.limit.unwrap_or(20);
    if !(1..=100).contains(&limit) {
        return Err(wrong("limit", "limit is a whole number from 1 to 100."));
    }
    let after = query.after.as_deref().map(str::parse::<GenerationId>).transpose();
    let after = after.map_err(|_| wrong("after", "after is the id of a film."))?;
    let newest_first = match query.order.as_deref() {
        None | Some("desc") => true,
        Some("asc") => false,
        Some(_) => return Err(wrong("order", "order is asc or desc.")),
    };
    let scope = Scope::workspace(who.workspace);
    let mut films = generations::films(&app, &scope, after, limit + 1, newest_first).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = films.len() > most;
    films.truncate(most);
    let mut data = Vec::with_capacity(films.len());
    for film in &films {
        data.push(describe(&app, film).await?);
    }
    Ok(Json(ListVideosResponse::new(data, has_more)))
}

/// How a film stands.
#[utoipa::path(
    get,
    path = "/v1/videos/{id}",
    tag = "OpenAI",
    operation_id = "get_video",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The film's id.")),
    responses(
        (status = 200, description = "The film as it stands.", body = VideoResponse),
        (status = 404, description = "There is no such film.", body = ErrorResponse),
    ),
)]
pub(super) async fn show(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
) -> Result<Json<VideoResponse>, ApiProblem> {
    let film = film(&app, &who, &id).await?;
    Ok(Json(describe(&app, &film).await?))
}

/// What of a film is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct VideoContentQuery {
    /// `video`: there is nothing else.
    #[param(pattern = "^video$")]
    variant: Option<String>,
}

/// A film's file, whole or in ranges.
#[utoipa::path(
    get,
    path = "/v1/videos/{id}/content",
    tag = "OpenAI",
    operation_id = "get_video_content",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The film's id."), VideoContentQuery),
    responses(
        (status = 200, description = "The film.", content_type = "video/mp4"),
        (status = 206, description = "The range that was asked for.", content_type = "video/mp4"),
        (status = 400, description = "There is no such variant, or the film came to nothing.", body = ErrorResponse),
        (status = 404, description = "There is no such film.", body = ErrorResponse),
        (status = 409, description = "The film is not finished, or was stopped.", body = ErrorResponse),
        (status = 416, description = "There are no such bytes."),
        (status = 502, description = "The model's server gave no proper answer.", body = ErrorResponse),
        (status = 504, description = "The model's server did not answer in time.", body = ErrorResponse),
    ),
)]
pub(super) async fn content(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
    query: Result<Query<VideoContentQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiProblem> {
    let wanted = query.map_or(Some(String::new()), |Query(query)| query.variant);
    if wanted.is_some_and(|variant| variant != "video") {
        let message = "Only the film itself is kept: leave variant out, or ask for video.";
        return Err(ApiProblem::invalid("variant", "invalid_value", message));
    }
    let film = film(&app, &who, &id).await?;
    match film.generation.state {
        Stage::Done => {}
        Stage::Queued | Stage::Running => return Err(ApiProblem::not_finished()),
        _ => return Err(ended(&film.generation).into()),
    }
    let shown = film.assets.first().ok_or(Error::NotFound)?;
    Ok(library::serve(&app, shown, Version::Kept, &headers, Take::Show).await?)
}

/// Deletes a film for good, or stops one that is being made.
#[utoipa::path(
    delete,
    path = "/v1/videos/{id}",
    tag = "OpenAI",
    operation_id = "delete_video",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The film's id.")),
    responses(
        (status = 200, description = "It is gone.", body = DeletedVideoResponse),
        (status = 404, description = "There is no such film.", body = ErrorResponse),
    ),
)]
pub(super) async fn delete(
    State(app): State<App>,
    who: KeyHolder,
    Path(id): Path<String>,
) -> Result<Json<DeletedVideoResponse>, ApiProblem> {
    let film = film(&app, &who, &id).await?;
    let scope = Scope::workspace(who.workspace);
    library::erase_generation(&app, &scope, film.generation.id).await?;
    Ok(Json(DeletedVideoResponse::of(film.generation.id)))
}

/// What is to be different.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RemixVideoRequest {
    /// What the film is to show instead.
    #[schema(
        min_length = 1,
        max_length = 8_000,
        pattern = r"\S",
        example = "waves under a rising sun"
    )]
    prompt: String,
}

/// Orders a film anew with other words.
///
/// It is made by the same model, as long and as large as the one before, and begins with the same picture where there was
/// one and it is still there. Nothing of the film itself is sent: its operator has deleted it after it was fetched.
#[utoipa::path(
    post,
    path = "/v1/videos/{id}/remix",
    tag = "OpenAI",
    operation_id = "remix_video",
    security(("key" = [])),
    params(("id" = String, Path, format = "uuid", description = "The film's id.")),
    request_body(content = RemixVideoRequest, content_type = "application/json"),
    responses(
        (status = 200, description = "The order.", body = VideoResponse),
        (status = 400, description = "The request cannot be used.", body = ErrorResponse),
        (status = 403, description = "A rule of the person or of the installation speaks against the model, or the key is not for it.", body = ErrorResponse),
        (status = 404, description = "There is no such film, or its model is no longer there.", body = ErrorResponse),
        (status = 413, description = "The request is longer than 32 MiB.", body = ErrorResponse),
        (status = 415, description = "The request is no JSON.", body = ErrorResponse),
    ),
)]
pub(super) async fn remix(
    State(app): State<App>,
    who: KeyHolder,
    page: Page,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Response, ApiProblem> {
    let request = body.read::<RemixVideoRequest>()?;
    let before = film(&app, &who, &id).await?;
    let draft = generations::again(&app, &Scope::workspace(who.workspace), &before, &request.prompt).await;
    let mut draft = draft.map_err(|error| named(error, before.generation.asked_for(), &page))?;
    draft.remixed_from = Some(before.generation.id);
    ordered(&app, &who, &draft).await
}

async fn ordered(app: &App, who: &KeyHolder, draft: &Draft) -> Result<Response, ApiProblem> {
    let id = generations::submit(app, who.into(), draft).await?;
    let film = generations::view(app, &Scope::workspace(who.workspace), id).await?;
    Ok(Json(describe(app, &film).await?).into_response())
}

/// A film of the key's workspace; a picture is none.
async fn film(app: &App, who: &KeyHolder, id: &str) -> Result<Work, ApiProblem> {
    let id: GenerationId = id.parse().map_err(|_| Error::NotFound)?;
    let work = generations::view(app, &Scope::workspace(who.workspace), id).await?;
    if work.generation.seconds.is_none() {
        return Err(Error::NotFound.into());
    }
    Ok(work)
}
