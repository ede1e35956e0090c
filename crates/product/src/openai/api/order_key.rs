//! The header by which an order may be sent twice, refused in the shape that OpenAI's clients read.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::problem::ApiProblem;
use crate::generations::IdempotencyKey;

/// The key of an order, where it has one.
pub(super) struct OrderKey(pub(super) Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for OrderKey {
    type Rejection = ApiProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiProblem> {
        let Ok(IdempotencyKey(key)) = IdempotencyKey::from_request_parts(parts, state).await else {
            let message = "An Idempotency-Key is 1 to 255 visible ASCII characters.";
            return Err(ApiProblem::invalid("Idempotency-Key", "invalid_value", message));
        };
        Ok(Self(key))
    }
}
