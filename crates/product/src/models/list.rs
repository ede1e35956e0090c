//! The models, as people and programs choose among them.

use basics::{AccountId, Time};
use engines::{Card, Engine, Found, Kind, Masks, Seconds, Sizes, Training, VendorRetention};

use super::allow::object;
use crate::{app::App, error::Error};

const CHOSEN_LENGTHS: [u32; 8] = [4, 6, 8, 10, 15, 20, 30, 60];

/// A model to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts, each a yes or no of its own"
)]
pub struct Model {
    /// Its full name.
    pub id: String,
    /// For people to read.
    pub name: String,
    /// What it makes: `image`, `text` …
    pub kind: String,
    /// The only sizes it makes, as `1024x1024`; empty when it makes any.
    pub sizes: Vec<String>,
    /// The lengths of its films in seconds, the usual one first; empty where it makes none.
    pub seconds: Vec<u32>,
    /// The most of one order.
    pub count: u32,
    /// How many pictures it can be shown.
    pub references: u32,
    /// Whether it changes only a part of a picture.
    pub masks: bool,
    /// What one output costs; none where it is free.
    pub price: Option<String>,
    /// Whether it is paid by the token.
    pub by_the_token: bool,
    /// Made by rules and not by a neural model.
    pub procedural: bool,
    /// Where an order goes; nowhere when it stays here.
    pub goes_to: Option<Away>,
    /// From which day its provider has it no more, where that is known.
    pub shutdown: Option<Time>,
    /// Which model to take in its place.
    pub replacement: Option<String>,
    /// Its provider did not name it when it was last asked what it has.
    pub unlisted: bool,
    /// What speaks against it for whoever asked: the key of a message.
    pub objection: Option<&'static str>,
}

impl Model {
    /// Whether it can be asked for a prompt though it makes texts: what works by rules knows no such request.
    #[must_use]
    pub fn writes_prompts(&self) -> bool {
        self.kind == Kind::Text.as_str() && !self.procedural
    }
}

/// Somebody else's machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// Who operates it.
    pub operator: String,
    /// The region, and the country whose law its operator answers to.
    pub place: String,
    /// How long it keeps what it is sent.
    pub kept: Kept,
    /// Whether it trains models with it.
    pub trains: Trains,
    /// Whether it deletes on request.
    pub deletes: bool,
    /// Until which day that may be believed.
    pub valid_until: Option<Time>,
}

/// How long an operator keeps what it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Not beyond the request.
    Not,
    /// So many days.
    Days(u32),
    /// Nobody has said.
    Unknown,
}

/// Whether an operator trains models with what it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trains {
    /// Never.
    Never,
    /// Yes, or unless told not to.
    Yes,
    /// Nobody has said.
    Unknown,
}

/// Every model that stays here, for those who have no account.
#[must_use]
pub fn list_near(app: &App) -> Vec<Model> {
    let engines = app.engines();
    let near = engines.engines().filter(|engine| engine.passport().stays_here);
    near.flat_map(|engine| engine.cards().iter().map(|card| model(engine.as_ref(), card)))
        .collect()
}

/// Every model, the built-in ones first, with what speaks against it for that person.
pub async fn list(app: &App, account: AccountId) -> Result<Vec<Model>, Error> {
    let mut models = Vec::new();
    let engines = app.engines();
    for engine in engines.engines() {
        for card in engine.cards() {
            let objection = object(app, account, engine.as_ref(), card).await?;
            models.push(Model {
                objection: objection.map(engines::Objection::as_str),
                unlisted: engines.is_unlisted(&card.id),
                ..model(engine.as_ref(), card)
            });
        }
    }
    Ok(models)
}

/// The model that a name means: whole as `provider/model`, or bare where only one provider has it.
#[must_use]
pub fn find(app: &App, name: &str) -> Option<Model> {
    let found = app.engines().find(name).ok()?;
    Some(model(found.engine.as_ref(), &found.card))
}

/// A route that may be asked for by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routed {
    /// Its name.
    pub name: String,
    /// What its models make: `image`, `text` …
    pub kind: String,
    /// Those of its models that may be asked for that person, in the operator's order.
    pub models: Vec<Model>,
}

