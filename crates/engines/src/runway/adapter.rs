//! What Runway's models can do.

use std::sync::Arc;

use super::engine::Runway;
use crate::{
    Frames, Kind, Masks, Seconds, Sizes,
    adapters::{Abilities, Adapter},
    told::{self, sizes},
    vendor::Credential,
};

/// Runway's tasks.
pub(crate) const RUNWAY: Adapter = Adapter {
    kind: "runway",
    base_url: Some("https://api.dev.runwayml.com/v1"),
    credential: Credential::Bearer,
    abilities,
    build: |mut vendor, table, _| {
        told::only_what_is_told(&mut vendor, table);
        Ok(Arc::new(Runway::new(vendor)))
    },
};

/// The sizes that its own models of films make.
const FILMS: [(u32, u32); 6] = [
    (1280, 720),
    (720, 1280),
    (1104, 832),
    (832, 1104),
    (960, 960),
    (1584, 672),
];

/// The sizes that its own models of pictures make.
const PICTURES: [(u32, u32); 16] = [
    (1024, 1024),
    (1080, 1080),
    (1168, 880),
    (1360, 768),
    (1440, 1080),
    (1080, 1440),
    (1808, 768),
    (1920, 1080),
    (1080, 1920),
    (2112, 912),
    (1280, 720),
    (720, 1280),
    (720, 720),
    (960, 720),
    (720, 960),
    (1680, 720),
];

/// The most that a model there can do. Which pictures it takes its table has to say.
fn abilities(kind: Kind) -> Option<Abilities> {
    let (made, references, films) = match kind {
        Kind::Image => (sizes(&PICTURES), 16, None),
        Kind::Video => (sizes(&FILMS), 0, Some((Seconds::Free(2..=10), Frames::FirstAndLast))),
        Kind::Prompt | Kind::Text => return None,
    };
    Some(Abilities {
        sizes: Sizes::List(made),
        counts: 1..=1,
        seeds: true,
        negative: kind == Kind::Video,
        references,
        masks: Masks::None,
        films,
        max_prompt_chars: 1_000,
        streams: false,
    })
}
