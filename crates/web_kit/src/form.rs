//! A page's form: bounded, its fields by name.

use axum::{body::Bytes, extract::FromRequest, extract::Request};
use http::header::CONTENT_TYPE;

use crate::Problem;

/// The fields of a form that was sent.
#[derive(Debug, Clone, Default)]
pub struct FormFields(Vec<(String, String)>);

/// The largest form.
const LIMIT: usize = 256 * 1024;

impl FormFields {
    /// Fields that were read in another way.
    pub(crate) const fn of(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// A field's value; empty when it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a field that may be sent several times, in the order sent.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        let fields = self.0.iter().filter(|(field, _)| field == name);
        fields.map(|(_, value)| value.as_str()).collect()
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    fn parse(body: &[u8]) -> Self {
        let fields = body
            .split(|byte| *byte == b'&')
            .filter(|part| !part.is_empty())
            .take(256);
        Self(
            fields
                .map(|part| {
                    let mut halves = part.splitn(2, |byte| *byte == b'=');
                    (
                        decode(halves.next().unwrap_or_default()),
                        decode(halves.next().unwrap_or_default()),
                    )
                })
                .collect(),
        )
    }
}

impl<S: Send + Sync> FromRequest<S> for FormFields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if !media_type.starts_with("application/x-www-form-urlencoded") {
            return Err(Problem::WrongType);
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| Problem::TooLarge { limit: LIMIT })?;
        if body.len() > LIMIT {
            return Err(Problem::TooLarge { limit: LIMIT });
        }
        Ok(Self::parse(&body))
    }
}

/// `application/x-www-form-urlencoded` (WHATWG URL §5.1); what is not UTF-8 is replaced.
fn decode(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(digit(*high) * 16 + digit(*low));
                rest = &after[2..];
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

const fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        _ => byte - b'A' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded_and_broken_escapes_kept() {
        let form = FormFields::parse(b"a=1+2&b=%C3%BC%2&c&=x&a=second");
        assert_eq!((form.get("a"), form.get("b"), form.get("c")), ("1 2", "ü%2", ""));
        assert_eq!(form.get("missing"), "");
    }
}
