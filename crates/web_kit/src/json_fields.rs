//! The fields of a JSON body, for the API of our own: what does not fit is named by its field.

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request},
    http::{HeaderMap, header::CONTENT_TYPE},
};
use serde::de::DeserializeOwned;

use crate::Problem;

/// The longest body, in bytes; there is only text in it.
pub const MOST_JSON_BYTES: usize = 1 << 20;

/// The longest name of a field that is said back.
const LONGEST_NAME: usize = 64;

/// A JSON body as what it should be.
#[derive(Debug, Clone)]
pub struct JsonFields<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonFields<T> {
    type Rejection = Problem;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::WrongType);
        }
        DefaultBodyLimit::max(MOST_JSON_BYTES).apply(&mut request);
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|refused| match refused.status().as_u16() {
            413 => Problem::TooLarge { limit: MOST_JSON_BYTES },
            _ => Problem::Malformed,
        })?;
        read(&body).map(Self)
    }
}

/// What fits, or which field does not. What was sent in it is not said back: it may be somebody's words (P-AUT-07).
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let said = error.inner().to_string();
        match (named(&said, "unknown field `"), named(&said, "missing field `")) {
            (Some(field), _) => Problem::invalid(field, "invalid-field-unknown"),
            (_, Some(field)) => Problem::invalid(field, "invalid-field-missing"),
            _ if error.inner().is_data() && is_name(&error.path().to_string()) => {
                Problem::invalid(&error.path().to_string(), "invalid-field-type")
            }
            _ => Problem::invalid("body", "invalid-json"),
        }
    })?;
    reader.end().map_err(|_| Problem::invalid("body", "invalid-json"))?;
    Ok(value)
}

/// The name that stands in a message after these words.
fn named<'a>(said: &'a str, before: &str) -> Option<&'a str> {
    let (name, _) = said.strip_prefix(before)?.split_once('`')?;
    is_name(name).then_some(name)
}

fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'[' | b']' | b'.' | b'-');
    name != "." && (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(plain)
}

/// Whether a request says that its body is JSON.
#[must_use]
pub fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = media_type.and_then(|text| text.split(';').next()).unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only ever read in vain")]
    struct Order {
        prompt: String,
        inputs: Option<Vec<Input>>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only ever read in vain")]
    struct Input {
        asset: u32,
    }

    #[test]
    fn what_does_not_fit_is_named_and_not_said_back() {
        for (body, expected) in [
            (r#"{"prompt":"x","sise":"secret"}"#, ("sise", "invalid-field-unknown")),
            (r#"{"prompt":"x","a secret":1}"#, ("body", "invalid-json")),
            ("{}", ("prompt", "invalid-field-missing")),
            (r#"{"prompt":7}"#, ("prompt", "invalid-field-type")),
            (
                r#"{"prompt":"x","inputs":[{"asset":"secret"}]}"#,
                ("inputs[0].asset", "invalid-field-type"),
            ),
            ("[", ("body", "invalid-json")),
            ("secret", ("body", "invalid-json")),
            (r#"{"prompt":"x"} secret"#, ("body", "invalid-json")),
        ] {
            let Err(Problem::Invalid { field, reason, .. }) = read::<Order>(body.as_bytes()) else {
                panic!("{body} was taken");
            };
            assert_eq!((field.as_str(), reason.as_str()), expected, "{body}");
        }
    }
}
