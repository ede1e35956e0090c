//! What is asked for with pictures: a form with files, or JSON with the pictures inside, as OpenAI's clients send one or the
//! other.

use std::marker::PhantomData;

use axum::{
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::Field},
    http::{StatusCode, header::CONTENT_TYPE},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{json_body::JsonBody, problem::ApiProblem};

/// The largest body of a form, in bytes: what the door lets in.
const MOST_BODY: usize = 64 * 1024 * 1024;
/// The longest text of a field, in bytes; more is no prompt of any model.
const MOST_TEXT: usize = 64 * 1024;
/// The most pictures of one request.
const MOST_IMAGES: usize = 16;

/// Which fields a request has.
pub(super) trait Names {
    /// Files of a form.
    const FILES: &[&str];
    /// The field of JSON that has the pictures.
    const PICTURES: &str;
    /// Fields of text that are read; others are ignored and named.
    const TEXTS: &[&str];
}

/// Those of an edit.
pub(super) struct Edit;

/// Those of a film.
pub(super) struct Film;

/// Those of a variation.
pub(super) struct Variation;

impl Names for Edit {
    const FILES: &[&str] = &["image", "image[]"];
    const PICTURES: &str = "images";
    const TEXTS: &[&str] = &[
        "prompt",
        "model",
        "n",
        "size",
        "seed",
        "output_format",
        "response_format",
        "stream",
    ];
}

impl Names for Film {
    const FILES: &[&str] = &["input_reference"];
    const PICTURES: &str = "input_reference";
    const TEXTS: &[&str] = &["prompt", "model", "seconds", "size", "seed"];
}

impl Names for Variation {
    const FILES: &[&str] = &["image"];
    const PICTURES: &str = "image";
    const TEXTS: &[&str] = &["model", "n", "size", "response_format"];
}

/// An order as it was asked for.
pub(super) struct PictureForm<N> {
    pub(super) images: Vec<Vec<u8>>,
    pub(super) mask: Option<Vec<u8>>,
    fields: Vec<(String, String)>,
    pub(super) ignored: Vec<String>,
    names: PhantomData<N>,
}

/// A picture as a data URL, such as `data:image/png;base64,…`.
#[derive(Deserialize, ToSchema)]
pub(super) struct ImageReference {
    /// The picture itself as a data URL; nothing is fetched from anywhere.
    image_url: Option<String>,
    /// Files are not kept here, so there is none to name.
    file_id: Option<String>,
}

/// Lets a route take so large a body.
pub(super) fn body_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MOST_BODY)
}

impl<N: Names> PictureForm<N> {
    const fn new() -> Self {
        Self {
            images: Vec::new(),
            mask: None,
            fields: Vec::new(),
            ignored: Vec::new(),
            names: PhantomData,
        }
    }

    /// A field's text; empty where it was not sent.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    async fn take(&mut self, mut part: Field<'_>) -> Result<(), ApiProblem> {
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            file if N::FILES.contains(&file) && self.images.len() == MOST_IMAGES => Err(too_many(file)),
            file if N::FILES.contains(&file) => {
                self.images.push(whole(&mut part, MOST_BODY).await?);
                Ok(())
            }
            "mask" => {
                self.mask = Some(whole(&mut part, MOST_BODY).await?);
                Ok(())
            }
            known if N::TEXTS.contains(&known) => {
                let text = whole(&mut part, MOST_TEXT).await?;
                self.fields.push((name, String::from_utf8_lossy(&text).into_owned()));
                Ok(())
            }
            _ => {
                self.ignored.push(name);
                Ok(())
            }
        }
    }

    fn of_json(body: &JsonBody) -> Result<Self, ApiProblem> {
        let mut form = Self::new();
        for (name, value) in body.read::<Map<String, Value>>()? {
            match name.as_str() {
                same if same == N::PICTURES => form.images = pictures(same, value)?,
                "mask" if value.is_null() => {}
                "mask" => form.mask = pictures("mask", value)?.pop(),
                known if N::TEXTS.contains(&known) => {
                    let text = plain(known, value)?;
                    form.fields.push((name, text));
                }
                _ => form.ignored.push(name),
            }
        }
        Ok(form)
    }
}

