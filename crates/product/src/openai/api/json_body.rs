//! A request's body: JSON, within the limit.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
};
use serde::Deserialize;

use super::problem::ApiProblem;

/// A body that was sent as JSON; whether it is any is found out by reading it.
pub(super) struct JsonBody(Bytes);

impl JsonBody {
    /// The body as it came.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The body as what it should be.
    pub(super) fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<T, ApiProblem> {
        serde_json::from_slice(&self.0).map_err(|error| ApiProblem::invalid("body", "invalid_json", error.to_string()))
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiProblem> {
        if !is_json(request.headers()) {
            return Err(ApiProblem::wrong_type("Send the request as application/json."));
        }
        match Bytes::from_request(request, state).await {
            Ok(bytes) => Ok(Self(bytes)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(ApiProblem::too_large()),
            Err(_) => Err(ApiProblem::invalid("body", "unreadable", "The body ended early.")),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = media_type.and_then(|text| text.split(';').next()).unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}
