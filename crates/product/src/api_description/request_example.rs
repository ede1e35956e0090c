//! An example of a request: one that can be sent as it is, put together from what its description says.

use serde_json::{Map, Value};

use super::{operation::Who, shape::Shapes};

/// A request that can be sent as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestExample {
    method: String,
    /// The address below the service's own, with a shell's variable for each part that only the reader knows.
    path: String,
    /// The variable with the secret; none where everybody may ask.
    secret: Option<&'static str>,
    body: ExampleBody,
    answer: AnswerKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum ExampleBody {
    None,
    Json(String),
    /// Fields of a form: a name and a value, or `@` and a file.
    Form(Vec<(String, String)>),
}

/// What becomes of the answer in a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AnswerKind {
    Shown,
    /// It never ends, and is shown as it comes.
    Stream,
    /// It is a file.
    File,
}

/// Up to here a body stands on one line.
const ONE_LINE: usize = 64;
/// How deep values are put together.
const DEEPEST: u8 = 8;
/// Stands where an id of the reader's has to.
const NO_ID: &str = "00000000-0000-7000-8000-000000000000";

impl RequestExample {
    /// Puts it together.
    pub(super) fn read(shapes: Shapes<'_>, (path, method): (&str, &str), who: Who, said: &Value) -> Self {
        Self {
            method: method.to_uppercase(),
            path: address(shapes, path, said),
            secret: match who {
                Who::Everybody => None,
                Who::KeyHolders => Some("NANOPROMPT_KEY"),
                Who::Watchers => Some("METRICS_TOKEN"),
            },
            body: body(shapes, said),
            answer: answer(said),
        }
    }

    /// As a line for a terminal, sent to the service at this address.
    #[must_use]
    pub fn curl(&self, base: &str) -> String {
        let mut parts = vec![format!("curl {}", double_quoted(&format!("{base}{}", self.path)))];
        let usual = if self.body == ExampleBody::None { "GET" } else { "POST" };
        if self.method != usual {
            parts.push(format!("-X {}", self.method));
        }
        if let Some(secret) = self.secret {
            parts.push(format!("-H \"Authorization: Bearer ${secret}\""));
        }
        match &self.body {
            ExampleBody::None => {}
            ExampleBody::Json(text) => {
                parts.push("-H \"Content-Type: application/json\"".to_owned());
                parts.push(format!("-d {}", single_quoted(text)));
            }
            ExampleBody::Form(fields) => {
                let field =
                    |(name, value): &(String, String)| format!("-F {}", single_quoted(&format!("{name}={value}")));
                parts.extend(fields.iter().map(field));
            }
        }
        match self.answer {
            AnswerKind::Shown => {}
            AnswerKind::Stream => parts.push("--no-buffer".to_owned()),
            AnswerKind::File => parts.push("--output FILE".to_owned()),
        }
        parts.join(" \\\n  ")
    }
}