impl<N: Names + Send, S: Send + Sync> FromRequest<S> for PictureForm<N> {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiProblem> {
        let media_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if !media_type.is_some_and(|text| text.starts_with("multipart/form-data")) {
            return Self::of_json(&JsonBody::from_request(request, state).await?);
        }
        let parts = Multipart::from_request(request, state).await;
        let mut parts = parts.map_err(|_| ApiProblem::wrong_type("The form has no boundary."))?;
        let mut form = Self::new();
        while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
            form.take(part).await?;
        }
        Ok(form)
    }
}

/// What is too long is read to its end and forgotten, so that whoever sends it hears why.
async fn whole(part: &mut Field<'_>, most: usize) -> Result<Vec<u8>, ApiProblem> {
    let (mut whole, mut length) = (Vec::new(), 0);
    while let Some(piece) = part.chunk().await.map_err(|error| broken(&error))? {
        length += piece.len();
        if length <= most {
            whole.extend_from_slice(&piece);
        }
    }
    if length > most {
        Err(ApiProblem::too_large())
    } else {
        Ok(whole)
    }
}

fn broken(error: &axum::extract::multipart::MultipartError) -> ApiProblem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return ApiProblem::too_large();
    }
    ApiProblem::invalid("body", "unreadable", "The form is broken or ended early.")
}

/// A list of pictures, or one alone.
fn pictures(field: &str, value: Value) -> Result<Vec<Vec<u8>>, ApiProblem> {
    let wrong = |_| {
        let message = "Write a picture as {\"image_url\": \"data:image/png;base64,…\"}.";
        ApiProblem::invalid(field, "invalid_value", message)
    };
    let several = match value {
        Value::Array(several) => several,
        Value::Null => Vec::new(),
        one => vec![one],
    };
    if several.len() > MOST_IMAGES {
        return Err(too_many(field));
    }
    several
        .into_iter()
        .map(|one| picture(field, serde_json::from_value(one).map_err(wrong)?))
        .collect()
}

/// Nothing is fetched for a stranger: an address could be one inside (P-TPA-02).
fn picture(field: &str, reference: ImageReference) -> Result<Vec<u8>, ApiProblem> {
    let wrong = |message: &str| ApiProblem::invalid(field, "invalid_value", message);
    if reference.file_id.is_some() {
        return Err(wrong(
            "Files are not kept here. Send the picture itself, as a data URL in image_url.",
        ));
    }
    let url = reference.image_url.unwrap_or_default();
    let data = url
        .strip_prefix("data:image/")
        .and_then(|rest| rest.split_once(";base64,"));
    let (_, data) =
        data.ok_or_else(|| wrong("Send the picture itself, as a data URL: nothing is fetched from elsewhere."))?;
    STANDARD
        .decode(data.trim())
        .map_err(|_| wrong("The data URL is no base64."))
}

fn too_many(field: &str) -> ApiProblem {
    ApiProblem::invalid(field, "invalid_value", format!("At most {MOST_IMAGES} pictures."))
}

/// A field's text, as a form would have it.
fn plain(field: &str, value: Value) -> Result<String, ApiProblem> {
    match (field, value) {
        (_, Value::String(text)) => Ok(text),
        (_, Value::Null) => Ok(String::new()),
        ("n" | "seed" | "seconds", Value::Number(number)) => Ok(number.to_string()),
        ("stream", Value::Bool(wanted)) => Ok(wanted.to_string()),
        _ => Err(ApiProblem::invalid(
            field,
            "invalid_value",
            format!("{field} is of another type than it should be."),
        )),
    }
}
