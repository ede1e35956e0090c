//! What a key may be used for.

use basics::{Budget, Time};

/// What a key may be used for: everything its owner may, unless it says less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyScope {
    models: Vec<String>,
    /// From then on it opens nothing.
    pub expires_at: Option<Time>,
    /// How much may be spent with it.
    pub budget: Option<Budget>,
}

/// The most models that a key can name, and the longest name of one.
const MOST: usize = 32;
const LONGEST: usize = 200;

impl KeyScope {
    /// Only for the models in a list with commas, each as `provider/model`, or `provider/*` for all of a provider's; for
    /// every model where the list is empty. `None` for what is no such list.
    #[must_use]
    pub fn for_models(list: &str) -> Option<Self> {
        let models: Vec<_> = list
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        let is_name = |name: &String| name.len() <= LONGEST && name.bytes().all(|byte| byte.is_ascii_graphic());
        (models.len() <= MOST && models.iter().all(is_name)).then_some(Self {
            models,
            expires_at: None,
            budget: None,
        })
    }

    /// The same up to a moment, where there is one.
    #[must_use]
    pub fn until(mut self, end: Option<Time>) -> Self {
        self.expires_at = end;
        self
    }

    /// The same for so much money, where there is a limit to it.
    #[must_use]
    pub const fn up_to(mut self, budget: Option<Budget>) -> Self {
        self.budget = budget;
        self
    }

    /// Whether it is for some models only.
    #[must_use]
    pub const fn names_models(&self) -> bool {
        !self.models.is_empty()
    }

    /// Whether it may be used for the model of this full name.
    #[must_use]
    pub fn allows(&self, model: &str) -> bool {
        let matches = |name: &String| match name.strip_suffix("/*") {
            Some(provider) => model.split_once('/').is_some_and(|(owner, _)| owner == provider),
            None => name == model,
        };
        self.models.is_empty() || self.models.iter().any(matches)
    }

    /// Whether it still opens anything then.
    #[must_use]
    pub fn is_good_at(&self, now: Time) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }

    /// The list of models, as it is stored and shown.
    #[must_use]
    pub fn models(&self) -> String {
        self.models.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_for_what_it_names_and_for_everything_where_it_names_nothing() {
        let scope = |list| KeyScope::for_models(list).unwrap();
        assert!(scope("").allows("lab/painter") && scope(" , ").allows("atelier"));
        assert!(scope("atelier, lab/*").allows("lab/painter") && scope("atelier, lab/*").allows("atelier"));
        for (list, model) in [
            ("lab/painter", "lab/writer"),
            ("lab/*", "lab2/painter"),
            ("lab/*", "lab"),
            ("lab", "lab/painter"),
        ] {
            assert!(!scope(list).allows(model), "{list} {model}");
        }
    }

    #[test]
    fn what_is_no_list_of_models_is_refused() {
        assert_eq!(KeyScope::for_models("a b"), None);
        assert_eq!(KeyScope::for_models(&"a".repeat(201)), None);
        assert_eq!(KeyScope::for_models(&"a,".repeat(33)), None);
    }
}
