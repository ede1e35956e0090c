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
    /// Whether the stream was asked how much it was, which the request had not.
    pub asks_for_usage: bool,
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

/// The beginnings of the names by which messages hold what is no text.
const ATTACHMENTS: [&str; 4] = ["\"image_url", "\"input_", "\"file", "\"video_url"];

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

    /// The largest whole number in these fields: servers differ in which of them they look at.
    #[must_use]
    pub fn largest(&self, names: &[&str]) -> Option<i64> {
        let numbers = names.iter().filter_map(|name| self.field(name)?.get().parse().ok());
        numbers.max()
    }

    /// Whether it comes with pictures, sound or files, which may be many tokens however short they are written.
    #[must_use]
    pub fn has_attachments(&self) -> bool {
        let mut content = ["messages", "input"].into_iter().filter_map(|name| self.field(name));
        content.any(|value| ATTACHMENTS.iter().any(|name| value.get().contains(name)))
    }

    /// Whether the answer is to be a stream that says nothing of how much it was.
    fn streams_without_usage(&self) -> bool {
        let options = self
            .field("stream_options")
            .map(|options| serde_json::from_str::<StreamOptions>(options.get()));
        let asked = matches!(
            options,
            Some(Ok(StreamOptions {
                include_usage: Some(true),
                ..
            }))
        );
        self.asks_for("stream") && !asked
    }

    /// The request for `model`, without what must not leave, and without leave to keep it.
    /// A stream is asked how much it was where `usage_in_streams` says that the model's server understands that.
    pub fn rewrite(&self, endpoint: Endpoint, model: &str, usage_in_streams: bool) -> Result<Rewritten, RewriteError> {
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
        let asks_for_usage = usage_in_streams && endpoint == Endpoint::ChatCompletions && self.streams_without_usage();
        for (name, value) in &self.0 {
            if let Some(known) = IDENTITY.into_iter().find(|known| known == name) {
                dropped.push(known);
                continue;
            }
            if asks_for_usage && name == "stream_options" {
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
        if asks_for_usage {
            let options = self.field("stream_options").map_or("null", |options| options.get());
            written.push_str(",\"stream_options\":");
            written.push_str(&with_usage(options));
        }
        written.push_str(if written.is_empty() { "{}" } else { "}" });
        Ok(Rewritten {
            body: written.into(),
            dropped,
            asks_for_usage,
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

/// What a stream is asked for beside its words.
#[derive(Deserialize)]
struct StreamOptions {
    include_usage: Option<bool>,
}

/// The same options, which ask how much the stream was.
fn with_usage(options: &str) -> String {
    let mut options: serde_json::Map<String, serde_json::Value> = serde_json::from_str(options).unwrap_or_default();
    options.insert("include_usage".to_owned(), true.into());
    serde_json::Value::from(options).to_string()
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
        RawRequest::read(body)?.rewrite(endpoint, model, false)
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

    #[test]
    fn a_stream_is_asked_how_much_it_was() {
        let asked = |body: &str| {
            let done = RawRequest::read(body.as_bytes()).unwrap();
            let done = done.rewrite(Endpoint::ChatCompletions, "gpt", true).unwrap();
            (String::from_utf8(done.body.to_vec()).unwrap(), done.asks_for_usage)
        };
        let (body, asks) = asked(r#"{"model":"a","stream":true}"#);
        assert_eq!(
            (body.as_str(), asks),
            (
                r#"{"model":"gpt","stream":true,"stream_options":{"include_usage":true}}"#,
                true
            )
        );
        let (body, asks) = asked(r#"{"stream_options":{"x":1,"include_usage":false},"stream":true}"#);
        assert_eq!(
            (body.as_str(), asks),
            (r#"{"stream":true,"stream_options":{"include_usage":true,"x":1}}"#, true)
        );
        for same in [
            r#"{"stream":true,"stream_options":{"include_usage":true}}"#,
            r#"{"stream":false}"#,
            r#"{"model":"gpt"}"#,
        ] {
            assert_eq!(asked(same), (same.to_owned(), false));
        }
    }

    #[test]
    fn of_several_numbers_the_largest_counts() {
        let request = RawRequest::read(br#"{"max_tokens":7,"max_completion_tokens":1,"n":null,"x":"9"}"#).unwrap();
        assert_eq!(request.largest(&["max_completion_tokens", "max_tokens"]), Some(7));
        assert_eq!(request.largest(&["n", "x", "y"]), None);
    }

    #[test]
    fn what_is_no_text_is_seen_wherever_it_lies() {
        let has = |body: &str| RawRequest::read(body.as_bytes()).unwrap().has_attachments();
        for body in [
            r#"{"messages":[{"content":[{"type":"image_url","image_url":{"url":"https://a"}}]}]}"#,
            r#"{"messages":[{"content":[{ "type" : "input_audio" }]}]}"#,
            r#"{"input":[{"content":[{"type":"input_file","file_id":"f"}]}]}"#,
        ] {
            assert!(has(body), "{body}");
        }
        assert!(!has(
            r#"{"messages":[{"role":"user","content":"a picture"}],"user":"\"file"}"#
        ));
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
