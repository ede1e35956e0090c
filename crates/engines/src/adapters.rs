//! The kinds of vendor that there are, and how an engine for one is made from its table.

use std::{num::NonZeroU32, ops::RangeInclusive, sync::Arc};

use basics::Chance;
use egress::{Egress, Rule};

use crate::{
    Card, ConfigError, Engine, Frames, Kind, Masks, ModelId, ProviderTable, Seconds, Secret, Sizes, TokenPrices, a1111,
    bfl, comfyui, config::ModelTable, fal, gemini, luma, ollama, openai_compatible, replicate, runway, stability,
    vendor::Credential, vendor::Vendor,
};

/// What an adapter says of itself.
pub(crate) struct Adapter {
    /// The `kind` in a provider's table.
    pub kind: &'static str,
    /// Where the vendor is, where it is the same for everybody.
    pub base_url: Option<&'static str>,
    /// Where the vendor looks for the key.
    pub credential: Credential,
    /// What its models can do unless their table says otherwise; `None` for a kind of model that it has not.
    pub abilities: fn(Kind) -> Option<Abilities>,
    /// Makes the engine.
    pub build: Build,
}

/// Makes an engine of a vendor and its table.
type Build = fn(Vendor, &ProviderTable, Arc<Chance>) -> Result<Arc<dyn Engine>, ConfigError>;

/// What a vendor's models can do, as far as the vendor's API goes; one model may do less, which its table says.
pub(crate) struct Abilities {
    pub sizes: Sizes,
    pub counts: RangeInclusive<u32>,
    pub seeds: bool,
    pub negative: bool,
    pub references: u32,
    pub masks: Masks,
    /// How long films last and which frames they can be given, where it makes any.
    pub films: Option<(Seconds, Frames)>,
    pub max_prompt_chars: usize,
    pub streams: bool,
}

/// Every adapter, in the order in which the manual names them.
const ADAPTERS: [&Adapter; 13] = [
    &openai_compatible::OPENAI,
    &openai_compatible::COMPATIBLE,
    &openai_compatible::OURS,
    &gemini::GEMINI,
    &fal::FAL,
    &replicate::REPLICATE,
    &runway::RUNWAY,
    &luma::LUMA,
    &stability::STABILITY,
    &bfl::BFL,
    &ollama::OLLAMA,
    &comfyui::COMFYUI,
    &a1111::A1111,
];

/// A kind of provider, as a form offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProviderKind {
    /// Its name in a provider's table.
    pub name: &'static str,
    /// Where its vendor is, where that is the same for everybody.
    pub base_url: Option<&'static str>,
}

/// Every kind of provider, in the order in which the manual names them.
pub fn provider_kinds() -> impl Iterator<Item = ProviderKind> {
    ADAPTERS.into_iter().map(|adapter| ProviderKind {
        name: adapter.kind,
        base_url: adapter.base_url,
    })
}

/// The engine that a table describes.
pub fn build(
    table: &ProviderTable,
    secret: Option<Secret>,
    egress: Arc<Egress>,
    chance: Arc<Chance>,
) -> Result<Arc<dyn Engine>, ConfigError> {
    let adapter = find(&table.kind)?;
    let base_url = table.base_url().ok_or(ConfigError::NoBaseUrl)?;
    let rule = Rule::operator(&table.id, base_url).map_err(|error| ConfigError::BaseUrl(error.to_string()))?;
    let cards = table
        .models
        .iter()
        .map(|model| card(adapter, &table.id, model))
        .collect::<Result<Vec<_>, _>>()?;
    let films = table.largest_film();
    let key = secret.map(|secret| (adapter.credential, secret));
    let vendor =
        Vendor::new(&table.id, cards, table.passport()?, rule, key, egress).map_err(|_| ConfigError::UnusableKey)?;
    (adapter.build)(vendor.with_films_up_to(films), table, chance)
}

/// The adapter of this kind.
pub(crate) fn find(kind: &str) -> Result<&'static Adapter, ConfigError> {
    let found = ADAPTERS.into_iter().find(|adapter| adapter.kind == kind);
    found.ok_or_else(|| ConfigError::Kind {
        given: kind.to_owned(),
        known: ADAPTERS.map(|adapter| adapter.kind).join(", "),
    })
}

fn card(adapter: &Adapter, provider: &str, model: &ModelTable) -> Result<Card, ConfigError> {
    let usual = (adapter.abilities)(model.kind).ok_or(ConfigError::ModelKind(model.kind))?;
    let sizes = if model.sizes.is_empty() || usual.sizes == Sizes::None {
        usual.sizes
    } else {
        Sizes::List(model.sizes.clone())
    };
    let (seconds, frames) = usual.films.unwrap_or_default();
    let seconds = match &model.seconds {
        Some(told) if model.kind == Kind::Video => told.read(),
        Some(_) => None,
        None => Some(seconds),
    };
    Ok(Card {
        id: ModelId::of(provider, &model.id).map_err(|_| ConfigError::Model(model.id.clone()))?,
        name: model.name.clone().unwrap_or_else(|| model.id.clone()),
        kind: model.kind,
        sizes,
        counts: model.count.map_or(usual.counts, |most| 1..=most.get()),
        seeds: model.seeds.unwrap_or(usual.seeds),
        negative: model.negative.unwrap_or(usual.negative),
        references: model.references.unwrap_or(usual.references).min(usual.references),
        masks: if model.masks == Some(false) {
            Masks::None
        } else {
            usual.masks
        },
        seconds: seconds.ok_or_else(|| ConfigError::Seconds(model.id.clone()))?,
        frames: model.frames.unwrap_or(frames).min(frames),
        price: model.price.unwrap_or_default(),
        token_prices: token_prices(model),
        price_per_second: model.price_per_second.unwrap_or_default(),
        procedural: false,
        max_prompt_chars: model.max_prompt_chars.unwrap_or(usual.max_prompt_chars),
        streams: usual.streams,
        usage_in_streams: model.usage_in_streams.unwrap_or(usual.streams),
        shutdown: model.shutdown()?,
        replacement: model.replacement.clone(),
    })
}

fn token_prices(model: &ModelTable) -> TokenPrices {
    let usual = TokenPrices::default();
    let or = |most: Option<NonZeroU32>, usual: i64| most.map_or(usual, |most| most.get().into());
    TokenPrices {
        input: model.input_price.unwrap_or_default(),
        output: model.output_price.unwrap_or_default(),
        most_input: or(model.most_input_tokens, usual.most_input),
        most_output: or(model.most_output_tokens, usual.most_output),
    }
}
