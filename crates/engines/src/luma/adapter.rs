//! What Luma's models can do.

use std::sync::Arc;

use super::engine::Luma;
use crate::{
    Frames, Kind, Masks, Seconds, Sizes,
    adapters::{Abilities, Adapter},
    told::sizes,
    vendor::Credential,
};

/// Luma's generations.
pub(crate) const LUMA: Adapter = Adapter {
    kind: "luma",
    base_url: Some("https://api.lumalabs.ai/dream-machine/v1"),
    credential: Credential::Bearer,
    abilities,
    build: |vendor, _, _| Ok(Arc::new(Luma::new(vendor))),
};

/// The shapes and the numbers of lines that the vendor has names for, as sizes.
const FILMS: [(u32, u32); 15] = [
    (1280, 720),
    (720, 1280),
    (720, 720),
    (960, 720),
    (720, 960),
    (1680, 720),
    (720, 1680),
    (960, 540),
    (540, 960),
    (540, 540),
    (1920, 1080),
    (1080, 1920),
    (1080, 1080),
    (3840, 2160),
    (2160, 3840),
];

/// Pictures have a shape, and no size that could be chosen.
const PICTURES: [(u32, u32); 7] = [
    (1024, 1024),
    (1280, 720),
    (720, 1280),
    (1024, 768),
    (768, 1024),
    (1680, 720),
    (720, 1680),
];

/// What its models can do. They take pictures by public addresses only, and nothing here is public.
fn abilities(kind: Kind) -> Option<Abilities> {
    let (made, films) = match kind {
        Kind::Image => (sizes(&PICTURES), None),
        Kind::Video => (sizes(&FILMS), Some((Seconds::List(vec![5, 9]), Frames::None))),
        Kind::Prompt | Kind::Text => return None,
    };
    Some(Abilities {
        sizes: Sizes::List(made),
        counts: 1..=1,
        seeds: false,
        negative: false,
        references: 0,
        masks: Masks::None,
        films,
        max_prompt_chars: 5_000,
        streams: false,
    })
}
