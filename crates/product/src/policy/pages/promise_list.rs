//! The promises one by one, each with its state, and the marks that lead to them.

use maud::{Markup, html};

use super::Reading;
use crate::policy::{
    current,
    promise::{Kind, Promise, PromiseId, State},
};

/// The name of the list's place on the page.
pub(super) const ANCHOR: &str = "promises";

/// The list, under the headings of the policy.
pub(super) fn all(reading: &Reading<'_>) -> Markup {
    let words = reading.words;
    html! {
        section.promises {
            h2 id=(ANCHOR) { (words.say("policy-promises")) }
            p { (words.with("policy-promises-intro", &[("count", reading.promises.len().into())])) }
            (counts(reading))
            @for (heading, promises) in by_heading(reading) {
                h3 lang=(language(reading)) dir="ltr" { (heading) }
                ul.plain { @for promise in promises { (entry(reading, promise)) } }
            }
        }
    }
}

/// A small link to a promise that shows its state as well.
pub(super) fn mark(reading: &Reading<'_>, id: &PromiseId) -> Markup {
    let state = reading
        .promises
        .iter()
        .find(|promise| promise.id == *id)
        .map_or(State::NotYet, |found| found.state);
    let words = state_words(reading, state);
    let spoken = reading.words.with(
        "policy-mark",
        &[("id", id.as_str().into()), ("state", words.clone().into())],
    );
    html! {
        a.promise-mark data-state=(state.as_str()) href={ (reading.promises_page) "#" (id) } title=(spoken) {
            (id) span.unseen { " " (words) }
        }
    }
}

/// The language of the policy's text for this reader, which is not always the language of the page around it.
fn language(reading: &Reading<'_>) -> &'static str {
    current().text(reading.words.language().tag()).language
}

fn counts(reading: &Reading<'_>) -> Markup {
    html! {
        ul.counts {
            @for state in State::ALL {
                @let count = reading.promises.iter().filter(|promise| promise.state == state).count();
                @let state_words = state_words(reading, state);
                li.state data-state=(state.as_str()) {
                    (reading.words.with("policy-count", &[("count", count.into()), ("state", state_words.into())]))
                }
            }
        }
    }
}

fn entry(reading: &Reading<'_>, promise: &Promise) -> Markup {
    html! {
        li.promise id=(promise.id) {
            p.about {
                code { (promise.id) }
                span.state data-state=(promise.state.as_str()) { (state_words(reading, promise.state)) }
                span.kind { (reading.words.say(kind_words(promise.kind))) }
            }
            p lang=(language(reading)) dir="ltr" { (promise.words_in(language(reading))) }
        }
    }
}

/// The promises under each heading that has any, in the policy's order.
fn by_heading<'a>(reading: &Reading<'a>) -> Vec<(&'static str, Vec<&'a Promise>)> {
    let shown = current().headings(language(reading));
    // Promise files name the English heading, whichever language is read.
    let named = current().headings("en");
    shown
        .zip(named)
        .map(|(shown, named)| {
            (
                shown.words,
                reading
                    .promises
                    .iter()
                    .filter(|promise| promise.section == named.words)
                    .collect(),
            )
        })
        .filter(|(_, promises): &(_, Vec<_>)| !promises.is_empty())
        .collect()
}

fn state_words(reading: &Reading<'_>, state: State) -> String {
    reading.words.say(match state {
        State::Proven => "policy-state-proven",
        State::Partly => "policy-state-partly",
        State::NotYet => "policy-state-not-yet",
    })
}

const fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Feature => "policy-kind-feature",
        Kind::Right => "policy-kind-right",
        Kind::Security => "policy-kind-security",
        Kind::Limit => "policy-kind-limit",
        Kind::Disclosure => "policy-kind-disclosure",
    }
}
