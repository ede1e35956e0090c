//! The engines that this installation has.

use std::sync::Arc;

use crate::{Card, Engine, ModelId};

/// The engines that this installation has, by provider id.
#[derive(Default, Clone)]
pub struct Registry {
    engines: Vec<Arc<dyn Engine>>,
}

/// A model and the engine that has it.
#[derive(Clone)]
pub struct Found {
    /// Who fills its orders.
    pub engine: Arc<dyn Engine>,
    /// What it can do.
    pub card: Card,
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
        self.engines.push(engine);
        Ok(())
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
        self.engines.iter().flat_map(|engine| engine.cards())
    }

    /// The model that a text means: its full name, or its bare name where only one provider has it.
    pub fn find(&self, text: &str) -> Result<Found, FindError> {
        let all = || {
            self.engines
                .iter()
                .flat_map(|engine| engine.cards().iter().map(move |card| (engine, card)))
        };
        let found = |(engine, card): (&Arc<dyn Engine>, &Card)| Found {
            engine: Arc::clone(engine),
            card: card.clone(),
        };
        if let Some(exact) = all().find(|(_, card)| card.id.as_str() == text) {
            return Ok(found(exact));
        }
        let bare: Vec<_> = all().filter(|(_, card)| card.id.model() == text).collect();
        match bare.as_slice() {
            [] => Err(FindError::NoSuchModel),
            [only] => Ok(found(*only)),
            several => Err(FindError::Ambiguous(
                several.iter().map(|(_, card)| card.id.clone()).collect(),
            )),
        }
    }
}
