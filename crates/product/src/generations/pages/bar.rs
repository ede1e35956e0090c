//! The prompt bar, the same for people and strangers.

use maud::{Markup, html};
use web_kit::{
    Page, Problem,
    components::{alert, facts},
};

use super::{
    Said,
    model_choice::{Choice, model_choice},
};
use crate::{
    generations::{RawDraft, preview::Departure},
    models::{Model, Routed},
};

/// Whom an order can be for.
#[derive(Debug, Clone, Copy)]
pub struct Choices<'a> {
    /// The models.
    pub models: &'a [Model],
    /// Routes over several of them.
    pub routes: &'a [Routed],
}

/// The prompt bar. `action` is where its form goes.
#[must_use]
pub fn bar(page: &Page, choices: &Choices<'_>, raw: &RawDraft<'_>, said: &Said<'_>, action: &str) -> Markup {
    let models = choices.models.iter().filter(|model| model.kind == "image");
    let routes = choices.routes.iter().filter(|route| route.kind == "image");
    let choices: Vec<_> = models
        .map(|model| Choice::of(page, model))
        .chain(routes.map(|route| Choice::of_route(page, route)))
        .collect();
    let signed_in = action == "/generations";
    html! {
        form.bar method="post" action=(action) aria-label=(page.say("prompt")) data-enhance[signed_in] {
            label.unseen for="prompt" { (page.say("prompt")) }
            textarea id="prompt" name="prompt" rows="2" maxlength="8000" placeholder=(page.say("prompt-hint")) required { (raw.prompt) }
            (message(page, said.problem))
            @if signed_in { (outbound(page, said.departure)) }
            div.choices {
                div.row {
                    @if signed_in { (model_choice(page, &choices, raw.model)) } @else { span.chip { (page.say("stays-here")) } }
                    (size_choice(page, &choices, raw.size))
                    @if signed_in { (options(page, raw)) }
                }
                button.primary data-busy=(page.say("make-busy")) { (page.say("make")) kbd { (page.say("make-keys")) } }
            }
        }
    }
}

const SIZES: [(&str, &str); 5] = [
    ("1024x1024", "size-square"),
    ("1536x1024", "size-landscape"),
    ("1024x1536", "size-portrait"),
    ("1920x1080", "size-wide"),
    ("2048x2048", "size-large"),
];

/// The sizes that most models make, and those that only some do.
fn size_choice(page: &Page, choices: &[Choice<'_>], chosen: &str) -> Markup {
    let usual = SIZES.map(|(size, _)| size);
    let mut others: Vec<&str> = choices.iter().flat_map(|choice| choice.sizes.iter().copied()).collect();
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
                    @if !departure.or_to.is_empty() {
                        p { (page.say("outbound-or")) }
                        ul { @for address in &departure.or_to { li { code { (address) } } } }
                    }
                }
            }
        }
    }
}
