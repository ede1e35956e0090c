//! Phrases in the vocabulary.

use super::{
    ask::{Ask, Verb},
    english::ENGLISH,
    german::GERMAN,
    looks::LOOKS,
    token::{Kind, Token},
};
use crate::scene::{folded, medium_of};

/// The longest phrase, in words that count.
const LONGEST: usize = 4;
/// How many words, with articles, a phrase is looked for in.
const SPAN: usize = 7;
/// Endings that do not change what a word asks for, longest first.
const ENDINGS: &[&str] = &["ern", "ing", "es", "en", "er", "em", "ed", "s", "n", "e"];

/// How many tokens the longest known phrase at a place takes, and what it asks for.
pub(super) fn longest(tokens: &[Token<'_>]) -> Option<(usize, Ask)> {
    let mut phrase = String::new();
    let mut best = None;
    let mut words = 0;
    for (index, token) in tokens.iter().enumerate().take(SPAN) {
        if !is_wordlike(token) || words == LONGEST {
            break;
        }
        let word = folded(token.text);
        if index > 0 && entry(&word) == Some(Ask::Article) {
            continue;
        }
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(&word);
        words += 1;
        if let Some(ask) = ask(&phrase) {
            best = Some((index + 1, ask));
        }
    }
    best
}

/// A number can be part of a phrase: "8 bit".
fn is_wordlike(token: &Token<'_>) -> bool {
    token.kind == Kind::Word || token.text == "8" || token.text == "16"
}

fn ask(phrase: &str) -> Option<Ask> {
    entry(phrase).or_else(|| {
        ENDINGS.iter().find_map(|ending| {
            let stem = phrase.strip_suffix(ending).filter(|stem| stem.len() >= 4)?;
            entry(stem).or_else(|| entry(&format!("{stem}e")))
        })
    })
}

fn entry(phrase: &str) -> Option<Ask> {
    let known = ENGLISH
        .iter()
        .chain(LOOKS)
        .chain(GERMAN)
        .find(|(words, _)| words.contains(&phrase));
    known
        .map(|(_, ask)| *ask)
        .or_else(|| medium_of(phrase).map(|medium| Ask::Verb(Verb::Render(medium))))
}
