//! How people begin: "please draw me an oil painting of …".

use super::{
    fact::{Fact, Group},
    read::reading,
};
use crate::composer::{
    parts::Part,
    words::{is_small, words},
};

const POLITE: &[&str] = &["please", "bitte"];
const REQUESTS: &[&str] = &[
    "draw", "paint", "make", "create", "generate", "show", "give", "want", "need", "imagine", "zeichne", "male",
    "erstelle", "erzeuge", "zeige", "zeig", "mach",
];
/// What must follow a request, so that "paint splashes" stays what it is.
const OBJECTS: &[&str] = &[
    "me", "us", "a", "an", "the", "some", "mir", "uns", "ein", "eine", "einen",
];
const PRONOUNS: &[&str] = &["me", "us", "mir", "uns"];
/// What is asked for whatever it is made of.
const PICTURES: &[&str] = &["picture", "image", "scene", "bild", "visual", "artwork"];
/// Within so many words the "of" of a beginning is looked for.
const LONGEST_HEAD: usize = 7;

/// A clause without its polite beginning, and what its head says ("close-up photo" of "close-up photo of a fox").
pub(super) fn without_head(clause: &str, german: bool) -> (&str, Option<(Part, &str)>) {
    let clause = without_request(clause);
    let Some((head, rest)) = head(clause) else {
        return (clause, None);
    };
    let bare = without_article(head);
    if words(bare).all(|word| PICTURES.contains(&word.as_str()) || is_small(&word)) {
        return (rest, None);
    }
    let reading = reading(bare, german);
    if !reading.is_pure {
        return (clause, None);
    }
    let about = |group: Group| reading.facts.iter().any(|fact| fact.group() == group);
    if about(Group::Medium) {
        return (rest, Some((Part::Style, bare)));
    }
    let framed = about(Group::Framing) || about(Group::Angle);
    let only = reading
        .facts
        .iter()
        .all(|fact| *fact == Fact::Person || fact.group() != Group::Subject);
    if framed && only {
        return (rest, Some((Part::Composition, bare)));
    }
    (clause, None)
}

fn without_request(clause: &str) -> &str {
    let mut rest = clause.trim();
    let (first, after) = first_word(rest);
    if POLITE.contains(&first.as_str()) {
        rest = after;
    }
    let (first, after) = first_word(rest);
    if first == "i" {
        rest = after;
    }
    let (first, after) = first_word(rest);
    let (next, later) = first_word(after);
    if !REQUESTS.contains(&first.as_str()) || !OBJECTS.contains(&next.as_str()) {
        return if first_word(clause).0 == "i" {
            clause.trim()
        } else {
            rest
        };
    }
    if PRONOUNS.contains(&next.as_str()) {
        later
    } else {
        after
    }
}

/// What stands before and after the first "of".
fn head(clause: &str) -> Option<(&str, &str)> {
    let (at, length) = [" of ", " von ", " eines ", " einer "]
        .iter()
        .filter_map(|of| clause.find(of).map(|at| (at, of)))
        .min()
        .map(|(at, of)| {
            (
                at,
                if of.trim().len() == 2 || *of == " von " {
                    of.len()
                } else {
                    1
                },
            )
        })?;
    let (head, rest) = (clause.get(..at)?, clause.get(at + length..)?.trim());
    (words(head).count() <= LONGEST_HEAD && !rest.is_empty()).then_some((head, rest))
}

pub(super) fn without_article(text: &str) -> &str {
    let (first, rest) = first_word(text);
    let is_article = ["a", "an", "the", "ein", "eine", "einen", "das", "die", "der"].contains(&first.as_str());
    if is_article && !rest.is_empty() { rest } else { text }
}

fn first_word(text: &str) -> (String, &str) {
    let text = text.trim_start();
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (first.to_lowercase(), rest.trim_start())
}
