//! What the models of such a server can do.

use std::sync::Arc;

use super::engine::A1111 as Server;
use crate::{
    Kind, Masks, Sizes,
    adapters::{Abilities, Adapter},
    vendor::Credential,
};

/// A server that was started with its API. The key is `name:password`, as its own setting has it.
pub(crate) const A1111: Adapter = Adapter {
    kind: "a1111",
    base_url: Some("http://127.0.0.1:7860"),
    credential: Credential::Basic,
    abilities,
    build: |vendor, _, chance| Ok(Arc::new(Server::new(vendor, chance))),
};

fn abilities(kind: Kind) -> Option<Abilities> {
    (kind == Kind::Image).then_some(Abilities {
        sizes: Sizes::Free {
            min: 64,
            max: 2_048,
            step: 8,
        },
        counts: 1..=4,
        seeds: true,
        negative: true,
        references: 1,
        masks: Masks::WhiteChanges,
        films: None,
        max_prompt_chars: 4_000,
        streams: false,
    })
}
