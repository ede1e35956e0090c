//! Short phrases with commas and weights.

use super::sentences::seen;
use crate::composer::parts::{Part, Parts, Phrase, Source};

/// How much the subject counts, where 1 is everything else.
const SUBJECT: &str = "1.2";
/// How much a medium counts that somebody asked for.
const MEDIUM: &str = "1.1";

pub(super) fn write(parts: &Parts) -> String {
    let mut tags: Vec<String> = Vec::new();
    let seen = seen(parts);
    let clauses: Vec<&str> = seen.split(", ").collect();
    for (index, clause) in clauses.iter().enumerate() {
        let bare = bare(clause);
        tags.push(if index == 0 {
            weighted(bare, SUBJECT)
        } else {
            bare.to_owned()
        });
    }
    for (index, phrase) in parts.get(Part::Style).iter().enumerate() {
        let asked = index == 0 && phrase.source != Source::Composer;
        let bare = bare(&phrase.words);
        tags.push(if asked { weighted(bare, MEDIUM) } else { bare.to_owned() });
    }
    for part in [Part::Light, Part::Composition, Part::Camera, Part::Palette] {
        tags.extend(parts.get(part).iter().map(|phrase| bare(&phrase.words).to_owned()));
    }
    tags.extend(parts.get(Part::Mood).iter().map(mood));
    tags.retain(|tag| !tag.is_empty());
    tags.join(", ")
}

/// With a weight, unless the words have brackets of their own.
fn weighted(words: &str, weight: &str) -> String {
    if words.is_empty() || words.contains(['(', ')', '[', ']', '<', '>', ':']) {
        return words.to_owned();
    }
    format!("({words}:{weight})")
}

fn mood(phrase: &Phrase) -> String {
    match phrase.source {
        Source::Composer => format!("{} mood", phrase.words),
        Source::Person | Source::Style => phrase.words.clone(),
    }
}

/// Without an article before it.
fn bare(words: &str) -> &str {
    ["a ", "an ", "the ", "A ", "An ", "The "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words)
}
