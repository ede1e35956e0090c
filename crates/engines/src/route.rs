//! Routes: several models of one kind under one name, any of which may fill an order.

use std::num::NonZeroU32;

use basics::Span;
use serde::Deserialize;

use crate::{Found, Kind, Registry};

/// One `[[route]]` table of `nanoprompt.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteTable {
    /// The name under which programs ask for it.
    pub name: String,
    /// The full names of its models.
    pub models: Vec<String>,
    /// Which of them is asked first.
    #[serde(default)]
    pub prefer: Preference,
    /// How long one of them may take until its answer begins.
    pub patience_seconds: Option<NonZeroU32>,
    /// Whether another is asked for text even where nobody knows what became of the first, and both may be paid.
    #[serde(default)]
    pub even_if_paid_twice: bool,
}

/// Which of a route's models is asked first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preference {
    /// As they are written.
    #[default]
    Order,
    /// The cheapest.
    Price,
    /// The one that has lately answered soonest.
    Latency,
}

/// Several models of one kind under one name.
#[derive(Clone)]
pub struct Route {
    /// Its name.
    pub name: String,
    /// What its models make.
    pub kind: Kind,
    /// Its models, as they are written.
    pub models: Vec<Found>,
    /// Which of them is asked first.
    pub prefer: Preference,
    /// How long one of them may take until its answer begins.
    pub patience: Option<Span>,
    /// Whether another is asked for text even where both may be paid.
    pub even_if_paid_twice: bool,
}

/// Why a route cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    /// Nobody could ask for it.
    #[error("the route {0:?} cannot be called so: a name has lower-case letters, digits, dots and dashes")]
    Name(String),
    /// Something else is called so.
    #[error("there is already a model or a route called {0:?}")]
    Taken(String),
    /// There is nothing to choose from.
    #[error("the route {0:?} has no models")]
    Empty(String),
    /// One of its models is none of any provider's.
    #[error("the route {route:?} names the model {model:?}, which no provider has: write provider/model")]
    NoSuchModel {
        /// Which route.
        route: String,
        /// What it names.
        model: String,
    },
    /// One of its models is named twice.
    #[error("the route {route:?} names the model {model:?} twice")]
    Twice {
        /// Which route.
        route: String,
        /// What it names.
        model: String,
    },
    /// Its models make different things.
    #[error("the models of the route {0:?} are of different kinds")]
    Kinds(String),
}

const LONGEST_NAME: usize = 64;

impl Route {
    /// Reads a table against the models that there are.
    pub(crate) fn read(table: &RouteTable, registry: &Registry) -> Result<Self, RouteError> {
        let name = table.name.clone();
        if !is_name(&name) {
            return Err(RouteError::Name(name));
        }
        let mut models: Vec<Found> = Vec::with_capacity(table.models.len());
        for model in &table.models {
            let about = |error: fn(String, String) -> RouteError| error(name.clone(), model.clone());
            let found = registry
                .find_exactly(model)
                .ok_or_else(|| about(|route, model| RouteError::NoSuchModel { route, model }))?;
            if models.iter().any(|other| other.card.id == found.card.id) {
                return Err(about(|route, model| RouteError::Twice { route, model }));
            }
            models.push(found);
        }
        let kind = models.first().map(|found| found.card.kind);
        let kind = kind.ok_or_else(|| RouteError::Empty(name.clone()))?;
        if models.iter().any(|found| found.card.kind != kind) {
            return Err(RouteError::Kinds(name));
        }
        Ok(Self {
            name,
            kind,
            models,
            prefer: table.prefer,
            patience: table
                .patience_seconds
                .map(|seconds| Span::seconds(seconds.get().into())),
            even_if_paid_twice: table.even_if_paid_twice,
        })
    }
}

fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use basics::Chance;
    use darkroom::Darkroom;

    use super::*;
    use crate::atelier::Atelier;

    fn registry() -> Registry {
        let mut registry = Registry::new();
        let atelier = Atelier::new(Arc::new(Chance::seeded(1)), Darkroom::in_process());
        registry.add(Arc::new(atelier)).unwrap();
        registry
    }

    fn table(text: &str) -> RouteTable {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_route_is_read_with_what_it_prefers() {
        let mut registry = registry();
        registry
            .add_route(&table(
                "name = \"pictures\"\nmodels = [\"atelier\"]\nprefer = \"latency\"\npatience_seconds = 20",
            ))
            .unwrap();
        let named = registry.resolve("pictures").unwrap();
        let route = named.route.unwrap();
        assert_eq!(
            (route.prefer, route.patience, route.kind),
            (Preference::Latency, Some(Span::seconds(20)), Kind::Image)
        );
        assert_eq!(named.models[0].card.id.as_str(), "atelier");
    }

    #[test]
    fn what_nobody_could_ask_for_is_refused_at_the_start() {
        let wrong = [
            ("name = \"A b\"\nmodels = [\"atelier\"]", "cannot be called so"),
            ("name = \"atelier\"\nmodels = [\"atelier\"]", "already a model"),
            ("name = \"chat\"\nmodels = []", "no models"),
            ("name = \"chat\"\nmodels = [\"lab/none\"]", "which no provider has"),
            ("name = \"chat\"\nmodels = [\"atelier\", \"atelier\"]", "twice"),
        ];
        for (text, said) in wrong {
            let error = registry().add_route(&table(text)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        assert!(toml::from_str::<RouteTable>("name = \"a\"\nmodels = []\nprefer = \"luck\"").is_err());
    }
}
