//! Words and phrases of prompts, compared the way a reader would: case, plural and spelling do not matter.

use std::collections::BTreeSet;

/// Words that say nothing by themselves.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "by", "with", "and", "or", "to", "from", "into", "over", "under", "for",
    "its", "his", "her", "their", "is", "are", "as", "no", "not", "some", "very", "one", "it", "ein", "eine", "einer",
    "eines", "einem", "einen", "der", "die", "das", "den", "dem", "des", "im", "am", "auf", "bei", "mit", "und", "zum",
    "zur", "von", "vom", "ins",
];

/// Every significant word that was said so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    words: BTreeSet<String>,
}

impl Said {
    pub fn of(text: &str) -> Self {
        let mut said = Self::default();
        said.add(text);
        said
    }

    pub fn add(&mut self, text: &str) {
        self.words.extend(significant(text));
    }

    /// Whether there is nothing in the phrase that was not said.
    pub fn covers(&self, phrase: &str) -> bool {
        significant(phrase).all(|word| self.words.contains(&word))
    }

    /// Whether the phrase says a word again, other than such as these.
    pub fn shares(&self, phrase: &str, except: &[&str]) -> bool {
        significant(phrase).any(|word| !except.contains(&word.as_str()) && self.words.contains(&word))
    }
}

/// What stands between commas, without blanks around it.
pub(super) fn phrases(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|phrase| !phrase.is_empty())
}

/// A text's words in lower case, as they stand; what is joined by a hyphen is taken apart.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’')
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// A word in the form in which it is compared.
pub(super) fn folded(word: &str) -> String {
    let word = word.to_lowercase().replace("color", "colour").replace("gray", "grey");
    let singular = word
        .strip_suffix('s')
        .filter(|stem| stem.len() >= 3 && !stem.ends_with(['s', 'u', 'i']));
    singular.map_or_else(|| word.clone(), str::to_owned)
}

pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

fn significant(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).filter(|word| !is_small(word)).map(|word| folded(&word))
}
