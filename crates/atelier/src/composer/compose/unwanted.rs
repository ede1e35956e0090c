//! What is not to be seen.

use crate::composer::{
    idea::{Fact, Idea},
    parts::{Part, Source},
    styles::{Medium, Style},
    words::{Said, phrases},
};

/// Adds what spoils such a picture to what the person and the styles do not want; nothing that is wanted.
pub(super) fn refuse(idea: &mut Idea, styles: &[&Style], adds_own: bool) {
    let mut wanted = Said::default();
    for part in Part::ALL.into_iter().filter(|part| *part != Part::Negative) {
        wanted.add(&idea.parts.words(part));
    }
    let mut said = Said::of(&idea.parts.words(Part::Negative));
    let own: Vec<&str> = if adds_own { own(idea).collect() } else { Vec::new() };
    let of_styles = styles.iter().flat_map(|style| phrases(style.negative));
    let all = of_styles
        .map(|phrase| (phrase, Source::Style))
        .chain(own.into_iter().map(|phrase| (phrase, Source::Composer)));
    for (phrase, source) in all.collect::<Vec<_>>() {
        if !said.covers(phrase) && !wanted.covers(phrase) {
            said.add(phrase);
            idea.parts.add(Part::Negative, phrase, source);
        }
    }
}

fn own(idea: &Idea) -> impl Iterator<Item = &'static str> {
    let has = |fact: Fact| idea.facts.contains(&fact);
    let by_medium: &[&str] = if has(Fact::Made(Medium::Photograph)) {
        &["illustration", "oversharpened"]
    } else if has(Fact::Made(Medium::Digital)) {
        &["low resolution"]
    } else if [Medium::Painting, Medium::Drawing, Medium::Print]
        .into_iter()
        .any(|medium| has(Fact::Made(medium)))
    {
        &["photograph", "3d render"]
    } else {
        &[]
    };
    let lettering: &[&str] = if has(Fact::Lettering) {
        &[]
    } else {
        &["text", "watermark"]
    };
    let sharp: &[&str] = if has(Fact::Depth) || has(Fact::Fog) || has(Fact::Abstract) {
        &[]
    } else {
        &["blurry"]
    };
    let people: &[&str] = if has(Fact::Person) { &["deformed hands"] } else { &[] };
    [lettering, sharp, by_medium, people].into_iter().flatten().copied()
}
