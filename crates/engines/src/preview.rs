//! What an order would send, shown before it leaves.

use std::fmt;

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

impl fmt::Debug for OutboundPreview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.fields.iter().map(|(name, _)| name).collect();
        write!(f, "OutboundPreview({:?}, {names:?})", self.destination)
    }
}
