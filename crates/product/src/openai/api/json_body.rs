//! A request's body: JSON, within the limit.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
};
use bytes::BytesMut;
use futures::StreamExt;
use serde::Deserialize;
use web_kit::is_json;

use super::{MAX_BODY, problem::ApiProblem};

/// A body that was sent as JSON; whether it is any is found out by reading it.
pub(super) struct JsonBody(Bytes);

impl JsonBody {
    /// The body as it came.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The body as what it should be.
    pub(super) fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<T, ApiProblem> {
        serde_json::from_slice(&self.0).map_err(|error| ApiProblem::invalid("body", "invalid_json", words(&error)))
    }
}

/// Where and what was expected there. What was sent instead is not said back: it may be somebody's words (P-AUT-07).
fn words(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!("line {}, column {}", error.line(), error.column());
    let bare = said.split(" at line ").next().unwrap_or_default();
    match said.rfind("expected ") {
        _ if bare.starts_with("missing field") => format!("In the object that ends at {place}: {bare}."),
        Some(at) => {
            let expected = said[at..].split(" at line ").next().unwrap_or_default();
            format!("At {place}: {expected}.")
        }
        None => format!("This is no JSON that fits, from {place} on."),
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = ApiProblem;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiProblem> {
        if !is_json(request.headers()) {
            return Err(ApiProblem::wrong_type("Send the request as application/json."));
        }
        whole(request.into_body()).await.map(Self)
    }
}

/// What is too long is heard to its end all the same, and forgotten: whoever still speaks does not hear the answer. The
/// door has limits of its own for what nobody wants to hear.
async fn whole(body: Body) -> Result<Bytes, ApiProblem> {
    let mut pieces = body.into_data_stream();
    let (mut whole, mut length) = (BytesMut::new(), 0);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| ApiProblem::invalid("body", "unreadable", "The body ended early."))?;
        length += piece.len();
        if length <= MAX_BODY {
            whole.extend_from_slice(&piece);
        } else {
            whole = BytesMut::new();
        }
    }
    if length > MAX_BODY {
        return Err(ApiProblem::too_large());
    }
    Ok(whole.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only ever read in vain")]
    struct Order {
        n: u32,
        prompt: String,
    }

    fn said(body: &str) -> String {
        words(&serde_json::from_str::<Order>(body).unwrap_err())
    }

    #[test]
    fn an_error_says_where_and_what_was_expected_and_not_what_was_sent() {
        assert_eq!(
            said(r#"{"n": "secret", "prompt": "x"}"#),
            "At line 1, column 14: expected u32."
        );
        assert_eq!(
            said(r#"{"n": 1, "prompt": ["secret"]}"#),
            "At line 1, column 19: expected a string."
        );
        assert_eq!(
            said(r#"{"n": 1}"#),
            "In the object that ends at line 1, column 8: missing field `prompt`."
        );
        for body in [
            r#"{"n": "secret, expected secret at line 9""#,
            "secret",
            r#"{"secret" 1}"#,
            r#"["secret", 1]"#,
        ] {
            assert!(!said(body).contains("secret"), "{}", said(body));
        }
    }
}
