//! Words, and what makes two of them the same.

use super::language::Language;

/// A word may be longer, but only this much of it counts.
const LONGEST_KEY: usize = 40;
const ENGLISH_ENDINGS: &[&str] = &["ings", "ing", "edly", "ed", "es", "s"];
const GERMAN_ENDINGS: &[&str] = &["ern", "en", "er", "em", "es", "e", "n", "s"];

/// The words of a text, with hyphens and apostrophes inside them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{2011}')))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// What a word shares with its other forms: lower case, without the commonest endings.
pub(super) fn key(word: &str, language: Language) -> String {
    let lower: String = word.chars().take(LONGEST_KEY).flat_map(char::to_lowercase).collect();
    let lower = lower.trim_end_matches("'s").trim_end_matches("’s");
    let endings = language.choose(ENGLISH_ENDINGS, GERMAN_ENDINGS);
    let stem = endings
        .iter()
        .filter_map(|ending| lower.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= 4)
        .unwrap_or(lower);
    // "Copy" and "copies", "note" and "notes" must meet.
    match language {
        Language::English => stem.trim_end_matches(['e', 'i', 'y']).to_owned(),
        Language::German => stem.to_owned(),
    }
}

/// A text with its first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text on one line, with single spaces.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
