//! Cleans a chat request before it leaves: the model's own name, no identity, nothing to be stored. What it does not
//! know stays as it was, to the byte.

use bytes::Bytes;
use serde_json::value::RawValue;

/// A request that may leave.
#[derive(Debug, Clone)]
pub struct Rewritten {
    /// The body.
    pub body: Bytes,
    /// The fields that were taken out.
    pub dropped: Vec<&'static str>,
    /// Whether the answer is to come as a stream.
    pub streamed: bool,
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
}

/// Fields that say who asks.
const IDENTITY: [&str; 4] = ["user", "safety_identifier", "metadata", "prompt_cache_key"];

/// The model that a request names.
pub fn model_of(body: &[u8]) -> Result<Option<String>, RewriteError> {
    let fields = fields(body)?;
    let model = fields.iter().find(|(name, _)| name == "model");
    Ok(model.and_then(|(_, value)| serde_json::from_str(value.get()).ok()))
}

/// The request for `model`, without what must not leave.
pub fn rewrite(body: &[u8], model: &str) -> Result<Rewritten, RewriteError> {
    let mut written = String::with_capacity(body.len() + 64);
    let (mut dropped, mut streamed) = (Vec::new(), false);
    for (name, value) in fields(body)? {
        if let Some(known) = IDENTITY.into_iter().find(|known| *known == name) {
            dropped.push(known);
            continue;
        }
        written.push(if written.is_empty() { '{' } else { ',' });
        written.push_str(&text(&name));
        written.push(':');
        match name.as_str() {
            "model" => written.push_str(&text(model)),
            "store" => written.push_str("false"),
            _ => written.push_str(value.get()),
        }
        streamed |= name == "stream" && value.get() == "true";
    }
    written.push_str(if written.is_empty() { "{}" } else { "}" });
    Ok(Rewritten {
        body: written.into(),
        dropped,
        streamed,
    })
}

fn fields(body: &[u8]) -> Result<Vec<(String, &RawValue)>, RewriteError> {
    let Object(fields) = serde_json::from_slice(body).map_err(|_| RewriteError::NotAnObject)?;
    let mut names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(RewriteError::Twice);
    }
    Ok(fields)
}

/// The fields in the order written.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Object<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> serde::de::Visitor<'de> for Fields {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Object<'de>, M::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewritten(body: &str) -> String {
        String::from_utf8(rewrite(body.as_bytes(), "gpt").unwrap().body.to_vec()).unwrap()
    }

    #[test]
    fn identity_goes_and_the_rest_stays_to_the_byte() {
        let body = r#"{ "model":"lab/x", "user":"ada", "messages": [ {"role":"user", "content":"h\u0069 1.00"} ],"store":true,"safety_identifier":"s","metadata":{"a":"b"},"n":1.0}"#;
        assert_eq!(
            rewritten(body),
            r#"{"model":"gpt","messages":[ {"role":"user", "content":"h\u0069 1.00"} ],"store":false,"n":1.0}"#
        );
        let done = rewrite(body.as_bytes(), "gpt").unwrap();
        assert_eq!(done.dropped, ["user", "safety_identifier", "metadata"]);
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for body in ["", "[]", "7", "{", "{\"a\":1}x"] {
            assert_eq!(
                rewrite(body.as_bytes(), "m").err(),
                Some(RewriteError::NotAnObject),
                "{body}"
            );
        }
        assert_eq!(
            rewrite(b"{\"user\":1,\"us\\u0065r\":2}", "m").err(),
            Some(RewriteError::Twice)
        );
        assert_eq!(rewritten("{}"), "{}");
    }

    proptest! {
        #[test]
        fn no_bytes_break_it_and_what_leaves_is_json(body in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(done) = rewrite(&body, "m") {
                prop_assert!(serde_json::from_slice::<serde_json::Value>(&done.body).is_ok());
            }
        }

        #[test]
        fn unknown_fields_keep_their_value(value in "[a-z0-9]{0,20}") {
            let body = format!("{{\"x\":\"{value}\",\"model\":\"a\"}}");
            let done: serde_json::Value = serde_json::from_slice(&rewrite(body.as_bytes(), "m").unwrap().body).unwrap();
            prop_assert_eq!(done["x"].as_str(), Some(value.as_str()));
        }
    }
}
