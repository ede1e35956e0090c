//! What Gemini's models can do.

use std::sync::Arc;

use super::engine::Gemini;
use crate::{
    Frames, Kind, Masks, Seconds, Sizes,
    adapters::{Abilities, Adapter},
    told::sizes,
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

/// What its models of films make.
const FILM_SIZES: [(u32, u32); 8] = [
    (1280, 720),
    (720, 1280),
    (1920, 1080),
    (1080, 1920),
    (3840, 2160),
    (2160, 3840),
    (640, 360),
    (360, 640),
];

fn abilities(kind: Kind) -> Option<Abilities> {
    let (sizes, references) = match kind {
        Kind::Image => (Sizes::List(sizes(&USUAL_SIZES)), 14),
        Kind::Video => (Sizes::List(sizes(&FILM_SIZES)), 0),
        Kind::Text => (Sizes::None, 0),
        Kind::Prompt => return None,
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
        films: (kind == Kind::Video).then_some((Seconds::Free(3..=10), Frames::First)),
        max_prompt_chars: 32_000,
        streams: false,
    })
}
