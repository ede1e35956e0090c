//! A shape: what a value may be, as JSON Schema says it, with everything that it refers to in its place.

use serde_json::{Map, Value};

use super::prose::Prose;

/// What a value may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Its name in the document, where it has one.
    pub name: Option<String>,
    /// The JSON types that it may have but `null`; none where it may be anything.
    pub types: Vec<String>,
    /// Whether `null` may stand in its place.
    pub or_null: bool,
    /// What it is.
    pub about: Prose,
    /// What else holds of it.
    pub limits: Vec<Limit>,
    /// The only values that it may have, as JSON; none where it may have others.
    pub values: Vec<String>,
    /// What it is made of.
    pub made_of: MadeOf,
}

/// What a value is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum MadeOf {
    /// Nothing that is described.
    #[default]
    Nothing,
    /// Fields: those that must be there first, else by their names.
    Fields(Vec<Field>),
    /// Any number of one shape.
    Items(Box<Shape>),
    /// Fields of any names, of one shape.
    Entries(Box<Shape>),
    /// One of several.
    OneOf(Vec<Shape>),
    /// What the shape of this name is made of, which it stands in itself.
    Above,
}

/// A named part of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it may be.
    pub shape: Shape,
}

/// One more thing that holds of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Its name in JSON Schema.
    pub keyword: &'static str,
    /// How much, or which.
    pub value: LimitValue,
}

/// How much, or which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitValue {
    /// A whole number.
    Number(i64),
    /// Anything else, as it is written.
    Text(String),
}

/// Limits by their names in JSON Schema, in the order in which they are told.
pub const LIMITS: [&str; 14] = [
    "format",
    "contentEncoding",
    "contentMediaType",
    "minLength",
    "maxLength",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "minItems",
    "maxItems",
    "pattern",
    "default",
    "example",
    "const",
];

/// What these say of a number's place in memory is nobody's business: its limits stand beside.
const SIZES_OF_NUMBERS: [&str; 6] = ["int8", "int16", "int32", "int64", "float", "double"];

/// The shapes that a document names.
#[derive(Debug, Clone, Copy)]
pub struct Shapes<'a>(pub Option<&'a Map<String, Value>>);

impl<'a> Shapes<'a> {
    /// What a schema says.
    #[must_use]
    pub fn read(self, schema: &Value) -> Shape {
        self.inside(&mut Vec::new(), schema)
    }

    /// The shape of a name.
    #[must_use]
    pub fn named(self, name: &str) -> Shape {
        let reference = format!("{COMPONENTS}{name}");
        self.read(&serde_json::json!({ "$ref": reference }))
    }

    /// The schema that a name stands for.
    #[must_use]
    pub fn find(self, schema: &Value) -> Option<(&'a str, &'a Value)> {
        let (name, schema) = self.0?.get_key_value(referred(schema)?)?;
        Some((name, schema))
    }

    /// What a schema says that stands in shapes of these names.
    fn inside(self, names: &mut Vec<String>, schema: &Value) -> Shape {
        let mut shape = match self.find(schema) {
            Some((name, _)) if names.iter().any(|outer| outer == name) => Shape {
                name: Some(name.to_owned()),
                types: vec!["object".to_owned()],
                made_of: MadeOf::Above,
                ..Shape::default()
            },
            Some((name, found)) => {
                names.push(name.to_owned());
                let shape = self.inside(names, found);
                names.pop();
                Shape {
                    name: Some(name.to_owned()),
                    ..shape
                }
            }
            None => self.alternatives(names, schema),
        };
        // What is said in the place goes before what is said of the shape in general.
        let about = schema.get("description").and_then(Value::as_str).map(Prose::parse);
        shape.about = about.unwrap_or(shape.about);
        shape.limits.extend(limits(schema));
        shape.values.extend(values(schema));
        shape
    }

