//! Every provider with how it stands, for the page of owners.

use std::collections::BTreeMap;

use engines::Engine;

use super::{provider::Provider, queries};
use crate::{
    app::App,
    error::Error,
    models::{Away, away},
};

/// A provider and how it stands.
#[derive(Debug)]
pub struct Standing {
    /// The first part of its models' names.
    pub name: String,
    /// What is written down of it; nothing yet of one of the settings file that nobody has touched.
    pub provider: Option<Provider>,
    /// What can be asked of it; nothing where it cannot be used.
    pub offer: Option<Offer>,
}

/// What a provider has, and where orders to it go.
#[derive(Debug)]
pub struct Offer {
    /// Somebody else's machine; none where they stay here.
    pub goes_to: Option<Away>,
    /// Its models, without its own name.
    pub models: Vec<String>,
}

/// Every provider, those of the settings file first.
pub async fn list(app: &App) -> Result<Vec<Standing>, Error> {
    let engines = app.engines();
    let rows = queries::list(&app.db).await?;
    let mut known: BTreeMap<_, _> = rows.into_iter().map(|row| (row.name.clone(), row)).collect();
    let fixed = app.engines.fixed().engines();
    let mut standings: Vec<_> = fixed
        .filter(|engine| engine.id() != engines::atelier::ID)
        .map(|engine| Standing {
            name: engine.id().to_owned(),
            provider: known.remove(engine.id()),
            offer: Some(Offer::of(engine.as_ref())),
        })
        .collect();
    // What once was in the settings file and is there no more is nothing to show.
    let mut added: Vec<_> = known
        .into_values()
        .filter(|provider| provider.sheet.is_some())
        .collect();
    added.sort_by_key(|provider| provider.id);
    standings.extend(added.into_iter().map(|provider| {
        Standing {
            offer: engines
                .provider(&provider.name)
                .map(|engine| Offer::of(engine.as_ref())),
            name: provider.name.clone(),
            provider: Some(provider),
        }
    }));
    Ok(standings)
}

impl Standing {
    /// Whether it stands in the settings file, where alone it can be changed.
    #[must_use]
    pub fn is_of_the_file(&self) -> bool {
        self.provider.as_ref().is_none_or(|provider| provider.sheet.is_none())
    }

    /// Whether it is asked for nothing new.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.provider
            .as_ref()
            .is_some_and(|provider| provider.paused_at.is_some())
    }
}

impl Offer {
    fn of(engine: &dyn Engine) -> Self {
        let models = engine.cards().iter().map(|card| card.id.model().to_owned());
        Self {
            goes_to: away(engine),
            models: models.collect(),
        }
    }
}
