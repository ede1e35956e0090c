//! The two shapes in which programs read why they were not answered.

use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was not answered, in the shape that OpenAI's clients read.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorResponse<'a> {
    /// What went wrong.
    pub error: ErrorBody<'a>,
    /// The id of the request, for whoever asks what went wrong; where it is not here, it is in `x-request-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    pub request: Option<&'a str>,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorBody<'a> {
    /// For people to read.
    pub message: &'a str,
    /// At whom the fault lies.
    #[serde(rename = "type")]
    pub kind: ErrorKind,
    /// The field at fault, where one is.
    #[schema(required)]
    pub param: Option<&'a str>,
    /// Its stable name.
    #[schema(example = "invalid_value")]
    pub code: &'a str,
}

/// At whom the fault lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// At the request.
    InvalidRequestError,
    /// At nobody; the same request is welcome later.
    RateLimitError,
    /// At the service, or at what it relies on.
    ServerError,
}

impl ErrorKind {
    /// Of a status that is no success.
    #[must_use]
    pub const fn of(status: http::StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::RateLimitError,
            400..500 => Self::InvalidRequestError,
            _ => Self::ServerError,
        }
    }
}

/// Why a request was not answered, as problem details (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemDetails<'a> {
    /// Its stable name, as a reference that leads nowhere.
    #[serde(rename = "type")]
    #[schema(example = "about:blank#not-found")]
    pub kind: &'a str,
    /// For people to read, in a few words.
    pub title: &'a str,
    /// The status once more.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// For people to read: what happened and what to do.
    pub detail: &'a str,
    /// The field at fault, where one is.
    #[schema(required)]
    pub field: Option<&'a str>,
    /// The id of the request, for whoever asks what went wrong.
    pub request: &'a str,
}
