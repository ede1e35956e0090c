//! What a `ComfyUI` server can do, which its graphs say.

use std::sync::Arc;

use basics::Chance;

use super::engine::ComfyUi;
use crate::{
    ConfigError, Engine, Kind, Masks, ProviderTable, Sizes,
    adapters::{Abilities, Adapter},
    template::{Place, Template},
    vendor::{Credential, Vendor},
};

/// A `ComfyUI` server. It asks for no key; one is for whatever stands before it.
pub(crate) const COMFYUI: Adapter = Adapter {
    kind: "comfyui",
    base_url: Some("http://127.0.0.1:8188"),
    credential: Credential::Bearer,
    abilities,
    build,
};

fn abilities(kind: Kind) -> Option<Abilities> {
    (kind == Kind::Image).then_some(Abilities {
        sizes: Sizes::Free {
            min: 64,
            max: 4_096,
            step: 8,
        },
        counts: 1..=4,
        seeds: true,
        negative: true,
        references: 1,
        masks: Masks::WhiteChanges,
        films: None,
        max_prompt_chars: 10_000,
        streams: false,
    })
}

fn build(mut vendor: Vendor, table: &ProviderTable, chance: Arc<Chance>) -> Result<Arc<dyn Engine>, ConfigError> {
    let mut graphs = Vec::with_capacity(table.models.len());
    for (card, model) in vendor.cards_mut().iter_mut().zip(&table.models) {
        let unusable = |why: &str| ConfigError::Template {
            model: model.id.clone(),
            why: why.to_owned(),
        };
        let written = model
            .workflow
            .as_deref()
            .ok_or_else(|| unusable("its table has no workflow"))?;
        let graph = Template::read(model, written)?;
        if graph.has(Place::Images) {
            return Err(unusable("a node loads one picture: write \"{image}\""));
        }
        graph.fit(card);
        graphs.push((card.id.clone(), graph));
    }
    Ok(Arc::new(ComfyUi::new(vendor, graphs, chance)))
}
