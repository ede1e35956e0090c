//! Choosing what to add.

use std::collections::BTreeSet;

use super::{additions::Addition, order::Strength};
use crate::{
    composer::{
        idea::{Fact, Group, Idea},
        parts::{Part, Source},
        words::Said,
    },
    noise::Choices,
};

/// What is added at which strength, in the order in which it is decided.
const STEPS: &[(u8, Part)] = &[
    (1, Part::Motion),
    (8, Part::Light),
    (16, Part::Composition),
    (28, Part::Style),
    (40, Part::Mood),
    (48, Part::Palette),
    (56, Part::Camera),
    (64, Part::Setting),
    (72, Part::Style),
    (80, Part::Composition),
    (88, Part::Light),
    (94, Part::Camera),
];
/// The layer of chance from which the first step draws.
const LAYER: u64 = 0x636f_6d70;
/// Words that may be said twice.
const COMMON: &[&str] = &[
    "light",
    "colour",
    "subject",
    "view",
    "soft",
    "warm",
    "cool",
    "small",
    "deep",
    "low",
    "photograph",
    "surface",
    "shape",
    "lens",
    "film",
    "one",
    "every",
    "edge",
    "shadow",
    "drawing",
    "painting",
    "space",
    "mm",
];

/// Adds to an idea what it leaves open, as much as the strength says, if possible nothing that is spent; and says what.
pub(super) fn complete(
    idea: &mut Idea,
    strength: Strength,
    seed: u64,
    spent: &BTreeSet<&'static str>,
) -> Vec<&'static str> {
    let mut said = said(idea);
    let unwanted = unwanted(idea);
    let mut added = Vec::new();
    for (layer, (least, part)) in STEPS.iter().enumerate() {
        if strength.as_percent() < *least {
            continue;
        }
        let fitting: Vec<&Addition> = Addition::all()
            .filter(|addition| addition.part == *part && fits(addition, &idea.facts))
            .filter(|addition| !said.shares(addition.words, COMMON) && !unwanted.shares(addition.words, &[]))
            .collect();
        let fresh: Vec<&Addition> = fitting
            .iter()
            .copied()
            .filter(|addition| !spent.contains(addition.words))
            .collect();
        let from = if fresh.is_empty() { &fitting } else { &fresh };
        let Some(addition) = Choices::new(seed, LAYER + layer as u64).pick(&likely(from, &idea.facts)) else {
            continue;
        };
        idea.parts.add(*part, addition.words, Source::Composer);
        idea.facts.extend(addition.says);
        said.add(addition.words);
        added.push(addition.words);
    }
    added
}

/// What fits because of what was said comes twice, so that it comes up more often than what fits anywhere.
fn likely<'a>(fitting: &[&'a Addition], facts: &BTreeSet<Fact>) -> Vec<&'a Addition> {
    let meant = fitting
        .iter()
        .filter(|addition| addition.with.iter().any(|fact| facts.contains(fact)));
    fitting.iter().chain(meant).copied().collect()
}

fn fits(addition: &Addition, facts: &BTreeSet<Fact>) -> bool {
    let is_said = |group: Group| facts.iter().any(|fact| fact.group() == group);
    let is_open = addition.says.iter().all(|fact| !is_said(fact.group()));
    let has_all = addition.needs.iter().all(|fact| facts.contains(fact));
    let asks = addition.with.is_empty() || addition.with.iter().any(|fact| facts.contains(fact));
    let forbids = addition.without.iter().any(|fact| facts.contains(fact));
    let blocked = addition.unless.iter().any(|group| is_said(*group));
    is_open && has_all && asks && !forbids && !blocked
}

fn said(idea: &Idea) -> Said {
    let mut said = Said::default();
    for part in Part::ALL {
        said.add(&idea.parts.words(part));
    }
    said
}

fn unwanted(idea: &Idea) -> Said {
    let mut unwanted = Said::default();
    for words in &idea.unwanted {
        unwanted.add(words);
    }
    unwanted
}
