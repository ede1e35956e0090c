//! What a server's answer means: pictures, a refusal, or a failure of some kind.

use basics::Span;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::{Failure, hints, refusal, status};

/// The pictures of an answer, as the server sent them.
#[derive(Debug, Deserialize)]
pub(super) struct Images {
    #[serde(default)]
    pub data: Vec<Image>,
    #[serde(default)]
    error: Option<ErrorBody>,
}

/// One picture: its bytes in base64, or where to fetch it.
#[derive(Debug, Deserialize)]
pub(super) struct Image {
    #[serde(default)]
    pub b64_json: Option<String>,
    #[serde(default)]
    pub url: Option<String>,
}

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    refusal: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct ErrorAnswer {
    #[serde(default)]
    error: ErrorBody,
}

#[derive(Debug, Default, Deserialize)]
struct ErrorBody {
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    code: Option<serde_json::Value>,
    #[serde(default)]
    param: Option<String>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
}

/// Reads an answer with pictures. Some servers refuse with a status of success.
pub(super) fn images(body: &Bytes) -> Result<Vec<Image>, Failure> {
    let images: Images = serde_json::from_slice(body).map_err(|_| Failure::NotAnImage)?;
    if let Some(error) = images.error {
        return Err(from_error(StatusCode::OK, &error, None));
    }
    if images.data.is_empty() {
        Err(Failure::NotAnImage)
    } else {
        Ok(images.data)
    }
}

/// What a chat's answer says.
pub(super) fn text(body: &Bytes) -> Result<String, Failure> {
    let answered: Completion = serde_json::from_slice(body).map_err(|_| Failure::Cut)?;
    let choice = answered.choices.into_iter().next().ok_or(Failure::Cut)?;
    if let Some(refusal) = choice.message.refusal {
        return Err(Failure::Refused(status::words(&refusal)));
    }
    match choice.message.content {
        Some(said) if !said.is_empty() => Ok(said),
        _ if choice.finish_reason.as_deref() == Some("content_filter") => Err(Failure::Refused(String::new())),
        _ => Err(Failure::Cut),
    }
}

/// Reads an answer as orders do: how many pictures it holds. For whoever throws bytes at it.
pub fn read(status: StatusCode, body: &Bytes) -> Result<usize, Failure> {
    if status.is_success() {
        return images(body).map(|images| images.len());
    }
    let _ = wants_no_response_format(body);
    Err(failure(status, &HeaderMap::new(), body))
}

/// What an answer without success means.
#[must_use]
pub fn failure(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Failure {
    let error: ErrorAnswer = serde_json::from_slice(body).unwrap_or_default();
    from_error(status, &error.error, hints::wait(headers))
}

/// Whether the server does not know the field that asks for bytes in place of an address.
pub(super) fn wants_no_response_format(body: &[u8]) -> bool {
    let error: ErrorAnswer = serde_json::from_slice(body).unwrap_or_default();
    let names = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains("response_format"));
    names(&error.error.param) || names(&error.error.message)
}

/// What it means that a job failed. Nobody pays for one.
pub(super) fn job_failed(error: serde_json::Value) -> Failure {
    let said = error.as_str().map(str::to_owned);
    let error: ErrorBody = serde_json::from_value(error).unwrap_or_default();
    let said = status::words(&error.message.clone().or(said).unwrap_or_default());
    let code = error.code().unwrap_or_default();
    if error.is_refusal() || refusal::is_told(&said) {
        Failure::Refused(said)
    } else if ["server_error", "internal", "overloaded"]
        .iter()
        .any(|word| code.contains(word))
    {
        Failure::Unavailable
    } else {
        Failure::bad_order("model", said)
    }
}

impl ErrorBody {
    fn code(&self) -> Option<&str> {
        self.code.as_ref()?.as_str()
    }

    fn is_refusal(&self) -> bool {
        let told = [self.code(), self.kind.as_deref()];
        let mut told = told.into_iter().flatten();
        told.any(|text| REFUSALS.iter().any(|word| text.contains(word)))
    }
}

const REFUSALS: [&str; 5] = [
    "content_policy_violation",
    "moderation_blocked",
    "content_filter",
    "safety",
    "image_generation_user_error",
];

fn from_error(status: StatusCode, error: &ErrorBody, wait: Option<Span>) -> Failure {
    let code = error.code().unwrap_or_default();
    let said = status::words(error.message.as_deref().unwrap_or_default());
    if error.is_refusal() {
        return Failure::Refused(said);
    }
    if code == "insufficient_quota" || status == StatusCode::PAYMENT_REQUIRED {
        return Failure::OutOfCredit;
    }
    if code == "forbidden_by_rule" {
        return Failure::bad_order("model", said);
    }
    match status.as_u16() {
        401 | 403 => Failure::Unauthorised,
        429 => Failure::RateLimited { retry_after: wait },
        408 | 504 => Failure::Unknown,
        400..500 => Failure::bad_order(error.param.clone().unwrap_or_else(|| "prompt".to_owned()), said),
        // The server says that it failed before there was a result.
        500..600 => Failure::Unavailable,
        // A success that holds an error and no picture.
        _ => Failure::Refused(said),
    }
}
