//! Every word that people read comes from here (Fluent, projectfluent.org).

use std::{borrow::Cow, collections::BTreeSet, fmt, sync::Arc};

use basics::Time;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::langid;

use crate::{Language, pseudo::pseudo};

/// A value inside a message.
pub type Value<'a> = FluentValue<'a>;

/// The words of every language. Cheap to clone.
#[derive(Clone)]
pub struct Catalogue(Arc<Bundles>);

struct Bundles {
    english: FluentBundle<FluentResource>,
    german: FluentBundle<FluentResource>,
    keys: [BTreeSet<String>; 2],
}

/// The words of one language, for one page. Cheap to clone.
#[derive(Clone)]
pub struct Words {
    catalogue: Catalogue,
    language: Language,
}

/// A catalogue is not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueProblem {
    /// A message that one language has and another has not.
    Missing {
        /// Which language lacks it.
        language: &'static str,
        /// The message.
        key: String,
    },
    /// A text that cannot be read, or a message twice.
    Unreadable(String),
}

impl Catalogue {
    /// From each slice's texts.
    ///
    /// # Errors
    /// What is wrong with the texts, for tests and for start-up.
    pub fn new(texts: &[(Language, &str)]) -> Result<Self, Vec<CatalogueProblem>> {
        let (mut english, mut german) = (bundle(langid!("en")), bundle(langid!("de")));
        let mut problems = Vec::new();
        let mut keys = [BTreeSet::new(), BTreeSet::new()];
        for (language, text) in texts {
            let (bundle, keys) = match language {
                Language::German => (&mut german, &mut keys[1]),
                Language::English | Language::Pseudo => (&mut english, &mut keys[0]),
            };
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
                problems.push(CatalogueProblem::Unreadable(format!("{errors:?}")));
                resource
            });
            keys.extend(resource.entries().filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
            if let Err(errors) = bundle.add_resource(resource) {
                problems.push(CatalogueProblem::Unreadable(format!("{errors:?}")));
            }
        }
        let missing = |language, has: &BTreeSet<String>, lacks: &BTreeSet<String>| {
            has.difference(lacks)
                .map(|key| CatalogueProblem::Missing {
                    language,
                    key: key.clone(),
                })
                .collect::<Vec<_>>()
        };
        problems.extend(missing("de", &keys[0], &keys[1]));
        problems.extend(missing("en", &keys[1], &keys[0]));
        if problems.is_empty() {
            Ok(Self(Arc::new(Bundles { english, german, keys })))
        } else {
            Err(problems)
        }
    }

    /// The words of one language.
    #[must_use]
    pub fn words(&self, language: Language) -> Words {
        Words {
            catalogue: self.clone(),
            language,
        }
    }

    /// Every message's key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys[0].iter().map(String::as_str)
    }
}

impl Words {
    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A message.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with values. One that is missing shows as its key, which tests look for.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let bundle = match self.language {
            Language::German => &self.catalogue.0.german,
            Language::English | Language::Pseudo => &self.catalogue.0.english,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(Cow::Owned((*name).to_owned()), value.clone());
        }
        let text = bundle
            .format_pattern(pattern, Some(&arguments), &mut Vec::new())
            .into_owned();
        if self.language == Language::Pseudo {
            pseudo(&text)
        } else {
            text
        }
    }

    /// Whether there is such a message.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.catalogue.0.english.has_message(key)
    }

    /// A day.
    #[must_use]
    pub fn day(&self, time: Time) -> String {
        let (year, month, day) = time.date();
        match self.language {
            Language::German => format!("{day}. {month}. {year}"),
            Language::English | Language::Pseudo => format!("{year}-{month:02}-{day:02}"),
        }
    }

    /// A length in bytes, in the unit that people read.
    #[must_use]
    pub fn bytes(&self, bytes: u64) -> String {
        let (whole, tenth, unit) = match bytes {
            0..1_000 => return format!("{bytes} B"),
            1_000..1_000_000 => (bytes / 1_000, bytes / 100 % 10, "kB"),
            _ => (bytes / 1_000_000, bytes / 100_000 % 10, "MB"),
        };
        let point = if self.language == Language::German { ',' } else { '.' };
        format!("{whole}{point}{tenth} {unit}")
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.language.tag())
    }
}

fn bundle(language: unic_langid::LanguageIdentifier) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The invisible marks around values would end up in titles and attributes.
    bundle.set_use_isolating(false);
    bundle
}
