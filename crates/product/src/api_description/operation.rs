//! An operation: what can be asked under an address, by whom, with what, and what is answered.

use serde_json::Value;

use super::{
    prose::Prose,
    request_example::RequestExample,
    shape::{Field, Shape, Shapes},
};

/// What can be asked.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its name in the document, and of its place on the page.
    pub id: String,
    /// The method, in capitals.
    pub method: String,
    /// The address, with names of its parts in braces.
    pub path: String,
    /// Which others it belongs to.
    pub tag: String,
    /// What it does, in a few words.
    pub summary: String,
    /// What else there is to know.
    pub about: Prose,
    /// Who may ask.
    pub who: Who,
    /// What the address and the head say.
    pub parameters: Vec<Parameter>,
    /// What the body may be.
    pub bodies: Vec<Content>,
    /// What may be answered, by status.
    pub answers: Vec<Answer>,
    /// One that can be sent as it is.
    pub example: RequestExample,
}

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Whoever comes.
    Everybody,
    /// A program with somebody's key.
    KeyHolders,
    /// Whoever has the secret for figures, or whoever the installation trusts anyway.
    Watchers,
}

/// What the address or the head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Where: `path`, `query` or `header`.
    pub place: String,
    /// Its name and what it may be.
    pub field: Field,
}

/// A body of one media type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The media type.
    pub media_type: String,
    /// What it may be.
    pub shape: Shape,
}

/// What may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: String,
    /// When.
    pub about: Prose,
    /// What the head says beside the usual.
    pub headers: Vec<Field>,
    /// The body; none where there is nothing to say.
    pub contents: Vec<Content>,
}

impl Answer {
    /// Whether what was asked for was done.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.status.starts_with('2')
    }
}

impl Operation {
    /// Reads what a document says of one method of one address.
    #[must_use]
    pub fn read(shapes: Shapes<'_>, (path, method): (&str, &str), said: &Value) -> Self {
        let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
        let who = Who::of(said.get("security"));
        let tags = said.get("tags").and_then(Value::as_array);
        let tag = tags.and_then(|tags| tags.first()?.as_str()).unwrap_or_default();
        let parameters = said.get("parameters").and_then(Value::as_array);
        Self {
            id: text("operationId").to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            tag: tag.to_owned(),
            summary: text("summary").trim_end_matches('.').to_owned(),
            about: Prose::parse(text("description")),
            who,
            parameters: parameters
                .into_iter()
                .flatten()
                .map(|said| Parameter::read(shapes, said))
                .collect(),
            bodies: contents(shapes, said.get("requestBody")),
            answers: answers(shapes, said),
            example: RequestExample::read(shapes, (path, method), who, said),
        }
    }
}

impl Who {
    fn of(security: Option<&Value>) -> Self {
        let ways = security.and_then(Value::as_array).into_iter().flatten();
        let mut names = ways.filter_map(Value::as_object).flat_map(serde_json::Map::keys);
        match names.next().map(String::as_str) {
            None => Self::Everybody,
            Some("figures") => Self::Watchers,
            Some(_) => Self::KeyHolders,
        }
    }
}

impl Parameter {
    fn read(shapes: Shapes<'_>, said: &Value) -> Self {
        let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
        Self {
            place: text("in").to_owned(),
            field: Field {
                required: said.get("required").and_then(Value::as_bool).unwrap_or_default(),
                ..described(shapes, text("name"), said)
            },
        }
    }
}

/// What a parameter or a header says: its shape, and what it is in this place.
fn described(shapes: Shapes<'_>, name: &str, said: &Value) -> Field {
    let schema = said.get("schema").unwrap_or(&Value::Null);
    let about = said.get("description").and_then(Value::as_str).map(Prose::parse);
    let shape = shapes.read(schema);
    Field {
        name: name.to_owned(),
        required: false,
        shape: Shape {
            about: about.unwrap_or_else(|| shape.about.clone()),
            ..shape
        },
    }
}

fn contents(shapes: Shapes<'_>, said: Option<&Value>) -> Vec<Content> {
    let listed = said.and_then(|said| said.get("content")?.as_object());
    listed
        .into_iter()
        .flatten()
        .map(|(media_type, content)| Content {
            media_type: media_type.clone(),
            shape: shapes.read(content.get("schema").unwrap_or(&Value::Null)),
        })
        .collect()
}

fn answers(shapes: Shapes<'_>, said: &Value) -> Vec<Answer> {
    let listed = said.get("responses").and_then(Value::as_object);
    listed
        .into_iter()
        .flatten()
        .map(|(status, said)| Answer {
            status: status.clone(),
            about: Prose::parse(said.get("description").and_then(Value::as_str).unwrap_or_default()),
            headers: headers(shapes, said),
            contents: contents(shapes, Some(said)),
        })
        .collect()
}

fn headers(shapes: Shapes<'_>, said: &Value) -> Vec<Field> {
    let listed = said.get("headers").and_then(Value::as_object);
    listed
        .into_iter()
        .flatten()
        .map(|(name, said)| described(shapes, name, said))
        .collect()
}
