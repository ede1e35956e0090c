//! What the first words ask for, and the text that they ask it for.

use super::{
    WriteError,
    number::Amount,
    task_names::{BEYOND, JOINTS, NAMES},
};
use crate::scene::folded;

/// Words that may name a task before its colon or line end.
const LONGEST_HEAD: usize = 16;
/// A task without a colon is named this early.
const EARLY: usize = 8;
/// A text of this many words that names no task wants a summary.
const LONG_TEXT: usize = 70;

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Summary,
    Title,
    Keywords,
    Outline,
    Bullets,
    Readability,
    AltText,
    Caption,
    Post,
    Product,
}

/// A task, how much of it, and its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Task<'a> {
    pub kind: Kind,
    pub amount: Amount,
    pub body: &'a str,
}

/// Reads the task that a person's words begin with.
pub(super) fn read(words: &str) -> Result<Task<'_>, WriteError> {
    if let Some((head, body)) = headed(words) {
        let spoken = Spoken::new(head);
        // "Keywords: …" names a task; "The keywords of our time are: …" is a text.
        if spoken.words.len() <= LONGEST_HEAD {
            if let Some((kind, place)) = spoken.kind() {
                let body = if body.is_empty() { spoken.rest(place) } else { body };
                return task(kind, &spoken, body);
            }
            if spoken.is_beyond() {
                return Err(WriteError::BeyondIt);
            }
        }
    }
    let first = super::sentences::sentences(words).first().copied().unwrap_or(words);
    let spoken = Spoken::new(first);
    let many = words.split_whitespace().take(LONG_TEXT).count() >= LONG_TEXT;
    if let Some((kind, place)) = spoken
        .kind()
        .filter(|(_, place)| place.0 < EARLY && (!many || place.0 < 4))
    {
        let after = words.get(first.len()..).unwrap_or_default().trim();
        let own = spoken.rest(place);
        let about_all = matches!(kind, Kind::Post | Kind::Product) || after.is_empty();
        let body = if about_all && !own.is_empty() {
            words.find(own).and_then(|at| words.get(at..)).unwrap_or(own)
        } else {
            after
        };
        return task(kind, &spoken, body);
    }
    if !many || spoken.is_beyond() && spoken.asks() {
        return Err(WriteError::BeyondIt);
    }
    Ok(Task {
        kind: Kind::Summary,
        amount: Amount::Usual,
        body: words,
    })
}

fn task<'a>(kind: Kind, spoken: &Spoken<'_>, body: &'a str) -> Result<Task<'a>, WriteError> {
    if body.is_empty() {
        return Err(WriteError::NoText);
    }
    let folded: Vec<String> = spoken.words.iter().map(|(_, word)| word.clone()).collect();
    Ok(Task {
        kind,
        amount: Amount::among(&folded, spoken.text.contains('%')),
        body,
    })
}

/// What stands before the first colon or line end, and what follows it.
fn headed(words: &str) -> Option<(&str, &str)> {
    let line = words.find('\n').unwrap_or(words.len());
    let colon = words
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| words[at + 1..].chars().next().is_none_or(char::is_whitespace))
        .unwrap_or(words.len());
    let end = line.min(colon);
    (end < words.len()).then(|| {
        (
            words[..end].trim(),
            words[end + 1..].trim_start_matches([':', '\n', ' ']).trim(),
        )
    })
}

/// The words of a head, folded, with where each ends.
struct Spoken<'a> {
    text: &'a str,
    words: Vec<(usize, String)>,
}

impl<'a> Spoken<'a> {
    fn new(text: &'a str) -> Self {
        let mut words = Vec::new();
        let mut start = None;
        for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
            if letter.is_alphanumeric() {
                start.get_or_insert(at);
            } else if let Some(from) = start.take() {
                words.push((at, folded(&text[from..at])));
            }
            if words.len() > LONGEST_HEAD {
                break;
            }
        }
        Self { text, words }
    }

    /// The task that is named, and its first and last word.
    fn kind(&self) -> Option<(Kind, (usize, usize))> {
        NAMES.iter().find_map(|(kind, names)| {
            let place = names
                .iter()
                .filter_map(|name| self.place(name))
                .max_by_key(|place| place.1)?;
            Some((*kind, place))
        })
    }

    fn place(&self, name: &str) -> Option<(usize, usize)> {
        let wanted: Vec<&str> = name.split(' ').collect();
        let places = self.words.windows(wanted.len());
        let found = places.enumerate().find(|(_, words)| {
            let words = words.iter().map(|(_, word)| word.as_str());
            words.eq(wanted.iter().copied())
        });
        found.map(|(at, _)| (at, at + wanted.len() - 1))
    }

    fn is_beyond(&self) -> bool {
        BEYOND
            .iter()
            .any(|name| self.place(name).is_some_and(|place| place.0 < 4))
    }

    /// Whether it is put as a question or an order.
    fn asks(&self) -> bool {
        const ORDERS: &[&str] = &[
            "write",
            "translate",
            "explain",
            "rewrite",
            "schreibe",
            "schreib",
            "uebersetze",
            "erklaere",
            "please",
            "bitte",
            "correct",
            "korrigiere",
            "paraphrase",
            "formuliere",
            "answer",
            "beantworte",
        ];
        self.text.ends_with('?')
            || self
                .words
                .first()
                .is_some_and(|(_, word)| ORDERS.contains(&word.as_str()))
    }

    /// What follows the name of the task.
    fn rest(&self, (_, last): (usize, usize)) -> &'a str {
        let mut end = self.words.get(last).map_or(0, |(end, _)| *end);
        for (next, word) in self.words.iter().skip(last + 1) {
            if !JOINTS.contains(&word.as_str()) {
                break;
            }
            end = *next;
        }
        self.text[end..].trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '„'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_are_read_in_both_languages() {
        for (words, kind, amount, body) in [
            (
                "summarise in 3 sentences: A b. C d.",
                Kind::Summary,
                Amount::Pieces(3),
                "A b. C d.",
            ),
            (
                "Fasse in zwei Sätzen zusammen: Es war so.",
                Kind::Summary,
                Amount::Pieces(2),
                "Es war so.",
            ),
            (
                "Kürze auf 20 %:\nEs war so.",
                Kind::Summary,
                Amount::Share(0.2),
                "Es war so.",
            ),
            ("title\n\nThe text.", Kind::Title, Amount::Usual, "The text."),
            ("Überschrift: Der Text.", Kind::Title, Amount::Usual, "Der Text."),
            ("5 keywords: The text.", Kind::Keywords, Amount::Pieces(5), "The text."),
            ("Stichworte: Text.", Kind::Keywords, Amount::Usual, "Text."),
            ("Gliederung: Text.", Kind::Outline, Amount::Usual, "Text."),
            ("vier Stichpunkte: Text.", Kind::Bullets, Amount::Pieces(4), "Text."),
            ("Wie lesbar ist das: Text.", Kind::Readability, Amount::Usual, "Text."),
            (
                "Alt text for a lighthouse at dusk",
                Kind::AltText,
                Amount::Usual,
                "a lighthouse at dusk",
            ),
            ("post about our new bakery", Kind::Post, Amount::Usual, "our new bakery"),
        ] {
            assert_eq!(read(words), Ok(Task { kind, amount, body }), "{words}");
        }
    }

    #[test]
    fn what_needs_knowledge_is_refused() {
        for words in [
            "write a poem about the sea",
            "What is the capital of France?",
            "Erkläre mir Quanten",
            "hello",
            "translate to German: The cat sat.",
        ] {
            assert_eq!(read(words), Err(WriteError::BeyondIt), "{words}");
        }
    }
}
