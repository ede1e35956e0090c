//! A request's fields, written once: what is shown beforehand, what is recorded and what is sent are the same.

use std::borrow::Cow;

use egress::{Outbound, PurposeKind, Target};
use serde_json::{Map, Value};

use crate::{Destination, OutboundPreview};

/// A request in JSON, of these fields and no others.
pub(crate) fn post(path: impl Into<Cow<'static, str>>, fields: Vec<(&'static str, Value)>) -> Outbound {
    let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
    let body = Value::Object(fields.collect::<Map<_, _>>()).to_string();
    Outbound::post_json(Target::Path(path.into()), body.into(), PurposeKind::Generate).fields(names)
}

/// The fields of a request in JSON, in the order shown.
#[derive(Default)]
pub(crate) struct Fields(Vec<Field>);

struct Field {
    name: &'static str,
    value: Value,
    shown: Vec<String>,
}

impl Fields {
    /// With a field that is shown as it is sent.
    pub fn with(self, name: &'static str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.shown_as(name, value, vec![shown])
    }

    /// With a field that nobody could read as it is sent, such as one that holds pictures.
    pub fn shown_as(mut self, name: &'static str, value: Value, shown: Vec<String>) -> Self {
        self.0.push(Field { name, value, shown });
        self
    }

    /// The request.
    pub fn post(self, path: impl Into<Cow<'static, str>>) -> Outbound {
        let fields = self.0.into_iter().map(|field| (field.name, field.value));
        post(path, fields.collect())
    }

    /// The request as it is shown beforehand, on its way to this address.
    pub fn preview(self, address: String) -> OutboundPreview {
        OutboundPreview {
            destination: Destination::Url(address),
            fields: self.shown(),
        }
    }

    /// For people to read.
    pub fn shown(self) -> Vec<(&'static str, String)> {
        let lines = |field: Field| field.shown.into_iter().map(move |line| (field.name, line));
        self.0.into_iter().flat_map(lines).collect()
    }
}
