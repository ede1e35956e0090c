//! A reference: everything that an OpenAPI document describes, in the order in which people read it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    operation::Operation,
    prose::Prose,
    shape::{Shape, Shapes},
};

/// Everything that can be asked.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Operations that belong together.
    pub groups: Vec<Group>,
    /// The shapes of answers that are no success, by name.
    pub problems: BTreeMap<String, Shape>,
}

/// Operations that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its name in the document.
    pub name: String,
    /// The name of its place on the page.
    pub anchor: String,
    /// What they are for.
    pub about: Prose,
    /// The operations.
    pub operations: Vec<Operation>,
}

/// The methods, in the order in which they are told of one address.
const METHODS: [&str; 5] = ["post", "get", "put", "patch", "delete"];

impl Reference {
    /// Reads a document. What it does not say is left out, so reading cannot fail.
    #[must_use]
    pub fn read(document: &Value) -> Self {
        let shapes = Shapes(document.pointer("/components/schemas").and_then(Value::as_object));
        let mut groups = groups(document);
        let mut problems = BTreeMap::new();
        for operation in operations(shapes, document) {
            note_problems(shapes, &operation, &mut problems);
            let known = groups.iter().position(|group| group.name == operation.tag);
            let position = known.unwrap_or(groups.len());
            if known.is_none() {
                groups.push(Group::named(&operation.tag, ""));
            }
            groups[position].operations.push(operation);
        }
        groups.retain(|group| !group.operations.is_empty());
        Self { groups, problems }
    }
}

impl Group {
    fn named(name: &str, about: &str) -> Self {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        Self {
            name: name.to_owned(),
            anchor: format!("group-{}", name.to_lowercase().chars().map(plain).collect::<String>()),
            about: Prose::parse(about),
            operations: Vec::new(),
        }
    }
}

/// The groups that the document announces, in its order.
fn groups(document: &Value) -> Vec<Group> {
    let announced = document.get("tags").and_then(Value::as_array);
    let text = |tag: &Value, key: &str| tag.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    announced
        .into_iter()
        .flatten()
        .map(|tag| Group::named(&text(tag, "name"), &text(tag, "description")))
        .collect()
}

fn operations(shapes: Shapes<'_>, document: &Value) -> Vec<Operation> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut operations = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        let said = METHODS.iter().filter_map(|method| Some((*method, item.get(method)?)));
        operations.extend(said.map(|(method, said)| Operation::read(shapes, (path, method), said)));
    }
    operations
}

/// Answers that are no success look alike everywhere, and are told of once.
fn note_problems(shapes: Shapes<'_>, operation: &Operation, problems: &mut BTreeMap<String, Shape>) {
    let refused = operation.answers.iter().filter(|answer| !answer.is_success());
    for name in refused
        .flat_map(|answer| &answer.contents)
        .filter_map(|content| content.shape.name.as_ref())
    {
        problems.entry(name.clone()).or_insert_with(|| shapes.named(name));
    }
}
