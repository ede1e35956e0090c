//! A row as one line of JSON, the same for both databases.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde_json::{Map, Value as Json, json};
use store::Value;

/// A row's line. Bytes are an object with one member, `b`.
pub(super) fn write(row: Vec<(String, Value)>) -> String {
    let members: Map<_, _> = row.into_iter().map(|(name, value)| (name, to_json(value))).collect();
    Json::Object(members).to_string()
}

/// The row of a line; `None` when it is not one.
pub(super) fn read(line: &str) -> Option<Vec<(String, Value)>> {
    let members: Map<String, Json> = serde_json::from_str(line).ok()?;
    members
        .into_iter()
        .map(|(name, value)| Some((name, from_json(value)?)))
        .collect()
}

fn to_json(value: Value) -> Json {
    match value {
        Value::Text(Some(text)) => Json::String(text),
        Value::Int(Some(number)) => json!(number),
        Value::Blob(Some(bytes)) => json!({ "b": BASE64.encode(bytes) }),
        Value::Text(None) | Value::Int(None) | Value::Blob(None) => Json::Null,
    }
}

fn from_json(json: Json) -> Option<Value> {
    match json {
        Json::Null => Some(Value::Text(None)),
        Json::String(text) => Some(Value::Text(Some(text))),
        Json::Number(number) => Some(Value::Int(Some(number.as_i64()?))),
        Json::Object(members) => {
            let bytes = BASE64.decode(members.get("b")?.as_str()?).ok()?;
            Some(Value::Blob(Some(bytes)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_comes_back() {
        let row = vec![
            ("a".to_owned(), Value::Text(Some("{\"b\": 1}\n".to_owned()))),
            ("b".to_owned(), Value::Int(Some(i64::MIN))),
            ("c".to_owned(), Value::Blob(Some(vec![0, 255, 10]))),
            ("d".to_owned(), Value::Text(None)),
        ];
        let line = write(row.clone());
        assert!(!line.contains('\n'));
        assert_eq!(read(&line), Some(row));
        assert_eq!(read("[1]"), None);
        assert_eq!(read("{\"a\": {\"b\": \"?\"}}"), None);
    }
}
