//! What fal's models can do.

use std::sync::Arc;

use basics::Chance;

use super::engine::Fal;
use crate::{
    ConfigError, Engine, Kind, Masks, ProviderTable, Sizes,
    adapters::{Abilities, Adapter},
    told,
    vendor::{Credential, Vendor},
};

/// fal's queue.
pub(crate) const FAL: Adapter = Adapter {
    kind: "fal",
    base_url: Some("https://queue.fal.run"),
    credential: Credential::Key,
    abilities,
    build,
};

/// The most that a model there can do. Which pictures it takes its table has to say.
fn abilities(kind: Kind) -> Option<Abilities> {
    (kind == Kind::Image).then_some(Abilities {
        sizes: Sizes::Free {
            min: 256,
            max: 2_048,
            step: 8,
        },
        counts: 1..=4,
        seeds: true,
        negative: true,
        references: 10,
        masks: Masks::WhiteChanges,
        max_prompt_chars: 5_000,
        streams: false,
    })
}

fn build(mut vendor: Vendor, table: &ProviderTable, _chance: Arc<Chance>) -> Result<Arc<dyn Engine>, ConfigError> {
    for model in &table.models {
        told::plain_path(model, 2..=6)?;
    }
    told::only_what_is_told(&mut vendor, table);
    Ok(Arc::new(Fal::new(vendor)))
}
