//! What an order would send, shown before it leaves.

use std::fmt;

use serde_json::Value;

/// Where an order goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Nowhere: it is made in this process.
    Here,
    /// To this address, without credentials.
    Url(String),
}

/// What an order would send. It holds personal content, so its `Debug` names the fields only.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboundPreview {
    /// Where to.
    pub destination: Destination,
    /// Every field with its value, in the order sent.
    pub fields: Vec<(&'static str, String)>,
}

impl OutboundPreview {
    /// Fields that go to an address, written as a person reads them.
    pub(crate) fn to(address: String, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let plain = |value: Value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        Self {
            destination: Destination::Url(address),
            fields: fields.into_iter().map(|(name, value)| (name, plain(value))).collect(),
        }
    }
}

impl fmt::Debug for OutboundPreview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.fields.iter().map(|(name, _)| name).collect();
        write!(f, "OutboundPreview({:?}, {names:?})", self.destination)
    }
}
