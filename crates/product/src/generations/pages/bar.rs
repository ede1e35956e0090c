//! The prompt bar, the same for people and strangers.

use maud::{Markup, html};
use web_kit::{
    Page, Problem,
    components::{alert, facts},
};

use super::{
    Said,
    kinds::{Group, kind_switch, many},
    manner::manner_choice,
    model_choice::model_choice,
    sizes::{length_choice, size_choice},
};
use crate::{
    composing::style_choice,
    generations::{Kind, RawDraft, preview::Departure},
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
    let signed_in = action == "/generations";
    let groups = if signed_in {
        Group::all(page, choices)
    } else {
        Group::of(page, choices, Kind::Image).into_iter().collect()
    };
    let nothing = RawDraft::default();
    html! {
        form.bar method="post" action=(action) aria-label=(page.say("prompt")) data-enhance[signed_in] {
            (kind_switch(page, &groups, raw.kind))
            label.unseen for="prompt" { (page.say("prompt")) }
            textarea id="prompt" name="prompt" rows="2" maxlength="40000" placeholder=(page.say("prompt-hint")) required { (raw.prompt) }
            (message(page, said.problem))
            @if signed_in {
                (outbound(page, said.departure))
                (styling(page, raw))
            }
            div.choices {
                @for group in &groups {
                    // What is chosen of one kind says nothing about another.
                    (row(page, group, if group.kind == raw.kind { raw } else { &nothing }, signed_in))
                }
                button.primary data-busy=(page.say("make-busy")) { (page.say("make")) kbd { (page.say("make-keys")) } }
            }
        }
    }
}

/// What there is to choose for orders of one kind.
fn row(page: &Page, group: &Group<'_>, raw: &RawDraft<'_>, signed_in: bool) -> Markup {
    html! {
        div.row data-kind=(group.kind.as_str()) {
            @if signed_in { (model_choice(page, group, raw.model)) } @else { span.chip { (page.say("stays-here")) } }
            @if matches!(group.kind, Kind::Image | Kind::Video) { (size_choice(page, group, raw.size)) }
            (length_choice(page, group, raw.seconds))
            @if group.kind == Kind::Prompt { (manner_choice(page, raw)) }
            @if signed_in { (options(page, group, raw)) }
        }
    }
}

/// Styles, and what is not to be shown: both belong to the words.
fn styling(page: &Page, raw: &RawDraft<'_>) -> Markup {
    html! {
        details.styling open[!raw.styles.is_empty() || !raw.negative.is_empty()] {
            summary { (page.say("styles")) }
            p.small.soft { (page.say("styles-about")) " " (page.say("wildcards-about")) }
            label.field { (page.say("negative")) input type="text" name="negative" maxlength="2000" value=(raw.negative) placeholder=(page.say("negative-hint")); }
            (style_choice(page, &raw.styles))
        }
    }
}

fn options(page: &Page, group: &Group<'_>, raw: &RawDraft<'_>) -> Markup {
    html! {
        details {
            summary.button { (page.say("options")) }
            div.options {
                @if let Some(most) = many(group.kind) {
                    label { (page.say("count")) input type="number" name=(group.field("count")) min="1" max=(most) value=(raw.count) placeholder="1"; }
                }
                label { (page.say("seed")) input type="number" name=(group.field("seed")) min="0" value=(raw.seed) placeholder=(page.say("seed-hint")); }
                @if group.kind == Kind::Image {
                    label {
                        (page.say("format"))
                        select name="format" { @for name in ["png", "jpeg", "webp"] { option value=(name) selected[name == raw.format] { (name.to_uppercase()) } } }
                    }
                }
                div.private {
                    button formaction="/generations/private" formmethod="post" formtarget="_blank" { (page.say("make-privately")) }
                    p.small.soft { (page.say("make-privately-about")) }
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
