//! `POST /v1/images/generations`: the studio's own orders behind OpenAI's shape.
//!
//! The picture is made as durable work, so that it is not lost when the client goes away; it is then in the library.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::HeaderValue,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Scope;
use utoipa::ToSchema;
use web_kit::{ErrorResponse, Page, Problem};

use super::{
    ending::ended,
    image_events::{self, About, ImageEvent},
    json_body::JsonBody,
    order_key::OrderKey,
    problem::ApiProblem,
};
use crate::{
    api_keys::KeyHolder,
    app::App,
    assets::{self, KeptToMask},
    error::Error,
    generations::{self, Draft, Generation, IdempotencyKey, RawDraft, State as Stage},
};

/// What the request says; other fields are accepted, ignored and named in a header.
#[derive(Debug, Deserialize, ToSchema)]
struct CreateImageRequest {
    /// What it shall show, in no more characters than the model takes, and none that is hidden.
    #[schema(min_length = 1, max_length = 8_000, pattern = r"\S", example = "a calm sea at dusk")]
    prompt: String,
    /// The model's name, from the list of models; the built-in one where there is none.
    #[serde(default)]
    model: Option<String>,
    /// How many pictures; one where there is none. A model may make fewer at once.
    #[serde(default)]
    #[schema(minimum = 1)]
    n: Option<u32>,
    /// Width and height in pixels, or `auto` for the model's usual size. A model may make fewer sizes.
    #[serde(default)]
    #[schema(pattern = "^(auto|[0-9]{1,5}x[0-9]{1,5})$", example = "256x256")]
    size: Option<String>,
    /// The same seed gives the same picture, where the model honours it.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    seed: Option<u64>,
    /// PNG where there is none.
    #[serde(default)]
    output_format: Option<OutputFormat>,
    /// Whether the answer is to come as server-sent events: the pictures whole, and signs of life before.
    #[serde(default)]
    stream: Option<bool>,
    /// Always answered by `b64_json`, as OpenAI's own newer models do.
    #[serde(default, rename = "response_format")]
    _response_format: Option<ResponseFormat>,
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

/// The format of a picture's file.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum OutputFormat {
    Png,
    Jpeg,
    Webp,
}

/// How a client would like its pictures.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ResponseFormat {
    B64Json,
    Url,
}

/// The pictures.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateImageResponse {
    /// When they were ordered, in seconds since 1970.
    created: i64,
    /// The format of their files, as a media type.
    output_format: String,
    data: Vec<ImageData>,
}

/// A picture.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImageData {
    /// Its file, in base64.
    #[schema(content_encoding = "base64")]
    b64_json: String,
}

impl OutputFormat {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
        }
    }
}

/// Makes pictures.
///
/// They are made as durable work: who goes away finds them in the library. Fields that are not named here are ignored,
/// and a header of the answer says which.
#[utoipa::path(
    post,
    path = "/v1/images/generations",
    tag = "OpenAI",
    operation_id = "create_image",
    security(("key" = [])),
    params(IdempotencyKey),
    request_body(
        content = CreateImageRequest,
        content_type = "application/json",
        example = json!({ "model": "atelier", "prompt": "a calm sea at dusk", "size": "256x256", "seed": 7 }),
    ),
    responses(
        (
            status = 200,
            description = "The pictures.",
            content((CreateImageResponse = "application/json"), (ImageEvent = "text/event-stream")),
            headers(("x-nanoprompt-ignored" = String, description = "The fields that were ignored, with commas between.")),
        ),
        (status = 400, description = "The request cannot be used, or the model's operator refuses it.", body = ErrorResponse),
        (status = 403, description = "A rule of the person or of the installation speaks against the model, or the key is not for it.", body = ErrorResponse),
        (status = 404, description = "There is no such model.", body = ErrorResponse),
        (status = 409, description = "The person stopped it in the studio.", body = ErrorResponse),
        (status = 413, description = "The request is longer than 32 MiB.", body = ErrorResponse),
        (status = 415, description = "The request is no JSON.", body = ErrorResponse),
        (status = 502, description = "The model's server gave no proper answer.", body = ErrorResponse),
        (status = 504, description = "The model's server did not answer in time.", body = ErrorResponse),
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    who: KeyHolder,
    page: Page,
    OrderKey(key): OrderKey,
    body: JsonBody,
) -> Result<Response, ApiProblem> {
    let request = body.read::<CreateImageRequest>()?;
    let count = request.n.map(|count| count.to_string()).unwrap_or_default();
    let seed = request.seed.map(|seed| seed.to_string()).unwrap_or_default();
    let raw = RawDraft {
        prompt: &request.prompt,
        model: request.model.as_deref().unwrap_or_default(),
        size: size(request.size.as_deref())?,
        count: &count,
        seed: &seed,
        format: request.output_format.map_or("", OutputFormat::as_str),
        ..RawDraft::default()
    };
    let mut draft = Draft::check_routed(&raw, &app.engines()).map_err(|error| named(error, raw.model, &page))?;
    draft.idempotency_key = key;
    let stream = request.stream == Some(true);
    let answer = made(&app, &who, &draft, stream.then_some(About::Generation)).await?;
    Ok(with_ignored(answer, request.others.keys().map(String::as_str)))
}

