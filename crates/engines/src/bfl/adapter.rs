//! What Black Forest Labs' models can do.

use std::sync::Arc;

use basics::Chance;

use super::engine::Bfl;
use crate::{
    ConfigError, Engine, Kind, Masks, ProviderTable, Sizes,
    adapters::{Abilities, Adapter},
    told,
    vendor::{Credential, Vendor},
};

/// Black Forest Labs' own service.
pub(crate) const BFL: Adapter = Adapter {
    kind: "bfl",
    base_url: Some("https://api.bfl.ai/v1"),
    credential: Credential::Header("x-key"),
    abilities,
    build,
};

/// The vendor's own domain: an order's answer names the one of its servers that has the work.
const DOMAIN: &str = "bfl.ai";

fn abilities(kind: Kind) -> Option<Abilities> {
    (kind == Kind::Image).then_some(Abilities {
        sizes: Sizes::Free {
            min: 256,
            max: 2_048,
            step: 16,
        },
        counts: 1..=1,
        seeds: true,
        negative: false,
        references: 8,
        masks: Masks::WhiteChanges,
        films: None,
        max_prompt_chars: 5_000,
        streams: false,
    })
}

fn build(mut vendor: Vendor, table: &ProviderTable, _chance: Arc<Chance>) -> Result<Arc<dyn Engine>, ConfigError> {
    for model in &table.models {
        told::plain_path(model, 1..=2)?;
    }
    told::only_what_is_told(&mut vendor, table);
    for card in vendor.cards_mut() {
        card.counts = 1..=1;
    }
    Ok(Arc::new(Bfl::new(vendor.and_below(DOMAIN))))
}
