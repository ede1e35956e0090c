//! The models, as people and programs choose among them.

use engines::{Sizes, VendorRetention};

use crate::app::App;

/// A model to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Its full name.
    pub id: String,
    /// For people to read.
    pub name: String,
    /// What it makes: `image`, `text` …
    pub kind: String,
    /// The only sizes it makes, as `1024x1024`; empty when it makes any.
    pub sizes: Vec<String>,
    /// Made by rules and not by a neural model.
    pub procedural: bool,
    /// Where an order goes; nowhere when it stays here.
    pub goes_to: Option<Away>,
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

/// Every model, the built-in one first.
#[must_use]
pub fn list(app: &App) -> Vec<Model> {
    app.engines
        .cards()
        .filter_map(|card| find(app, card.id.as_str()))
        .collect()
}

/// The model that a name means: whole as `provider/model`, or bare where only one provider has it.
#[must_use]
pub fn find(app: &App, name: &str) -> Option<Model> {
    app.engines.find(name).ok().map(|found| model(&found))
}

fn model(found: &engines::Found) -> Model {
    let passport = found.engine.passport();
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
    };
    Model {
        id: found.card.id.to_string(),
        name: found.card.name.clone(),
        kind: found.card.kind.to_string(),
        sizes: match &found.card.sizes {
            Sizes::List(sizes) => sizes.iter().map(ToString::to_string).collect(),
            Sizes::Free { .. } | Sizes::None => Vec::new(),
        },
        procedural: found.card.procedural,
        goes_to: (!passport.stays_here).then(away),
    }
}
