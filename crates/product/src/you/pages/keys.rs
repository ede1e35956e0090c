//! A person's keys on the page about oneself.

use basics::{Budget, Period};
use maud::{Markup, html};
use web_kit::{
    FormFields, Page, Problem,
    components::{Field, alert, field},
};

use super::New;
use crate::api_keys::{KINDS, Listed};

/// The keys, and what makes a new one.
pub(super) fn section(page: &Page, keys: &[Listed], new: &New) -> Markup {
    let typed = Typed::of(new);
    html! {
        section id="keys" {
            h2 { (page.say("keys")) }
            p.small.soft { (page.say("keys-about")) }
            p.small { a.go href="/docs/api" { (page.say("reference-title")) } }
            @if let Some(secret) = &new.secret {
                p.notice role="status" { (page.say("key-once")) " " code { (secret) } }
            }
            @if let Some((problem, _)) = &new.problem { (alert(&problem.message(page))) }
            @if !keys.is_empty() { ul.list { @for key in keys { (row(page, key)) } } }
            form method="post" action="/you/keys" {
                (field(page, &Field { name: "name", kind: "text", label: "key-name", hint: None, value: typed.get("name"), fills: "off", error: None }))
                (less(page, &typed))
                div.row { button { (page.say("key-make")) } }
            }
        }
    }
}

/// The kinds that were ticked, with commas between them.
pub(super) fn ticked(form: &FormFields) -> String {
    let kinds = KINDS.into_iter().filter(|kind| form.is_ticked(&box_of(kind)));
    kinds.collect::<Vec<_>>().join(",")
}

/// The name of a kind's box.
fn box_of(kind: &str) -> String {
    format!("make-{kind}")
}

/// What a form held that was refused, and which field was at fault.
struct Typed<'a>(Option<&'a (Problem, FormFields)>);

impl<'a> Typed<'a> {
    const fn of(new: &'a New) -> Self {
        Self(new.problem.as_ref())
    }

    fn get(&self, name: &str) -> &'a str {
        self.0.map_or("", |(_, form)| form.get(name))
    }

    fn is_ticked(&self, name: &str) -> bool {
        self.0.is_some_and(|(_, form)| form.is_ticked(name))
    }

    /// `aria-invalid` of a field.
    fn fault(&self, name: &str) -> Option<&'static str> {
        let at = self
            .0
            .is_some_and(|(problem, _)| matches!(problem, Problem::Invalid { field, .. } if field == name));
        at.then_some("true")
    }
}

fn row(page: &Page, key: &Listed) -> Markup {
    html! {
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

/// Days that a new key may be good for.
const DAYS: [u32; 3] = [30, 90, 365];

/// What makes a new key one for less than everything; open where something of it was refused.
fn less(page: &Page, typed: &Typed<'_>) -> Markup {
    html! {
        details.more open[typed.0.is_some()] {
            summary { (page.say("key-less")) }
            (list_of(page, typed, "models"))
            fieldset {
                legend { (page.say("key-kinds")) }
                div.row {
                    @for kind in KINDS {
                        label.tick {
                            input type="checkbox" name=(box_of(kind)) value="yes" checked[typed.is_ticked(&box_of(kind))];
                            span { (page.say(&format!("key-kind-{kind}"))) }
                        }
                    }
                }
                p.hint { (page.say("key-kinds-hint")) }
            }
            (list_of(page, typed, "addresses"))
            div.field {
                label for="days" { (page.say("key-days")) }
                select id="days" name="days" aria-invalid=[typed.fault("days")] {
                    option value="" { (page.say("key-days-none")) }
                    @for days in DAYS {
                        option value=(days) selected[typed.get("days") == days.to_string()] { (page.words.with("key-days-some", &[("days", days.into())])) }
                    }
                }
            }
            (budget(page, typed))
        }
    }
}

/// A field for a list with commas.
fn list_of(page: &Page, typed: &Typed<'_>, name: &str) -> Markup {
    let (label, hint) = (format!("key-{name}"), format!("{name}-hint"));
    html! {
        div.field {
            label for=(name) { (page.say(&label)) }
            input id=(name) name=(name) type="text" value=(typed.get(name)) autocomplete="off" spellcheck="false"
                placeholder=(page.say(&format!("{label}-example"))) aria-describedby=(hint) aria-invalid=[typed.fault(name)];
            p.hint id=(hint) { (page.say(&format!("{label}-hint"))) }
        }
    }
}

fn budget(page: &Page, typed: &Typed<'_>) -> Markup {
    let per = typed.get("per").parse().unwrap_or(Period::Month);
    html! {
        div.field {
            label for="credits" { (page.say("key-credits")) }
            div.row {
                input id="credits" name="credits" type="text" inputmode="decimal" autocomplete="off" value=(typed.get("credits"))
                    placeholder=(page.say("key-credits-example")) aria-describedby="credits-hint" aria-invalid=[typed.fault("credits")];
                select name="per" aria-label=(page.say("key-per")) {
                    @for each in Period::ALL { option value=(each.name()) selected[each == per] { (page.say(&format!("key-per-{each}"))) } }
                }
            }
            p.hint id="credits-hint" { (page.say("key-credits-hint")) }
        }
    }
}

fn limits(page: &Page, key: &Listed) -> Markup {
    let scope = &key.key.scope;
    html! {
        @if !scope.models().is_empty() { " · " (scope.models()) }
        @for kind in scope.named_kinds() { " · " (page.say(&format!("key-kind-{kind}"))) }
        @if !scope.addresses().is_empty() { " · " (page.words.with("key-from", &[("addresses", scope.addresses().into())])) }
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