/// `{id}` becomes the example that there is for it, or the variable `$ID`; what must be in the query follows.
fn address(shapes: Shapes<'_>, path: &str, said: &Value) -> String {
    let mut path = path.to_owned();
    let mut query = Vec::new();
    let parameters = said.get("parameters").and_then(Value::as_array);
    for parameter in parameters.into_iter().flatten() {
        let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
        let (name, place) = (text("name"), text("in"));
        let schema = parameter.get("schema").unwrap_or(&Value::Null);
        let chosen = chosen(parameter).or_else(|| chosen(schema)).map(|value| plain(&value));
        match place {
            "path" => {
                let value = chosen.unwrap_or_else(|| format!("${}", name.to_uppercase()));
                path = path.replace(&format!("{{{name}}}"), &value);
            }
            "query" if parameter.get("required") == Some(&Value::Bool(true)) => {
                query.push(format!("{name}={}", plain(&sample(shapes, schema, DEEPEST))));
            }
            _ => {}
        }
    }
    if query.is_empty() {
        path
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

fn body(shapes: Shapes<'_>, said: &Value) -> ExampleBody {
    let contents = said
        .get("requestBody")
        .and_then(|body| body.get("content")?.as_object());
    let contents: Vec<_> = contents.into_iter().flatten().collect();
    let form = contents
        .iter()
        .find(|(media_type, _)| *media_type == "multipart/form-data");
    let Some((media_type, content)) = form.or(contents.first()) else {
        return ExampleBody::None;
    };
    let schema = content.get("schema").unwrap_or(&Value::Null);
    if *media_type == "multipart/form-data" {
        return ExampleBody::Form(form_fields(shapes, schema));
    }
    let value = chosen(content).unwrap_or_else(|| sample(shapes, schema, DEEPEST));
    let short = value.to_string();
    let long = || serde_json::to_string_pretty(&value).unwrap_or_default();
    ExampleBody::Json(if short.len() <= ONE_LINE { short } else { long() })
}

/// Files, and what is not one.
fn form_fields(shapes: Shapes<'_>, schema: &Value) -> Vec<(String, String)> {
    let schema = shapes.find(schema).map_or(schema, |(_, schema)| schema);
    let fields = wanted(schema).map(|(name, schema)| {
        let is_file = |schema: &Value| {
            schema.get("format").and_then(Value::as_str) == Some("binary") || schema.get("contentMediaType").is_some()
        };
        if is_file(schema) || schema.get("items").is_some_and(is_file) {
            (name.clone(), "@picture.png".to_owned())
        } else {
            (name.clone(), plain(&sample(shapes, schema, DEEPEST)))
        }
    });
    fields.collect()
}

fn answer(said: &Value) -> AnswerKind {
    let responses = said.get("responses").and_then(Value::as_object);
    let done = responses
        .into_iter()
        .flatten()
        .find(|(status, _)| status.starts_with('2'));
    let contents = done.and_then(|(_, said)| said.get("content")?.as_object());
    let mut types = contents
        .into_iter()
        .flatten()
        .map(|(media_type, _)| media_type.as_str());
    match types.next() {
        Some("text/event-stream") => AnswerKind::Stream,
        Some(media_type) if !media_type.ends_with("json") && !media_type.starts_with("text/") => AnswerKind::File,
        _ => AnswerKind::Shown,
    }
}

/// A value that the schema allows: the one that it names, or the plainest.
fn sample(shapes: Shapes<'_>, schema: &Value, deep: u8) -> Value {
    if let Some(chosen) = chosen(schema) {
        return chosen;
    }
    if deep == 0 {
        return Value::Null;
    }
    if let Some((_, found)) = shapes.find(schema) {
        return sample(shapes, found, deep - 1);
    }
    let listed = ["oneOf", "anyOf", "allOf"]
        .iter()
        .find_map(|key| schema.get(key)?.as_array());
    if let Some(listed) = listed {
        let is_null = |schema: &&Value| schema.get("type").and_then(Value::as_str) == Some("null");
        let first = listed.iter().find(|schema| !is_null(schema));
        return first.map_or(Value::Null, |schema| sample(shapes, schema, deep - 1));
    }
    match type_of(schema) {
        "object" => wanted(schema)
            .map(|(name, schema)| (name.clone(), sample(shapes, schema, deep - 1)))
            .collect::<Map<_, _>>()
            .into(),
        "array" => schema.get("items").map_or(Value::Array(Vec::new()), |items| {
            Value::Array(vec![sample(shapes, items, deep - 1)])
        }),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or_else(|| 1.into()),
        "boolean" => false.into(),
        _ if schema.get("format").and_then(Value::as_str) == Some("uuid") => NO_ID.into(),
        _ => "hello".into(),
    }
}

/// What a schema gives as an example, or else stands for by itself.
fn chosen(schema: &Value) -> Option<Value> {
    let first = |key: &str| schema.get(key)?.as_array()?.first();
    let named = schema.get("example").or_else(|| first("examples"));
    named.or_else(|| schema.get("const")).or_else(|| first("enum")).cloned()
}

/// The fields that must be there, and those that there is an example for.
fn wanted(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = move |name: &String| required.is_some_and(|required| required.iter().any(|one| one == name));
    let fields = schema.get("properties").and_then(Value::as_object);
    fields
        .into_iter()
        .flatten()
        .filter(move |(name, schema)| is_required(name) || schema.get("example").is_some())
}

/// The one type, or the first of several that is not `null`.
fn type_of(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(only)) => only,
        Some(Value::Array(several)) => {
            let mut names = several.iter().filter_map(Value::as_str);
            names.find(|name| *name != "null").unwrap_or_default()
        }
        _ => "",
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Variables in it count; nothing else does.
fn double_quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\").replace('"', "\\\"").replace('`', "\\`")
    )
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn curl(path: &str, method: &str, who: Who, said: &Value) -> String {
        let schemas = json!({ "Order": {
            "type": "object",
            "required": ["words", "kind"],
            "properties": {
                "words": { "type": "string" },
                "kind": { "oneOf": [{ "type": "null" }, { "type": "string", "enum": ["image"] }] },
                "model": { "type": ["string", "null"], "example": "it's" },
                "seed": { "type": "integer" },
            },
        } });
        RequestExample::read(Shapes(schemas.as_object()), (path, method), who, said).curl("http://127.0.0.1:4280")
    }

    #[test]
    fn a_request_has_all_that_must_be_there_and_what_there_is_an_example_for() {
        let order = json!({ "$ref": "#/components/schemas/Order" });
        let said = json!({ "requestBody": { "content": { "application/json": { "schema": order } } } });
        assert_eq!(
            curl("/orders", "post", Who::KeyHolders, &said),
            "curl \"http://127.0.0.1:4280/orders\" \\\n  -H \"Authorization: Bearer $NANOPROMPT_KEY\" \\\n  \
             -H \"Content-Type: application/json\" \\\n  -d '{\"kind\":\"image\",\"model\":\"it'\\''s\",\"words\":\"hello\"}'"
        );
    }

    #[test]
    fn what_only_the_reader_knows_is_a_variable() {
        let said = json!({
            "parameters": [
                { "name": "id", "in": "path", "schema": { "type": "string" } },
                { "name": "q", "in": "query", "required": true, "schema": { "type": "string", "enum": ["a"] } },
                { "name": "after", "in": "query", "schema": { "type": "string" } },
            ],
            "responses": { "200": { "content": { "video/mp4": {} } } },
        });
        assert_eq!(
            curl("/films/{id}", "get", Who::Everybody, &said),
            "curl \"http://127.0.0.1:4280/films/$ID?q=a\" \\\n  --output FILE"
        );
        assert!(curl("/films/{id}", "delete", Who::Everybody, &json!({})).contains("-X DELETE"));
    }

    #[test]
    fn a_form_sends_files() {
        let form = json!({ "type": "object", "required": ["image", "n"], "properties": {
            "image": { "type": "string", "contentMediaType": "application/octet-stream" }, "n": { "type": "integer", "minimum": 1 },
        } });
        let said = json!({ "requestBody": { "content": { "multipart/form-data": { "schema": form } } } });
        let line = curl("/edits", "post", Who::Everybody, &said);
        assert!(line.ends_with("-F 'image=@picture.png' \\\n  -F 'n=1'"), "{line}");
    }

    #[test]
    fn a_stream_is_shown_as_it_comes() {
        let said = json!({ "responses": { "200": { "content": { "text/event-stream": {} } } } });
        assert!(curl("/events", "get", Who::Everybody, &said).ends_with("--no-buffer"));
    }
}