/// Every route of which at least one model may be asked for that person.
pub async fn list_routes(app: &App, account: AccountId) -> Result<Vec<Routed>, Error> {
    let mut routes = Vec::new();
    for route in app.engines().routes() {
        let mut models = Vec::new();
        for Found { engine, card } in &route.models {
            if object(app, account, engine.as_ref(), card).await?.is_none() {
                models.push(model(engine.as_ref(), card));
            }
        }
        if !models.is_empty() {
            routes.push(Routed {
                name: route.name.clone(),
                kind: route.kind.to_string(),
                models,
            });
        }
    }
    Ok(routes)
}

/// The name of the first model that makes films, where there is one.
#[must_use]
pub fn first_of_films(app: &App) -> Option<String> {
    let engines = app.engines();
    let first = engines.cards().find(|card| card.kind == Kind::Video)?;
    Some(first.id.to_string())
}

/// The name of the first model that makes pictures from pictures, where there is one.
#[must_use]
pub fn first_that_takes_pictures(app: &App) -> Option<String> {
    let takes = |card: &&Card| card.kind == Kind::Image && card.references > 0;
    let engines = app.engines();
    Some(engines.cards().find(takes)?.id.to_string())
}

/// The full name of what a text means: a route's, or a model's.
#[must_use]
pub fn name_of(app: &App, text: &str) -> Option<String> {
    let resolved = app.engines().resolve(text).ok()?;
    let of_the_model = || resolved.models.first().map(|found| found.card.id.to_string());
    resolved
        .route
        .as_ref()
        .map(|route| route.name.clone())
        .or_else(of_the_model)
}

/// The regions in which other people's models work, each once.
#[must_use]
pub fn regions(app: &App) -> Vec<String> {
    let engines = app.engines();
    let away = engines.engines().map(|engine| engine.passport());
    let mut regions: Vec<_> = away
        .filter(|passport| !passport.stays_here)
        .map(|passport| passport.region.name().to_owned())
        .collect();
    regions.sort_unstable();
    regions.dedup();
    regions
}

fn model(engine: &dyn Engine, card: &Card) -> Model {
    Model {
        id: card.id.to_string(),
        name: card.name.clone(),
        kind: card.kind.to_string(),
        sizes: match &card.sizes {
            Sizes::List(sizes) => sizes.iter().map(ToString::to_string).collect(),
            Sizes::Free { .. } | Sizes::None => Vec::new(),
        },
        seconds: lengths(&card.seconds),
        count: *card.counts.end(),
        references: card.references,
        masks: card.masks != Masks::None,
        price: (!card.price.is_free()).then(|| card.price.to_string()),
        by_the_token: !card.token_prices.are_free(),
        procedural: card.procedural,
        goes_to: away(engine),
        shutdown: card.shutdown,
        replacement: card.replacement.clone(),
        unlisted: false,
        objection: None,
    }
}

/// Of a model that makes any length, those that people choose.
fn lengths(seconds: &Seconds) -> Vec<u32> {
    match seconds {
        Seconds::List(lengths) => lengths.clone(),
        Seconds::Free(_) => CHOSEN_LENGTHS
            .into_iter()
            .filter(|length| seconds.allow(*length))
            .collect(),
        Seconds::None => Vec::new(),
    }
}

/// Somebody else's machine that the engine's orders go to; none where they stay here.
#[must_use]
pub fn away(engine: &dyn Engine) -> Option<Away> {
    let passport = engine.passport();
    let region = passport.region.name().to_uppercase();
    let away = || Away {
        operator: passport.operator.clone(),
        place: match &passport.operator_country {
            Some(country) => format!("{region}, {}", country.to_uppercase()),
            None => region.clone(),
        },
        kept: match passport.retention {
            VendorRetention::Nothing => Kept::Not,
            VendorRetention::Days(days) => Kept::Days(days),
            VendorRetention::Unknown => Kept::Unknown,
        },
        trains: match passport.training {
            Training::Never => Trains::Never,
            Training::OptOut | Training::Yes => Trains::Yes,
            Training::Unknown => Trains::Unknown,
        },
        deletes: passport.deletion,
        valid_until: passport.valid_until,
    };
    (!passport.stays_here).then(away)
}
