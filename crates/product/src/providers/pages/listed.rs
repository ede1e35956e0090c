//! One provider on the page: what is known of it, how it answered, and what can be done.

use maud::{Markup, html};
use web_kit::{Icon, Page, components::facts, icon};

use crate::{
    models::{place, terms},
    providers::{Answer, Asked, Standing},
};

/// The provider's part of the page.
pub(super) fn section(page: &Page, standing: &Standing) -> Markup {
    let name = &standing.name;
    html! {
        section id=(name) {
            h2 { (name) }
            div.row {
                span.chip { (state(page, standing)) }
                @if let Some(offer) = &standing.offer { span.chip { (place(page, offer.goes_to.as_ref())) } }
                @if standing.is_of_the_file() { span.small.soft { (page.say("provider-of-file")) } }
            }
            @if standing.offer.is_none() { p.notice.bad { (page.say("provider-unusable")) } }
            (facts(&about(page, standing)))
            div.row {
                @if standing.offer.is_some() { (deed(page, name, "test", "provider-test")) }
                @if standing.is_paused() { (deed(page, name, "resume", "provider-resume")) }
                @else { (deed(page, name, "pause", "provider-pause")) }
                @if !standing.is_of_the_file() {
                    a.button href=(format!("/providers/{name}")) { (page.say("provider-change")) }
                }
            }
            @if !standing.is_of_the_file() { (removal(page, name)) }
        }
    }
}

fn state(page: &Page, standing: &Standing) -> String {
    page.say(match (standing.offer.is_some(), standing.is_paused()) {
        (_, true) => "provider-paused",
        (true, false) => "provider-active",
        (false, false) => "provider-out",
    })
}

fn deed(page: &Page, name: &str, what: &str, words: &str) -> Markup {
    html! {
        form.inline method="post" action=(format!("/providers/{name}/{what}")) { button { (page.say(words)) } }
    }
}

fn removal(page: &Page, name: &str) -> Markup {
    html! {
        details.confirm {
            summary { (icon(Icon::Erase)) (page.say("provider-remove")) }
            form method="post" action=(format!("/providers/{name}/remove")) {
                p.small.soft { (page.say("provider-remove-about")) }
                button.danger { (page.say("provider-remove-now")) }
            }
        }
    }
}

fn about(page: &Page, standing: &Standing) -> Vec<(String, Markup)> {
    let mut pairs = Vec::new();
    if let Some(sheet) = standing.provider.as_ref().and_then(|provider| provider.sheet.as_ref()) {
        pairs.push((page.say("provider-kind"), html! { code { (sheet.kind) } }));
    }
    if let Some(offer) = &standing.offer {
        pairs.extend(offer.goes_to.iter().flat_map(|away| terms(page, away)));
        pairs.push((page.say("models"), html! { span.mono { (offer.models.join(", ")) } }));
    }
    let asked = standing.provider.as_ref().and_then(|provider| provider.asked.as_ref());
    pairs.push((page.say("provider-answer"), html! { (answer(page, asked)) }));
    pairs
}

fn answer(page: &Page, asked: Option<&Asked>) -> Markup {
    let Some(Asked { at, answer }) = asked else {
        return html! { (page.say("provider-not-tested")) };
    };
    let day = ("day", page.words.day(*at).into());
    match answer {
        Answer::Models { listed, unlisted } => html! {
            (page.words.with("provider-answer-models", &[day, ("count", i64::from(*listed).into())]))
            @if !unlisted.is_empty() {
                " " (page.say("provider-answer-unlisted")) " " span.mono { (unlisted.join(", ")) }
            }
        },
        other => html! { (page.words.with(&format!("provider-answer-{}", other.name()), &[day])) },
    }
}