/// Has the draft made, and answers with its pictures; as events about something where a stream was asked for.
pub(super) async fn made(
    app: &App,
    who: &KeyHolder,
    draft: &Draft,
    events: Option<About>,
) -> Result<Response, ApiProblem> {
    let scope = Scope::workspace(who.workspace);
    let id = generations::submit(app, who.into(), draft).await?;
    if let Some(about) = events {
        return Ok(image_events::streamed(app, scope, id, about));
    }
    let generation = generations::wait(app, &scope, id).await?;
    let pictures = pictures(app, &scope, &generation).await?;
    let kept_to_mask = kept_to_mask(&pictures);
    let answer = CreateImageResponse {
        created: generation.created_at.seconds(),
        output_format: pictures.first().map_or(generation.format, |first| first.format.clone()),
        data: data(pictures),
    };
    let mut response = Json(answer).into_response();
    if let Some(kept) = kept_to_mask {
        response.headers_mut().insert("x-nanoprompt-kept-to-mask", kept);
    }
    Ok(response)
}

/// Picture by picture, with commas between; nothing where there was no mask.
fn kept_to_mask(pictures: &[PictureFile]) -> Option<HeaderValue> {
    let kept: Vec<_> = pictures.iter().filter_map(|picture| picture.kept_to_mask).collect();
    let text = kept.iter().map(|kept| kept.name()).collect::<Vec<_>>().join(", ");
    HeaderValue::from_str(&text).ok().filter(|_| !kept.is_empty())
}

/// A size as it has to be written here; forms are read less strictly.
pub(super) fn size(text: Option<&str>) -> Result<&str, ApiProblem> {
    let is_side = |digits: &str| (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    match text {
        None | Some("auto") => Ok(""),
        Some(text)
            if text
                .split_once('x')
                .is_some_and(|(wide, high)| is_side(wide) && is_side(high)) =>
        {
            Ok(text)
        }
        Some(_) => {
            let message = "A size is WIDTHxHEIGHT in pixels, such as 1024x1024, or auto.";
            Err(ApiProblem::invalid("size", "invalid_value", message))
        }
    }
}

/// What is wrong with a draft, by the names that fields have in this request and in words.
pub(super) fn named(error: Error, model: &str, page: &Page) -> ApiProblem {
    match error {
        Error::NoSuchModel => ApiProblem::no_such_model(model),
        Error::Invalid { field, .. } => {
            let field = match field {
                "count" => "n",
                "format" => "output_format",
                same => same,
            };
            ApiProblem::invalid(field, "invalid_value", Problem::from(error).message(page))
        }
        other => other.into(),
    }
}

fn data(pictures: Vec<PictureFile>) -> Vec<ImageData> {
    let data = pictures.into_iter().map(|picture| ImageData {
        b64_json: picture.base64,
    });
    data.collect()
}

/// A finished picture's file, which may be of another format and size than was ordered.
pub(super) struct PictureFile {
    pub(super) base64: String,
    /// `png`, `jpeg` or `webp`.
    pub(super) format: String,
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    kept_to_mask: Option<KeptToMask>,
}

/// The files of a generation that has ended.
pub(super) async fn pictures(
    app: &App,
    scope: &Scope,
    generation: &Generation,
) -> Result<Vec<PictureFile>, ApiProblem> {
    if generation.state != Stage::Done {
        return Err(ended(generation).into());
    }
    let mut pictures = Vec::new();
    for shown in assets::of_generations(app, scope, generation.id, generation.id).await? {
        let content = assets::content(app, &shown.asset, assets::ASSET_OBJECT).await?;
        let asset = shown.asset;
        pictures.push(PictureFile {
            base64: STANDARD.encode(content.whole(app).await?),
            format: asset.media_type.trim_start_matches("image/").to_owned(),
            size: (asset.width, asset.height),
            kept_to_mask: asset.edit.map(|edit| edit.kept),
        });
    }
    Ok(pictures)
}

pub(super) fn with_ignored<'a>(mut response: Response, names: impl Iterator<Item = &'a str>) -> Response {
    let plain = |name: &&str| name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_graphic());
    let ignored: Vec<&str> = names.filter(plain).take(32).collect();
    if let (false, Ok(value)) = (ignored.is_empty(), HeaderValue::from_str(&ignored.join(", "))) {
        response.headers_mut().insert("x-nanoprompt-ignored", value);
    }
    response
}
