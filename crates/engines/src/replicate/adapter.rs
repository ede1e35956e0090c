//! What Replicate's models can do, which their templates say.

use std::sync::Arc;

use basics::Chance;
use serde_json::{Value, json};

use super::{engine::Replicate, request::Model};
use crate::{
    ConfigError, Engine, Kind, Masks, ProviderTable, Sizes,
    adapters::{Abilities, Adapter},
    config::ModelTable,
    template::Template,
    told,
    vendor::{Credential, Vendor},
};

/// Replicate's predictions.
pub(crate) const REPLICATE: Adapter = Adapter {
    kind: "replicate",
    base_url: Some("https://api.replicate.com/v1"),
    credential: Credential::Bearer,
    abilities,
    build,
};

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
                min: 64,
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

fn build(mut vendor: Vendor, table: &ProviderTable, chance: Arc<Chance>) -> Result<Arc<dyn Engine>, ConfigError> {
    let mut models = Vec::with_capacity(table.models.len());
    for (card, model) in vendor.cards_mut().iter_mut().zip(&table.models) {
        let usual = || match model.kind {
            Kind::Video => told::usual_film(model, "{seconds}", ["image", "last_frame"]),
            _ => usual(model),
        };
        let written = model.input.clone().unwrap_or_else(|| usual().to_string());
        let template = Template::read(model, &written)?;
        template.fit(card);
        models.push(Model::new(card.id.clone(), model, template)?);
    }
    Ok(Arc::new(Replicate::new(vendor, models, chance)))
}

/// What models are given that are made as most are; pictures and a negative prompt where the table speaks of them.
fn usual(model: &ModelTable) -> Value {
    let mut input = json!({
        "prompt": "{prompt}",
        "width": "{width}",
        "height": "{height}",
        "num_outputs": "{count}",
        "seed": "{seed}",
    });
    if model.negative == Some(true) {
        input["negative_prompt"] = json!("{negative}");
    }
    match model.references {
        None | Some(0) => {}
        Some(1) => input["image"] = json!("{image}"),
        Some(_) => input["image_input"] = json!("{images}"),
    }
    if model.masks == Some(true) {
        input["mask"] = json!("{mask}");
    }
    input
}
