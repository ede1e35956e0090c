//! Whom an order is for, under where it goes (P-TPA-01).

use maud::{Markup, html};
use web_kit::Page;

use super::kinds::Group;
use crate::models::{Model, Routed, destination, destination_of_route};

/// A model or a route to choose.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice<'a> {
    id: &'a str,
    name: &'a str,
    /// The only sizes that it makes; empty when it makes any.
    pub(super) sizes: Vec<&'a str>,
    /// The only lengths in seconds that it makes; empty where it makes no films.
    pub(super) seconds: Vec<u32>,
    objection: Option<&'static str>,
    /// Whether an order leaves this installation.
    leaves: bool,
    /// Where it goes, in words.
    destination: String,
}

impl<'a> Choice<'a> {
    /// A model.
    pub(super) fn of(page: &Page, model: &'a Model) -> Self {
        Self {
            id: &model.id,
            name: &model.name,
            sizes: model.sizes.iter().map(String::as_str).collect(),
            seconds: model.seconds.clone(),
            objection: model.objection,
            leaves: model.goes_to.is_some(),
            destination: destination(page, model),
        }
    }

    /// A route: it makes what any of its models makes, and an order may go wherever one of them sends it.
    pub(super) fn of_route(page: &Page, route: &'a Routed) -> Self {
        let any = route.models.iter().any(|model| model.sizes.is_empty());
        let sizes = route.models.iter().flat_map(|model| &model.sizes).filter(|_| !any);
        let mut sizes: Vec<_> = sizes.map(String::as_str).collect();
        sizes.sort_unstable();
        sizes.dedup();
        Self {
            id: &route.name,
            name: &route.name,
            sizes,
            seconds: route.models.iter().flat_map(|model| model.seconds.clone()).collect(),
            objection: None,
            leaves: route.models.iter().any(|model| model.goes_to.is_some()),
            destination: destination_of_route(page, route),
        }
    }
}

impl Choice<'_> {
    /// As a script reads them.
    fn lengths(&self) -> String {
        let lengths: Vec<_> = self.seconds.iter().map(u32::to_string).collect();
        lengths.join(" ")
    }
}

/// The choices under where they send an order, and beside them that of the chosen one. Without a script, every destination
/// stands there with the names of what leads to it.
pub(super) fn model_choice(page: &Page, group: &Group<'_>, chosen: &str) -> Markup {
    let choices = &group.choices;
    let name = group.field("model");
    let chosen = choices.iter().find(|choice| choice.id == chosen).or(choices.first());
    let destinations = destinations(choices);
    let is_chosen = |known: &[&Choice<'_>]| known.iter().any(|choice| Some(*choice) == chosen);
    html! {
        label.unseen for=(name) { (page.say("model")) }
        select id=(name) name=(name) data-choice="models" {
            @for (place, (words, known)) in destinations.iter().enumerate() {
                optgroup label=(words) {
                    @for choice in known {
                        option value=(choice.id) data-destination=(place) data-sizes=(choice.sizes.join(" ")) data-seconds=(choice.lengths()) disabled[choice.objection.is_some()] selected[Some(*choice) == chosen] { (choice.name) }
                    }
                }
            }
        }
        ul.destinations aria-live="polite" {
            @for (place, (words, known)) in destinations.iter().enumerate() {
                li data-destination=(place) data-chosen[is_chosen(known)] {
                    span.names { (names(known)) }
                    span.chip { (words) }
                    @if let Some(objection) = known.iter().find_map(|choice| choice.objection) {
                        a.small href="/models" { (page.say(objection)) }
                    } @else if known.iter().any(|choice| choice.leaves) {
                        button.quiet formaction="/generations/preview" formmethod="post" { (page.say("outbound-show")) }
                    }
                }
            }
        }
    }
}

/// Each place that orders can go, with what sends them there, in the order of the choices.
fn destinations<'a>(choices: &'a [Choice<'a>]) -> Vec<(&'a str, Vec<&'a Choice<'a>>)> {
    let mut found: Vec<(&str, Vec<&Choice<'_>>)> = Vec::new();
    for choice in choices {
        match found.iter_mut().find(|(known, _)| *known == choice.destination) {
            Some((_, group)) => group.push(choice),
            None => found.push((&choice.destination, vec![choice])),
        }
    }
    found
}

fn names(choices: &[&Choice<'_>]) -> String {
    let names: Vec<&str> = choices.iter().map(|choice| choice.name).collect();
    names.join(", ")
}
