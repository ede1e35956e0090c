//! What Gemini's models can do.

use std::sync::Arc;

use super::engine::Gemini;
use crate::{
    Kind, Masks, Size, Sizes,
    adapters::{Abilities, Adapter},
    vendor::Credential,
};

/// The Gemini API.
pub(crate) const GEMINI: Adapter = Adapter {
    kind: "gemini",
    base_url: Some("https://generativelanguage.googleapis.com/v1beta"),
    credential: Credential::Header("x-goog-api-key"),
    abilities,
    build: |vendor, _, _| Ok(Arc::new(Gemini::new(vendor))),
};

/// What its picture models make of each shape when no larger size is asked for.
const USUAL_SIZES: [(u32, u32); 10] = [
    (1024, 1024),
    (1264, 848),
    (848, 1264),
    (1200, 896),
    (896, 1200),
    (1152, 928),
    (928, 1152),
    (1376, 768),
    (768, 1376),
    (1584, 672),
];

fn abilities(kind: Kind) -> Option<Abilities> {
    let usual = USUAL_SIZES.iter();
    let usual = usual.filter_map(|(width, height)| Size::new(*width, *height).ok());
    let (sizes, references) = match kind {
        Kind::Image => (Sizes::List(usual.collect()), 14),
        Kind::Text => (Sizes::None, 0),
        Kind::Prompt | Kind::Video => return None,
    };
    Some(Abilities {
        sizes,
        // The picture models refuse more than one candidate, and an order is one call: several would be several orders.
        counts: 1..=1,
        seeds: false,
        negative: false,
        references,
        // What is to change is said in words.
        masks: Masks::None,
        films: None,
        max_prompt_chars: 32_000,
        streams: false,
    })
}