    fn alternatives(self, names: &mut Vec<String>, schema: &Value) -> Shape {
        let listed = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key)?.as_array());
        let Some(listed) = listed else {
            return self.plain(names, schema);
        };
        let is_null = |schema: &&Value| schema.get("type").and_then(Value::as_str) == Some("null");
        let or_null = listed.iter().any(|schema| is_null(&schema));
        let mut shapes: Vec<_> = listed
            .iter()
            .filter(|schema| !is_null(schema))
            .map(|schema| self.inside(names, schema))
            .collect();
        if shapes.len() == 1 {
            let only = shapes.remove(0);
            return Shape {
                or_null: or_null || only.or_null,
                ..only
            };
        }
        Shape {
            or_null,
            made_of: MadeOf::OneOf(shapes),
            ..Shape::default()
        }
    }

    fn plain(self, names: &mut Vec<String>, schema: &Value) -> Shape {
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(only)) => vec![only],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let own = types.iter().filter(|name| **name != "null");
        Shape {
            types: own.map(|name| (*name).to_owned()).collect(),
            or_null: types.contains(&"null"),
            made_of: self.made_of(names, schema),
            ..Shape::default()
        }
    }

    fn made_of(self, names: &mut Vec<String>, schema: &Value) -> MadeOf {
        let fields = self.fields(names, schema);
        if !fields.is_empty() {
            return MadeOf::Fields(fields);
        }
        if let Some(items) = schema.get("items").filter(|items| items.is_object()) {
            return MadeOf::Items(Box::new(self.inside(names, items)));
        }
        match schema.get("additionalProperties").filter(|any| any.is_object()) {
            Some(entry) => MadeOf::Entries(Box::new(self.inside(names, entry))),
            None => MadeOf::Nothing,
        }
    }

    /// The fields of an object, with those of all that it is put together from.
    fn fields(self, names: &mut Vec<String>, schema: &Value) -> Vec<Field> {
        let required: Vec<&str> = strings(schema.get("required")).collect();
        let own = schema.get("properties").and_then(Value::as_object);
        let mut fields: Vec<_> = own
            .into_iter()
            .flatten()
            .map(|(name, schema)| Field {
                name: name.clone(),
                required: required.contains(&name.as_str()),
                shape: self.inside(names, schema),
            })
            .collect();
        let parts = schema.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            if let MadeOf::Fields(more) = self.inside(names, part).made_of {
                fields.extend(more);
            }
        }
        fields.sort_by_key(|field| !field.required);
        fields
    }
}

const COMPONENTS: &str = "#/components/schemas/";

fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(COMPONENTS)
}

fn strings(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn limits(schema: &Value) -> impl Iterator<Item = Limit> {
    LIMITS.into_iter().filter_map(|keyword| {
        let value = match schema.get(keyword)? {
            Value::String(text) if SIZES_OF_NUMBERS.contains(&text.as_str()) => return None,
            Value::String(text) => LimitValue::Text(text.clone()),
            other => match other.as_i64() {
                Some(number) => LimitValue::Number(number),
                None => LimitValue::Text(other.to_string()),
            },
        };
        Some(Limit { keyword, value })
    })
}

fn values(schema: &Value) -> impl Iterator<Item = String> {
    let listed = schema.get("enum").and_then(Value::as_array);
    listed.into_iter().flatten().map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(schemas: &Value, name: &str) -> Shape {
        Shapes(schemas.as_object()).named(name)
    }

    fn fields(shape: &Shape) -> &[Field] {
        match &shape.made_of {
            MadeOf::Fields(fields) => fields,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_referred_to_stands_in_its_place() {
        let schemas = json!({
            "Order": { "type": "object", "required": ["words"], "properties": {
                "kind": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Kind", "description": "A picture." }] },
                "words": { "type": "string", "minLength": 1, "format": "uuid" },
            } },
            "Kind": { "type": "string", "enum": ["image", "video"], "description": "What to make." },
        });
        let order = read(&schemas, "Order");
        assert_eq!(order.name.as_deref(), Some("Order"));
        let [words, kind] = fields(&order) else {
            panic!("{order:?}")
        };
        assert!(words.required && words.name == "words" && !kind.required && kind.shape.or_null);
        assert_eq!(words.shape.limits.len(), 2);
        assert_eq!(kind.shape.values, ["image", "video"]);
        assert_eq!(kind.shape.about, Prose::parse("A picture."));
    }

    #[test]
    fn a_shape_in_itself_is_named_and_not_told_again() {
        let schemas = json!({
            "Tree": { "type": "object", "properties": { "branches": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } } } },
        });
        let tree = read(&schemas, "Tree");
        let MadeOf::Items(branch) = &fields(&tree)[0].shape.made_of else {
            panic!("{tree:?}")
        };
        assert_eq!(
            (branch.name.as_deref(), &branch.made_of),
            (Some("Tree"), &MadeOf::Above)
        );
    }

    #[test]
    fn alternatives_and_parts_are_all_there() {
        let schemas = json!({
            "Either": { "anyOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Both" }] },
            "Both": { "allOf": [{ "type": "object", "properties": { "a": { "type": "integer" } } }, { "$ref": "#/components/schemas/Part" }] },
            "Part": { "type": "object", "required": ["b"], "properties": { "b": { "type": ["string", "null"] } } },
        });
        let MadeOf::OneOf(shapes) = read(&schemas, "Either").made_of else {
            panic!()
        };
        let names: Vec<_> = fields(&shapes[1]).iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["b", "a"]);
        assert!(fields(&shapes[1])[0].shape.or_null);
    }

    #[test]
    fn what_is_nowhere_may_be_anything() {
        assert_eq!(read(&json!({}), "Nothing"), Shape::default());
    }
}
