//! The prompt bar, the same for people and strangers.

use maud::{Markup, html};
use web_kit::{
    Page, Problem,
    components::{alert, facts},
};

use super::Said;
use crate::{
    generations::{RawDraft, preview::Departure},
    models::{Model, destination},
};

/// The prompt bar. `action` is where its form goes.
#[must_use]
pub fn bar(page: &Page, models: &[Model], raw: &RawDraft<'_>, said: &Said<'_>, action: &str) -> Markup {
    let models: Vec<&Model> = models.iter().filter(|model| model.kind == "image").collect();
    let signed_in = action == "/generations";
    html! {
        form.bar method="post" action=(action) aria-label=(page.say("prompt")) data-enhance[signed_in] {
            label.unseen for="prompt" { (page.say("prompt")) }
            textarea id="prompt" name="prompt" rows="2" maxlength="8000" placeholder=(page.say("prompt-hint")) required { (raw.prompt) }
            (message(page, said.problem))
            @if signed_in { (outbound(page, said.departure)) }
            div.choices {
                div.row {
                    @if signed_in { (model_choice(page, &models, raw.model)) } @else { span.chip { (page.say("stays-here")) } }
                    (size_choice(page, &models, raw.size))
                    @if signed_in { (options(page, raw)) }
                }
                button.primary data-busy=(page.say("make-busy")) { (page.say("make")) kbd { (page.say("make-keys")) } }
            }
        }
    }
}

/// The models under where they send an order, and beside them that of the chosen one (P-TPA-01). Without a script, every
/// destination stands there with its models' names.
fn model_choice(page: &Page, models: &[&Model], chosen: &str) -> Markup {
    let chosen = models.iter().copied().find(|model| model.id == chosen);
    let chosen = chosen.or(models.first().copied());
    let destinations = destinations(page, models);
    let is_chosen = |known: &[&Model]| known.iter().any(|model| Some(*model) == chosen);
    html! {
        label.unseen for="model" { (page.say("model")) }
        select id="model" name="model" {
            @for (place, (words, known)) in destinations.iter().enumerate() {
                optgroup label=(words) {
                    @for model in known {
                        option value=(model.id) data-destination=(place) data-sizes=(model.sizes.join(" ")) disabled[model.objection.is_some()] selected[Some(*model) == chosen] { (model.name) }
                    }
                }
            }
        }
        ul.destinations aria-live="polite" {
            @for (place, (words, known)) in destinations.iter().enumerate() {
                li data-destination=(place) data-chosen[is_chosen(known)] {
                    span.names { (names(known)) }
                    span.chip { (words) }
                    @if let Some(objection) = known.iter().find_map(|model| model.objection) {
                        a.small href="/models" { (page.say(objection)) }
                    } @else if known.iter().any(|model| model.goes_to.is_some()) {
                        button.quiet formaction="/generations/preview" formmethod="post" { (page.say("outbound-show")) }
                    }
                }
            }
        }
    }
}

/// Each place that orders can go, with the models that send them there, in the order of the models.
fn destinations<'a>(page: &Page, models: &[&'a Model]) -> Vec<(String, Vec<&'a Model>)> {
    let mut found: Vec<(String, Vec<&Model>)> = Vec::new();
    for &model in models {
        let words = destination(page, model);
        match found.iter_mut().find(|(known, _)| *known == words) {
            Some((_, group)) => group.push(model),
            None => found.push((words, vec![model])),
        }
    }
    found
}

fn names(models: &[&Model]) -> String {
    let names: Vec<&str> = models.iter().map(|model| model.name.as_str()).collect();
    names.join(", ")
}

const SIZES: [(&str, &str); 5] = [
    ("1024x1024", "size-square"),
    ("1536x1024", "size-landscape"),
    ("1024x1536", "size-portrait"),
    ("1920x1080", "size-wide"),
    ("2048x2048", "size-large"),
];

/// The sizes that most models make, and those that only some do.
fn size_choice(page: &Page, models: &[&Model], chosen: &str) -> Markup {
    let usual = SIZES.map(|(size, _)| size);
    let mut others: Vec<&str> = models
        .iter()
        .flat_map(|model| &model.sizes)
        .map(String::as_str)
        .collect();
    others.retain(|size| !usual.contains(size));
    others.sort_unstable();
    others.dedup();
    html! {
        label.unseen for="size" { (page.say("size")) }
        select id="size" name="size" {
            @for (size, name) in SIZES {
                option value=(size) selected[size == chosen] { (page.say(name)) }
            }
            @for size in others {
                option value=(size) selected[size == chosen] { (size.replace('x', " × ")) }
            }
        }
    }
}

fn options(page: &Page, raw: &RawDraft<'_>) -> Markup {
    html! {
        details {
            summary.button { (page.say("options")) }
            div.options {
                label { (page.say("count")) input type="number" name="count" min="1" max="4" value=(raw.count) placeholder="1"; }
                label { (page.say("seed")) input type="number" name="seed" min="0" value=(raw.seed) placeholder=(page.say("seed-hint")); }
                label {
                    (page.say("format"))
                    select name="format" { @for name in ["png", "jpeg", "webp"] { option value=(name) { (name.to_uppercase()) } } }
                }
            }
        }
    }
}

pub(super) fn message(page: &Page, problem: Option<&Problem>) -> Markup {
    html! { div id="bar-message" { @if let Some(problem) = problem { (alert(&problem.message(page))) } } }
}

/// Every field that would leave, word for word, and where it would go.
pub(super) fn outbound(page: &Page, departure: Option<&Departure>) -> Markup {
    html! {
        div id="outbound" {
            @if let Some(departure) = departure {
                section.outbound role="status" {
                    @if let Some(address) = &departure.to {
                        p { (page.say("outbound-about")) " " code { (address) } }
                        (facts(&departure.fields.iter().map(|(name, value)| ((*name).to_owned(), html! { (value) })).collect::<Vec<_>>()))
                        p.soft { (page.say("outbound-no-more")) }
                    } @else {
                        p { (page.say("outbound-nothing")) }
                    }
                }
            }
        }
    }
}
