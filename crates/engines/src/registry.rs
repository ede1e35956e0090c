//! The engines that this installation has.

use std::{collections::BTreeSet, sync::Arc};

use crate::{Card, Engine, Health, ModelId, Route, RouteError, RouteTable};

/// The engines that this installation has, by provider id.
#[derive(Default, Clone)]
pub struct Registry {
    engines: Vec<Arc<dyn Engine>>,
    /// Every model of every engine, in their order.
    models: Vec<Found>,
    routes: Vec<Arc<Route>>,
    health: Health,
    /// Providers that are asked for nothing new.
    paused: BTreeSet<String>,
    /// Models that their provider did not name when it was last asked, by full name.
    unlisted: BTreeSet<String>,
}

/// A model and the engine that has it.
#[derive(Clone)]
pub struct Found {
    /// Who fills its orders.
    pub engine: Arc<dyn Engine>,
    /// What it can do.
    pub card: Arc<Card>,
}

/// What a name means: one model, or any of a route's.
pub struct Resolved {
    /// The route, where the name is one's.
    pub route: Option<Arc<Route>>,
    /// The models, at least one.
    pub models: Vec<Found>,
}

/// Why a model was not found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// Nobody has a model of this name.
    #[error("no model has this name")]
    NoSuchModel,
    /// Several providers have one; their full names.
    #[error("several providers have a model of this name: write provider/model")]
    Ambiguous(Vec<ModelId>),
}

/// Why an engine was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// Two providers share an id.
    #[error("two providers have the id {0:?}")]
    SameId(String),
}

impl Registry {
    /// No engines.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an engine in.
    pub fn add(&mut self, engine: Arc<dyn Engine>) -> Result<(), RegistryError> {
        if self.provider(engine.id()).is_some() {
            return Err(RegistryError::SameId(engine.id().to_owned()));
        }
        self.models.extend(engine.cards().iter().map(|card| Found {
            engine: Arc::clone(&engine),
            card: Arc::new(card.clone()),
        }));
        self.engines.push(engine);
        Ok(())
    }

    /// Takes a route in, once all its models are there.
    pub fn add_route(&mut self, table: &RouteTable) -> Result<(), RouteError> {
        let route = Route::read(table, self)?;
        if self.route(&route.name).is_some() || self.find_exactly(&route.name).is_some() {
            return Err(RouteError::Taken(route.name));
        }
        self.routes.push(Arc::new(route));
        Ok(())
    }

    /// Every route, in the order they were added.
    pub fn routes(&self) -> impl Iterator<Item = &Arc<Route>> {
        self.routes.iter()
    }

    /// The route of this name.
    #[must_use]
    pub fn route(&self, name: &str) -> Option<&Arc<Route>> {
        self.routes.iter().find(|route| route.name == name)
    }

    /// Has a provider asked for nothing new from now on. What is under way there goes on.
    pub fn pause(&mut self, provider: &str) {
        self.paused.insert(provider.to_owned());
    }

    /// Whether a provider is asked for nothing new.
    #[must_use]
    pub fn is_paused(&self, provider: &str) -> bool {
        self.paused.contains(provider)
    }

    /// Notes that a provider did not name a model of its table when it was last asked what it has.
    pub fn note_unlisted(&mut self, model: &ModelId) {
        self.unlisted.insert(model.to_string());
    }

    /// Whether its provider did not name it when it was last asked. It may be there all the same: not every list is whole.
    #[must_use]
    pub fn is_unlisted(&self, model: &ModelId) -> bool {
        self.unlisted.contains(model.as_str())
    }

    /// How its providers have lately been.
    #[must_use]
    pub const fn health(&self) -> &Health {
        &self.health
    }

    /// The engine with this provider id.
    #[must_use]
    pub fn provider(&self, id: &str) -> Option<&Arc<dyn Engine>> {
        self.engines.iter().find(|engine| engine.id() == id)
    }

    /// Every engine, in the order they were added.
    pub fn engines(&self) -> impl Iterator<Item = &Arc<dyn Engine>> {
        self.engines.iter()
    }

    /// Every model's card, in the order they were added.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.models.iter().map(|found| found.card.as_ref())
    }

    /// What a text means: a route, or a model.
    pub fn resolve(&self, text: &str) -> Result<Resolved, FindError> {
        if let Some(route) = self.route(text) {
            return Ok(Resolved {
                route: Some(Arc::clone(route)),
                models: route.models.clone(),
            });
        }
        Ok(Resolved {
            route: None,
            models: vec![self.find(text)?],
        })
    }

    /// The model that a text means: its full name, or its bare name where only one provider has it.
    pub fn find(&self, text: &str) -> Result<Found, FindError> {
        if let Some(exact) = self.find_exactly(text) {
            return Ok(exact);
        }
        let bare: Vec<_> = self
            .models
            .iter()
            .filter(|found| found.card.id.model() == text)
            .collect();
        match bare.as_slice() {
            [] => Err(FindError::NoSuchModel),
            [one] => Ok(Found::clone(one)),
            several => Err(FindError::Ambiguous(
                several.iter().map(|found| found.card.id.clone()).collect(),
            )),
        }
    }

    /// The model of this full name.
    #[must_use]
    pub fn find_exactly(&self, name: &str) -> Option<Found> {
        let found = self.models.iter().find(|found| found.card.id.as_str() == name);
        found.cloned()
    }
}
