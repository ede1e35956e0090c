//! What Stability's models can do.

use std::sync::Arc;

use super::engine::Stability;
use crate::{
    Kind, Masks, Size, Sizes,
    adapters::{Abilities, Adapter},
    vendor::Credential,
};

/// Stability's platform.
pub(crate) const STABILITY: Adapter = Adapter {
    kind: "stability",
    base_url: Some("https://api.stability.ai/v2beta"),
    credential: Credential::Bearer,
    abilities,
    build: |vendor, _, chance| Ok(Arc::new(Stability::new(vendor, chance))),
};

/// One of about a million pixels for each shape that can be asked for.
const USUAL_SIZES: [(u32, u32); 9] = [
    (1024, 1024),
    (1216, 832),
    (832, 1216),
    (1152, 928),
    (928, 1152),
    (1344, 768),
    (768, 1344),
    (1536, 656),
    (656, 1536),
];

fn abilities(kind: Kind) -> Option<Abilities> {
    let usual = USUAL_SIZES.iter();
    let usual = usual.filter_map(|(width, height)| Size::new(*width, *height).ok());
    (kind == Kind::Image).then(|| Abilities {
        sizes: Sizes::List(usual.collect()),
        // Its calls give one picture each, and an order is one call.
        counts: 1..=1,
        seeds: true,
        negative: true,
        references: 1,
        masks: Masks::WhiteChanges,
        films: None,
        max_prompt_chars: 10_000,
        streams: false,
    })
}
