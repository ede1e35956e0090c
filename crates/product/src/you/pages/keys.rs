//! A person's keys on the page about oneself.

use basics::{Budget, Period};
use maud::{Markup, html};
use web_kit::{
    Page,
    components::{Field, alert, field},
};

use super::New;
use crate::api_keys::Listed;

/// The keys, and what makes a new one.
pub(super) fn section(page: &Page, keys: &[Listed], new: &New) -> Markup {
    let error = new.problem.as_ref().map(|problem| problem.message(page));
    html! {
        section id="keys" {
            h2 { (page.say("keys")) }
            p.small.soft { (page.say("keys-about")) }
            p.small { a.go href="/docs/api" { (page.say("reference-title")) } }
            @if let Some(secret) = &new.secret {
                p.notice role="status" { (page.say("key-once")) " " code { (secret) } }
            }
            @if let Some(text) = &error { (alert(text)) }
            @if !keys.is_empty() {
                ul.list {
                    @for key in keys {
                        li {
                            span.grow {
                                (key.name.as_ref().map_or("", |name| name.reveal().as_str())) " "
                                code.soft { "…" (key.key.hint) }
                            }
                            span.small.soft { (used(page, key)) (limits(page, key)) }
                            form.inline method="post" action=(format!("/you/keys/{}/revoke", key.key.id)) {
                                button.quiet.danger { (page.say("revoke")) }
                            }
                        }
                    }
                }
            }
            form method="post" action="/you/keys" {
                (field(page, &Field { name: "name", kind: "text", label: "key-name", hint: None, value: "", fills: "off", error: None }))
                (less(page))
                div.row { button { (page.say("key-make")) } }
            }
        }
    }
}

/// Days that a new key may be good for.
const DAYS: [u32; 3] = [30, 90, 365];

/// What makes a new key one for less than everything.
fn less(page: &Page) -> Markup {
    html! {
        details.more {
            summary { (page.say("key-less")) }
            div.field {
                label for="models" { (page.say("key-models")) }
                input id="models" name="models" type="text" autocomplete="off" placeholder=(page.say("key-models-example")) aria-describedby="models-hint";
                p.hint id="models-hint" { (page.say("key-models-hint")) }
            }
            div.field {
                label for="days" { (page.say("key-days")) }
                select id="days" name="days" {
                    option value="" { (page.say("key-days-none")) }
                    @for days in DAYS { option value=(days) { (page.words.with("key-days-some", &[("days", days.into())])) } }
                }
            }
            div.field {
                label for="credits" { (page.say("key-credits")) }
                div.row {
                    input id="credits" name="credits" type="text" inputmode="decimal" autocomplete="off" placeholder=(page.say("key-credits-example")) aria-describedby="credits-hint";
                    select name="per" aria-label=(page.say("key-per")) {
                        @for per in Period::ALL { option value=(per.name()) selected[per == Period::Month] { (page.say(&format!("key-per-{per}"))) } }
                    }
                }
                p.hint id="credits-hint" { (page.say("key-credits-hint")) }
            }
        }
    }
}

fn limits(page: &Page, key: &Listed) -> Markup {
    let scope = &key.key.scope;
    html! {
        @if !scope.models().is_empty() { " · " (scope.models()) }
        @if let Some(budget) = scope.budget { " · " (limit(page, budget)) }
        @if let Some(end) = scope.expires_at { " · " (page.words.with("key-ends", &[("day", page.words.day(end).into())])) }
    }
}

fn limit(page: &Page, budget: Budget) -> String {
    let values = [
        ("credits", budget.credits.to_string().into()),
        ("per", budget.per.name().into()),
    ];
    page.words.with("key-budget", &values)
}

fn used(page: &Page, key: &Listed) -> String {
    match key.key.used_at {
        Some(time) => page.words.with("last-used", &[("day", page.words.day(time).into())]),
        None => page.say("never-used"),
    }
}
