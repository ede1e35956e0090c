//! Cleans a chat request before it leaves: the model's own name, no identity, nothing to be stored. What it does not
//! know stays as it was, to the byte.

use std::{borrow::Cow, fmt};

use bytes::Bytes;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::Endpoint;

/// A request that may leave.
#[derive(Debug, Clone)]
pub struct Rewritten {
    /// The body.
    pub body: Bytes,
    /// The fields that were taken out.
    pub dropped: Vec<&'static str>,
}

/// A request that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RewriteError {
    /// Not a JSON object.
    #[error("the body is not a JSON object")]
    NotAnObject,
    /// A field twice: two readers would see two requests.
    #[error("a field is written twice")]
    Twice,
    /// It builds on something that the server would have had to keep.
    #[error("{0} needs an answer that was kept")]
    NeedsKeeping(&'static str),
}

/// Fields that say who asks.
const IDENTITY: [&str; 4] = ["user", "safety_identifier", "metadata", "prompt_cache_key"];

/// Fields that only work with answers that a server keeps, which ours are told not to.
const KEPT: [&str; 3] = ["previous_response_id", "conversation", "background"];

/// A request, taken apart at its top level and no deeper.
pub struct RawRequest<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> RawRequest<'a> {
    /// Reads a body once.
    pub fn read(body: &'a [u8]) -> Result<Self, RewriteError> {
        let request: Self = serde_json::from_slice(body).map_err(|_| RewriteError::NotAnObject)?;
        let mut names: Vec<&str> = request.0.iter().map(|(name, _)| &**name).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(RewriteError::Twice);
        }
        Ok(request)
    }

    /// The model that it names.
    #[must_use]
    pub fn model(&self) -> Option<String> {
        serde_json::from_str(self.field("model")?.get()).ok()
    }

    /// The request for `model`, without what must not leave, and without leave to keep it.
    pub fn rewrite(&self, endpoint: Endpoint, model: &str) -> Result<Rewritten, RewriteError> {
        if endpoint.keeps_by_itself()
            && let Some(known) = KEPT.into_iter().find(|known| self.asks_for(known))
        {
            return Err(RewriteError::NeedsKeeping(known));
        }
        let length: usize = self
            .0
            .iter()
            .map(|(name, value)| name.len() + value.get().len() + 4)
            .sum();
        let mut written = String::with_capacity(length + model.len() + 32);
        let mut dropped = Vec::new();
        for (name, value) in &self.0 {
            if let Some(known) = IDENTITY.into_iter().find(|known| known == name) {
                dropped.push(known);
                continue;
            }
            written.push(if written.is_empty() { '{' } else { ',' });
            written.push_str(&text(name));
            written.push(':');
            match &**name {
                "model" => written.push_str(&text(model)),
                "store" => written.push_str("false"),
                _ => written.push_str(value.get()),
            }
        }
        if endpoint.keeps_by_itself() && self.field("store").is_none() {
            written.push_str(if written.is_empty() { "{" } else { "," });
            written.push_str("\"store\":false");
        }
        written.push_str(if written.is_empty() { "{}" } else { "}" });
        Ok(Rewritten {
            body: written.into(),
            dropped,
        })
    }

    fn field(&self, wanted: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value)
    }

    fn asks_for(&self, wanted: &str) -> bool {
        self.field(wanted)
            .is_some_and(|value| !matches!(value.get(), "null" | "false"))
    }
}

/// A field's name, borrowed where it is written without escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for RawRequest<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = Vec::with_capacity(8);
                while let Some((Name(name), value)) = map.next_entry()? {
                    fields.push((name, value));
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(Fields).map(Self)
    }
}

fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewrite(endpoint: Endpoint, body: &[u8], model: &str) -> Result<Rewritten, RewriteError> {
        RawRequest::read(body)?.rewrite(endpoint, model)
    }

    fn rewritten(body: &str) -> String {
        String::from_utf8(
            rewrite(Endpoint::ChatCompletions, body.as_bytes(), "gpt")
                .unwrap()
                .body
                .to_vec(),
        )
        .unwrap()
    }

    #[test]
    fn identity_goes_and_the_rest_stays_to_the_byte() {
        let body = r#"{ "model":"lab/x", "user":"ada", "messages": [ {"role":"user", "content":"h\u0069 1.00"} ],"store":true,"safety_identifier":"s","metadata":{"a":"b"},"n":1.0}"#;
        assert_eq!(
            rewritten(body),
            r#"{"model":"gpt","messages":[ {"role":"user", "content":"h\u0069 1.00"} ],"store":false,"n":1.0}"#
        );
        let done = rewrite(Endpoint::ChatCompletions, body.as_bytes(), "gpt").unwrap();
        assert_eq!(done.dropped, ["user", "safety_identifier", "metadata"]);
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for body in ["", "[]", "7", "{", "{\"a\":1}x"] {
            assert_eq!(
                rewrite(Endpoint::Responses, body.as_bytes(), "m").err(),
                Some(RewriteError::NotAnObject),
                "{body}"
            );
        }
        assert_eq!(
            rewrite(Endpoint::Responses, b"{\"user\":1,\"us\\u0065r\":2}", "m").err(),
            Some(RewriteError::Twice)
        );
        assert_eq!(rewritten("{}"), "{}");
    }

    #[test]
    fn an_answer_that_would_be_kept_is_asked_not_to_be() {
        let responses = |body: &str| rewrite(Endpoint::Responses, body.as_bytes(), "gpt").map(|done| done.body);
        let expected = r#"{"model":"gpt","input":"x","store":false}"#;
        assert_eq!(responses(r#"{"model":"a","input":"x"}"#).unwrap(), expected);
        assert_eq!(
            responses(r#"{"model":"a","input":"x","store":true}"#).unwrap(),
            expected
        );
        assert_eq!(responses("{}").unwrap(), r#"{"store":false}"#);
        for (field, value) in [
            ("previous_response_id", "\"resp_1\""),
            ("background", "true"),
            ("conversation", "{}"),
        ] {
            let body = format!("{{\"model\":\"a\",\"{field}\":{value}}}");
            assert_eq!(responses(&body).err(), Some(RewriteError::NeedsKeeping(field)));
        }
        assert!(responses(r#"{"model":"a","previous_response_id":null,"background":false}"#).is_ok());
    }

    proptest! {
        #[test]
        fn no_bytes_break_it_and_what_leaves_is_json(body in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(done) = rewrite(Endpoint::Responses, &body, "m") {
                prop_assert!(serde_json::from_slice::<serde_json::Value>(&done.body).is_ok());
            }
        }

        #[test]
        fn unknown_fields_keep_their_value(value in "[a-z0-9]{0,20}") {
            let body = format!("{{\"x\":\"{value}\",\"model\":\"a\"}}");
            let done: serde_json::Value = serde_json::from_slice(&rewrite(Endpoint::Embeddings, body.as_bytes(), "m").unwrap().body).unwrap();
            prop_assert_eq!(done["x"].as_str(), Some(value.as_str()));
        }
    }
}
