//! Styles, sorted into the parts of a prompt.

use crate::composer::{
    idea::{Fact, Idea, facts_of},
    parts::{Part, Source},
    styles::{Category, Style},
    words::{Said, phrases},
};

/// Lays styles over an idea; what is said already is not said again.
pub(super) fn lay(idea: &mut Idea, styles: &[&Style]) {
    let mut said = Said::default();
    for part in Part::ALL {
        said.add(&idea.parts.words(part));
    }
    for style in styles {
        let (lead, rest) = style.halves();
        let lead = lead.trim_end().trim_end_matches(" of");
        for phrase in phrases(lead).chain(phrases(rest)) {
            if !said.covers(phrase) {
                said.add(phrase);
                idea.parts.add(part(style.category), phrase, Source::Style);
            }
            idea.facts.extend(facts_of(phrase));
        }
        idea.facts.extend(style.medium.map(Fact::Made));
        idea.facts.extend(fact(style.category));
    }
}

const fn part(category: Category) -> Part {
    match category {
        Category::Light => Part::Light,
        Category::Mood => Part::Mood,
        Category::Colour => Part::Palette,
        Category::Composition => Part::Composition,
        Category::Photograph
        | Category::Painting
        | Category::Drawing
        | Category::Print
        | Category::Craft
        | Category::Digital
        | Category::Era => Part::Style,
    }
}

/// What a style of this kind decides in any case, even where none of its words is known.
const fn fact(category: Category) -> Option<Fact> {
    match category {
        Category::Light => Some(Fact::Lit),
        Category::Era => Some(Fact::Era),
        Category::Colour => Some(Fact::Coloured),
        _ => None,
    }
}
