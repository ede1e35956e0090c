//! What Ollama's models can do.

use std::sync::Arc;

use super::engine::Ollama;
use crate::{
    Kind, Masks, Sizes,
    adapters::{Abilities, Adapter},
    vendor::Credential,
};

/// An Ollama server. By itself it asks for no key; those in front of it want one as `Authorization: Bearer`.
pub(crate) const OLLAMA: Adapter = Adapter {
    kind: "ollama",
    base_url: Some("http://127.0.0.1:11434"),
    credential: Credential::Bearer,
    abilities,
    build: |vendor, _, _| Ok(Arc::new(Ollama::new(vendor))),
};

fn abilities(kind: Kind) -> Option<Abilities> {
    (kind == Kind::Text).then_some(Abilities {
        sizes: Sizes::None,
        counts: 1..=1,
        seeds: false,
        negative: false,
        references: 0,
        masks: Masks::None,
        films: None,
        max_prompt_chars: 32_000,
        streams: true,
    })
}
