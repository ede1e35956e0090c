//! What fal's models can do.

use std::sync::Arc;

use basics::Chance;

use super::engine::Fal;
use crate::{
    ConfigError, Engine, Frames, Kind, Masks, ModelId, ProviderTable, Sizes,
    adapters::{Abilities, Adapter},
    template::Template,
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
    let is_film = match kind {
        Kind::Image => false,
        Kind::Video => true,
        Kind::Prompt | Kind::Text => return None,
    };
    Some(Abilities {
        sizes: if is_film {
            Sizes::List(told::usual_film_sizes())
        } else {
            Sizes::Free {
                min: 256,
                max: 2_048,
                step: 8,
            }
        },
        counts: if is_film { 1..=1 } else { 1..=4 },
        seeds: true,
        negative: true,
        references: if is_film { 0 } else { 10 },
        masks: if is_film { Masks::None } else { Masks::WhiteChanges },
        films: is_film.then_some(told::ANY_FILM),
        max_prompt_chars: 5_000,
        streams: false,
    })
}

fn build(mut vendor: Vendor, table: &ProviderTable, _chance: Arc<Chance>) -> Result<Arc<dyn Engine>, ConfigError> {
    for model in &table.models {
        told::plain_path(model, 2..=6)?;
    }
    told::only_what_is_told(&mut vendor, table);
    let films = films(&mut vendor, table)?;
    Ok(Arc::new(Fal::new(vendor, films)))
}

/// What each model of films is given, since no two of them are told in the same way how long to be.
fn films(vendor: &mut Vendor, table: &ProviderTable) -> Result<Vec<(ModelId, Template)>, ConfigError> {
    let mut films = Vec::new();
    let models = vendor.cards_mut().iter_mut().zip(&table.models);
    for (card, model) in models.filter(|(card, _)| card.kind == Kind::Video) {
        let written = model
            .input
            .clone()
            .unwrap_or_else(|| told::usual_film(model, "{length}", ["image_url", "end_image_url"]).to_string());
        let template = Template::read(model, &written)?;
        if model.input.is_some() {
            // Its places say what it takes.
            card.frames = model.frames.unwrap_or(Frames::FirstAndLast);
            card.negative = model.negative != Some(false);
        }
        template.fit(card);
        films.push((card.id.clone(), template));
    }
    Ok(films)
}
