//! What OpenAI's models and those of servers like it can do.

use std::sync::Arc;

use basics::Chance;

use super::{OpenAiCompatible, request::Dialect};
use crate::{
    ConfigError, Engine, Frames, Kind, Masks, ProviderTable, Seconds, Size, Sizes,
    adapters::{Abilities, Adapter},
    told,
    vendor::{Credential, Vendor},
};

/// OpenAI itself.
pub(crate) const OPENAI: Adapter = Adapter {
    kind: "openai",
    base_url: Some("https://api.openai.com/v1"),
    credential: Credential::Bearer,
    abilities: |kind| {
        let abilities = abilities(kind, 10, 16, 32_000)?;
        let sizes = if kind == Kind::Video {
            Sizes::List(told::sizes(&FILM_SIZES))
        } else {
            abilities.sizes
        };
        Some(Abilities { sizes, ..abilities })
    },
    build: |vendor, table, chance| build(vendor, table, Dialect::OpenAi, chance),
};

/// Any server that speaks its API.
pub(crate) const COMPATIBLE: Adapter = Adapter {
    kind: "openai-compatible",
    base_url: None,
    credential: Credential::Bearer,
    abilities: |kind| abilities(kind, 4, 16, 4_000),
    build: |vendor, table, chance| build(vendor, table, Dialect::Compatible, chance),
};

/// Another installation of this program.
pub(crate) const OURS: Adapter = Adapter {
    kind: "nanoprompt",
    base_url: None,
    credential: Credential::Bearer,
    abilities: |kind| {
        let abilities = abilities(kind, 4, 0, 4_000).filter(|_| kind != Kind::Video)?;
        let is_image = kind == Kind::Image;
        Some(Abilities {
            sizes: if is_image { ANY_SIZE } else { Sizes::None },
            seeds: is_image,
            masks: Masks::None,
            ..abilities
        })
    },
    build: |vendor, table, chance| build(vendor, table, Dialect::Ours, chance),
};

/// What our own painter makes; another model of that installation may make fewer, and says so.
const ANY_SIZE: Sizes = Sizes::Free {
    min: 64,
    max: 4096,
    step: 1,
};

/// The sizes that OpenAI's own picture models make.
const USUAL_SIZES: [(u32, u32); 3] = [(1024, 1024), (1536, 1024), (1024, 1536)];

/// The sizes that OpenAI's own models of films make; it takes no others.
const FILM_SIZES: [(u32, u32); 4] = [(1280, 720), (720, 1280), (1792, 1024), (1024, 1792)];

fn abilities(kind: Kind, most: u32, references: u32, max_prompt_chars: usize) -> Option<Abilities> {
    let usual = || {
        let sizes = USUAL_SIZES.iter();
        Sizes::List(
            sizes
                .filter_map(|(width, height)| Size::new(*width, *height).ok())
                .collect(),
        )
    };
    let (sizes, references, masks) = match kind {
        Kind::Image => (usual(), references, Masks::TransparentChanges),
        Kind::Video => (Sizes::List(told::usual_film_sizes()), 0, Masks::None),
        Kind::Text => (Sizes::None, 0, Masks::None),
        Kind::Prompt => return None,
    };
    let is_film = kind == Kind::Video;
    Some(Abilities {
        sizes,
        counts: if is_film { 1..=1 } else { 1..=most },
        seeds: false,
        negative: false,
        references,
        masks,
        // The lengths of OpenAI's own models; a table says others.
        films: is_film.then(|| (Seconds::List(vec![4, 8, 12]), Frames::First)),
        max_prompt_chars,
        streams: kind == Kind::Text,
    })
}

#[expect(clippy::unnecessary_wraps, reason = "every adapter is built by the same signature")]
fn build(
    vendor: Vendor,
    _table: &ProviderTable,
    dialect: Dialect,
    chance: Arc<Chance>,
) -> Result<Arc<dyn Engine>, ConfigError> {
    Ok(Arc::new(OpenAiCompatible::new(vendor, dialect, chance)))
}
