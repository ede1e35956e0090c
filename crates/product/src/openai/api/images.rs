//! `POST /v1/images/generations`: the studio's own orders behind OpenAI's shape.
//!
//! The picture is made as durable work, so that it is not lost when the client goes away; it is then in the library.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::Scope;

use super::problem::ApiProblem;
use crate::{
    api_keys::KeyHolder,
    app::App,
    assets,
    error::{Error, Failure},
    generations::{self, Draft, Generation, MayGenerate, RawDraft, State as Stage},
};

/// What the request says; other fields are accepted, ignored and named in a header.
#[derive(Debug, Deserialize)]
struct CreateImageRequest {
    prompt: String,
    #[serde(default)]
    model: Option<String>,
    #[serde(default)]
    n: Option<Value>,
    #[serde(default)]
    size: Option<String>,
    #[serde(default)]
    seed: Option<u64>,
    #[serde(default)]
    output_format: Option<String>,
    /// Always answered by `b64_json`, as OpenAI's own newer models do.
    #[serde(default, rename = "response_format")]
    _response_format: Option<Value>,
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

#[derive(Debug, Serialize)]
struct CreateImageResponse {
    created: i64,
    output_format: String,
    data: Vec<ImageData>,
}

#[derive(Debug, Serialize)]
struct ImageData {
    b64_json: String,
}

pub(super) async fn create(
    State(app): State<App>,
    who: KeyHolder,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiProblem> {
    let request = parse(&headers, &body)?;
    let count = match &request.n {
        Some(Value::Null) | None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(number) => number.to_string(),
    };
    let seed = request.seed.map(|seed| seed.to_string()).unwrap_or_default();
    let raw = RawDraft {
        prompt: &request.prompt,
        model: request.model.as_deref().unwrap_or_default(),
        size: request.size.as_deref().unwrap_or_default(),
        count: &count,
        seed: &seed,
        format: request.output_format.as_deref().unwrap_or_default(),
    };
    let draft = Draft::check(&raw, &app.engines).map_err(|error| name_model(error, raw.model))?;
    let who = MayGenerate {
        account: who.account,
        workspace: who.workspace,
    };
    let scope = Scope::workspace(who.workspace);
    let id = generations::submit(&app, who, &draft).await?;
    let generation = generations::wait(&app, &scope, id).await?;
    let images = images(&app, &scope, &generation).await?;
    let answer = CreateImageResponse {
        created: generation.created_at.seconds(),
        output_format: generation.format.clone(),
        data: images,
    };
    Ok(with_ignored(Json(answer).into_response(), request.others.keys()))
}

fn parse(headers: &HeaderMap, body: &[u8]) -> Result<CreateImageRequest, ApiProblem> {
    let media_type = headers
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !media_type.starts_with("application/json") {
        return Err(ApiProblem::wrong_type("Send the request as application/json."));
    }
    serde_json::from_slice(body).map_err(|error| ApiProblem::invalid("body", "invalid_json", error.to_string()))
}

fn name_model(error: Error, model: &str) -> ApiProblem {
    match error {
        Error::NoSuchModel => ApiProblem::no_such_model(model),
        other => other.into(),
    }
}

async fn images(app: &App, scope: &Scope, generation: &Generation) -> Result<Vec<ImageData>, ApiProblem> {
    if generation.state != Stage::Done {
        return Err(ended(generation).into());
    }
    let mut images = Vec::new();
    for shown in assets::of_generations(app, scope, generation.id, generation.id).await? {
        let content = assets::content(app, &shown.asset, assets::ASSET_OBJECT).await?;
        let bytes = content.read(app, 0..content.length()).await?;
        images.push(ImageData {
            b64_json: STANDARD.encode(bytes),
        });
    }
    Ok(images)
}

/// Why there are no pictures, as the failure that it was.
fn ended(generation: &Generation) -> Failure {
    match (generation.state, generation.failure.as_deref()) {
        (Stage::Cancelled, _) => Failure::Cancelled,
        (Stage::Unknown, _) => Failure::Unknown,
        (_, Some("refused")) => Failure::Refused("The model's operator refused this prompt.".to_owned()),
        (_, Some("rate_limited")) => Failure::RateLimited { retry_after: None },
        (_, Some("out_of_credit")) => Failure::OutOfCredit,
        (_, Some("unauthorised")) => Failure::Unauthorised,
        (_, Some("too_large")) => Failure::TooLarge,
        (_, Some("not_an_image")) => Failure::NotAnImage,
        (_, Some("bad_order")) => Failure::bad_order("prompt", "The model cannot make this."),
        _ => Failure::Unavailable,
    }
}

fn with_ignored<'a>(mut response: Response, names: impl Iterator<Item = &'a String>) -> Response {
    let plain = |name: &&String| name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_graphic());
    let ignored: Vec<&str> = names.filter(plain).map(String::as_str).take(32).collect();
    if let (false, Ok(value)) = (ignored.is_empty(), HeaderValue::from_str(&ignored.join(", "))) {
        response.headers_mut().insert("x-nanoprompt-ignored", value);
    }
    response
}
