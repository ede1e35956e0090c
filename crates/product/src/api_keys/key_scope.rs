//! What a key may be used for.

use std::net::IpAddr;

use basics::{AddressBlock, Budget, Time};

/// What a key may be used for: everything its owner may, unless it says less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyScope {
    models: Vec<String>,
    kinds: Vec<&'static str>,
    addresses: Vec<AddressBlock>,
    /// From then on it opens nothing.
    pub expires_at: Option<Time>,
    /// How much may be spent with it.
    pub budget: Option<Budget>,
}

/// What a key is not for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotFor {
    /// The model.
    Model,
    /// What the model makes.
    Kind,
    /// The address that was asked from.
    Address,
}

/// The kinds of what programs can order.
pub const KINDS: [&str; 3] = ["text", "image", "video"];
/// The most models that a key can name, and the longest name of one.
const MOST: usize = 32;
const LONGEST: usize = 200;
/// The most addresses, or blocks of them, that a key can name.
pub const MOST_ADDRESSES: usize = 32;

impl NotFor {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Kind => "kind",
            Self::Address => "address",
        }
    }
}

impl KeyScope {
    /// Only for the models in a list with commas, each as `provider/model`, or `provider/*` for all of a provider's; for
    /// every model where the list is empty. `None` for what is no such list.
    #[must_use]
    pub fn for_models(list: &str) -> Option<Self> {
        let models: Vec<_> = entries(list).map(str::to_owned).collect();
        let is_name = |name: &String| name.len() <= LONGEST && name.bytes().all(|byte| byte.is_ascii_graphic());
        (models.len() <= MOST && models.iter().all(is_name)).then_some(Self {
            models,
            ..Self::default()
        })
    }

    /// The same, only for ordering things of the kinds in a list with commas; of every kind where the list is empty. What
    /// there is may be read with every key. `None` for what is no such list.
    #[must_use]
    pub fn only_making(self, list: &str) -> Option<Self> {
        let known = |name: &str| KINDS.into_iter().find(|kind| *kind == name);
        let mut kinds = entries(list).map(known).collect::<Option<Vec<_>>>()?;
        kinds.sort_unstable();
        kinds.dedup();
        Some(Self { kinds, ..self })
    }

    /// The same, only from the addresses in a list with commas, each as `192.0.2.1` or as a block of them, `2001:db8::/32`;
    /// from anywhere where the list is empty. `None` for what is no such list.
    #[must_use]
    pub fn only_from(self, list: &str) -> Option<Self> {
        let blocks = entries(list).map(|block| block.parse().ok());
        let addresses = blocks.collect::<Option<Vec<_>>>()?;
        (addresses.len() <= MOST_ADDRESSES).then_some(Self { addresses, ..self })
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

    /// Whether it may be used for ordering things of this kind, made by the model of this full name.
    pub fn allows(&self, kind: &str, model: &str) -> Result<(), NotFor> {
        let matches = |name: &String| match name.strip_suffix("/*") {
            Some(provider) => model.split_once('/').is_some_and(|(owner, _)| owner == provider),
            None => name == model,
        };
        if !self.models.is_empty() && !self.models.iter().any(matches) {
            return Err(NotFor::Model);
        }
        if self.makes(kind) { Ok(()) } else { Err(NotFor::Kind) }
    }

    /// Whether it may be used for ordering things of this kind, by whichever model.
    #[must_use]
    pub fn makes(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether it still opens anything then.
    #[must_use]
    pub fn is_good_at(&self, now: Time) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }

    /// Whether it opens anything from there.
    #[must_use]
    pub fn is_good_from(&self, address: IpAddr) -> bool {
        self.addresses.is_empty() || self.addresses.iter().any(|block| block.contains(address))
    }

    /// The list of models, as it is stored and shown.
    #[must_use]
    pub fn models(&self) -> String {
        self.models.join(", ")
    }

    /// The list of kinds, as it is stored.
    #[must_use]
    pub fn kinds(&self) -> String {
        self.kinds.join(", ")
    }

    /// The kinds that it is for, where it is not for all; in reading order.
    pub fn named_kinds(&self) -> impl Iterator<Item = &'static str> {
        KINDS.into_iter().filter(|kind| self.kinds.contains(kind))
    }

    /// The list of addresses, as it is stored and shown.
    #[must_use]
    pub fn addresses(&self) -> String {
        let blocks: Vec<_> = self.addresses.iter().map(ToString::to_string).collect();
        blocks.join(", ")
    }
}

/// What stands between commas.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_for(list: &str, model: &str) -> bool {
        KeyScope::for_models(list).unwrap().allows("image", model).is_ok()
    }

    #[test]
    fn a_key_is_for_what_it_names_and_for_everything_where_it_names_nothing() {
        assert!(is_for("", "lab/painter") && is_for(" , ", "atelier"));
        assert!(is_for("atelier, lab/*", "lab/painter") && is_for("atelier, lab/*", "atelier"));
        for (list, model) in [
            ("lab/painter", "lab/writer"),
            ("lab/*", "lab2/painter"),
            ("lab/*", "lab"),
            ("lab", "lab/painter"),
        ] {
            assert!(!is_for(list, model), "{list} {model}");
        }
    }

    #[test]
    fn a_key_makes_what_it_names_and_everything_where_it_names_nothing() {
        let making = |list| KeyScope::for_models("lab/*").unwrap().only_making(list).unwrap();
        assert_eq!(making("").allows("prompt", "lab/x"), Ok(()));
        assert_eq!(making("video, text").allows("text", "lab/x"), Ok(()));
        assert_eq!(making("video, text").allows("image", "lab/x"), Err(NotFor::Kind));
        assert_eq!(making("video").allows("video", "atelier"), Err(NotFor::Model));
        assert_eq!(making("video,text,video").kinds(), "text, video");
        assert_eq!(
            making("video,text").named_kinds().collect::<Vec<_>>(),
            ["text", "video"]
        );
        for wrong in ["films", "text;image", "Text"] {
            assert_eq!(KeyScope::default().only_making(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_key_opens_from_where_it_names_and_from_anywhere_where_it_names_nothing() {
        let from = |list: &str, address: &str| {
            let scope = KeyScope::default().only_from(list).unwrap();
            scope.is_good_from(address.parse().unwrap())
        };
        assert!(from("", "192.0.2.1") && from("10.0.0.0/8, 192.0.2.1", "192.0.2.1"));
        assert!(from("10.0.0.0/8", "::ffff:10.1.2.3") && from("2001:db8::/32", "2001:db8::1"));
        assert!(!from("10.0.0.0/8, 192.0.2.1", "192.0.2.2") && !from("0.0.0.0/0", "::1"));
        for wrong in ["10.0.0.0/33", "here", &"10.0.0.1,".repeat(33)] {
            assert_eq!(KeyScope::default().only_from(wrong), None, "{wrong}");
        }
        assert_eq!(
            KeyScope::default().only_from("::1,10.0.0.0/8").unwrap().addresses(),
            "::1, 10.0.0.0/8"
        );
    }

    #[test]
    fn what_is_no_list_of_models_is_refused() {
        assert_eq!(KeyScope::for_models("a b"), None);
        assert_eq!(KeyScope::for_models(&"a".repeat(201)), None);
        assert_eq!(KeyScope::for_models(&"a,".repeat(33)), None);
    }
}
