//! Work in a server's queue, under a name of ours.

use basics::Chance;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Failure, Ticket, told};

/// Work as its ticket names it. The name is ours, so that an answer that is lost on its way loses no work.
#[derive(Serialize, Deserialize)]
pub(super) struct Work {
    pub id: String,
    pub seed: Option<u64>,
    /// The name under which its progress is told.
    #[serde(default)]
    pub listener: Option<String>,
    /// How many nodes its graph has.
    #[serde(default)]
    pub nodes: u16,
}

impl Work {
    /// Work that is about to be handed in.
    pub fn new(chance: &Chance, seed: Option<u64>, nodes: usize) -> Self {
        let id = uuid(chance);
        Self {
            listener: Some(id.clone()),
            id,
            seed,
            nodes: u16::try_from(nodes).unwrap_or(u16::MAX),
        }
    }

    /// The same work, by the name that the server says it has.
    pub fn called(mut self, name: Value) -> Self {
        if let Value::String(name) = name
            && told::is_plain_path(&name, 1..=1)
        {
            self.id = name;
        }
        self
    }

    /// The ticket for it.
    pub fn ticket(&self, engine: &str) -> Result<Ticket, Failure> {
        Ok(Ticket {
            engine: engine.to_owned(),
            token: serde_json::to_string(self).map_err(|_| Failure::Unknown)?,
        })
    }

    /// The work that a ticket names.
    pub fn of(ticket: &Ticket) -> Result<Self, Failure> {
        let work: Self = serde_json::from_str(&ticket.token).map_err(|_| Failure::Unknown)?;
        let names = std::iter::once(&work.id).chain(&work.listener);
        if names.into_iter().all(|name| told::is_plain_path(name, 1..=1)) {
            Ok(work)
        } else {
            Err(Failure::Unknown)
        }
    }
}

/// A random UUID (RFC 9562, version 4), the only form in which every version of the server takes a name.
fn uuid(chance: &Chance) -> String {
    let bits = u128::from_be_bytes(chance.bytes());
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| hex.get(part).unwrap_or_default());
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_random_uuid() {
        let chance = Chance::seeded(1);
        let (one, other) = (uuid(&chance), uuid(&chance));
        assert_ne!(one, other);
        for name in [one, other] {
            assert_eq!((name.len(), &name[14..15]), (36, "4"), "{name}");
            assert!(name[19..20].contains(['8', '9', 'a', 'b']), "{name}");
            assert!(
                name.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-'),
                "{name}"
            );
        }
    }
}
