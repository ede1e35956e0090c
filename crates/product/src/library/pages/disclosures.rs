//! What left the machine for a picture, place by place: the receipt's long part (P-TPA-01).

use maud::{Markup, html};
use web_kit::Page;

use crate::generations::Disclosure;

/// Folded together, since few will read it; nothing where nothing left.
pub(super) fn disclosures(page: &Page, disclosures: &[Disclosure]) -> Markup {
    html! {
        @if !disclosures.is_empty() {
            details.disclosures {
                summary { (page.say("disclosed")) }
                ol { @for disclosure in disclosures { (one(page, disclosure)) } }
            }
        }
    }
}

fn one(page: &Page, disclosure: &Disclosure) -> Markup {
    html! {
        li {
            p { span.mono { (disclosure.host) } @if let Some(operator) = &disclosure.operator { span.soft { " · " (operator) } } }
            p { (what(page, disclosure)) }
            p.small.soft { (answer(page, disclosure)) }
        }
    }
}

fn what(page: &Page, disclosure: &Disclosure) -> Markup {
    let key = match (disclosure.fields.is_empty(), disclosure.method.as_str()) {
        (false, _) => "disclosed-fields",
        (true, "DELETE") => "disclosed-deletion",
        (true, _) => "disclosed-question",
    };
    html! {
        (page.words.with(key, &[("calls", disclosure.calls.into())]))
        @for (position, field) in disclosure.fields.iter().enumerate() {
            @if position == 0 { ": " } @else { ", " }
            span.mono { (field) }
        }
    }
}

fn answer(page: &Page, disclosure: &Disclosure) -> String {
    let bytes = |bytes: i64| page.words.bytes(bytes.unsigned_abs());
    if disclosure.calls == 0 {
        return page.say("disclosed-unknown");
    }
    let sent = ("sent", bytes(disclosure.sent_bytes).into());
    match disclosure.status {
        None => page.words.with("disclosed-no-answer", &[sent]),
        Some(status) => {
            let received = ("received", bytes(disclosure.received_bytes).into());
            page.words.with(
                "disclosed-answer",
                &[sent, received, ("status", i64::from(status).into())],
            )
        }
    }
}
