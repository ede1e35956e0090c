//! The form for a provider.

use maud::{Markup, html};
use web_kit::{Page, Problem, components::alert};

use crate::providers::{
    read_sheet::kinds,
    sheet::{Sheet, TRAINING},
};

/// What stands in the form, and what was wrong with it.
pub(super) struct Written {
    pub name: String,
    sheet: Sheet,
    /// The provider that it changes; it adds one where there is none.
    present: Option<Present>,
    problem: Option<Problem>,
}

/// A provider that is there already. Its name stays.
struct Present {
    /// It has a key, which stays where no other is given.
    has_secret: bool,
}

impl Written {
    /// An empty form.
    pub fn nothing() -> Self {
        let sheet = Sheet {
            kind: "openai".to_owned(),
            retention: "unknown".to_owned(),
            training: "unknown".to_owned(),
            ..Sheet::default()
        };
        Self::new(String::new(), sheet)
    }

    /// The form for a provider that is not there yet.
    pub const fn new(name: String, sheet: Sheet) -> Self {
        Self {
            name,
            sheet,
            present: None,
            problem: None,
        }
    }

    /// The same for one that is.
    pub const fn changing(mut self, has_secret: bool) -> Self {
        self.present = Some(Present { has_secret });
        self
    }

    /// The same as it was refused.
    pub fn refused(mut self, problem: Problem) -> Self {
        self.problem = Some(problem);
        self
    }

    /// What was wrong with a field, in words.
    fn error(&self, page: &Page, field: &str) -> Option<String> {
        match &self.problem {
            Some(problem @ Problem::Invalid { field: wrong, .. }) if wrong == field => Some(problem.message(page)),
            _ => None,
        }
    }
}

/// The form.
pub(super) fn form(page: &Page, written: &Written) -> Markup {
    let sheet = &written.sheet;
    let is_new = written.present.is_none();
    let action = if is_new {
        "/providers".to_owned()
    } else {
        format!("/providers/{}", written.name)
    };
    html! {
        form method="post" action=(action) {
            @if written.problem.is_some() { (alert(&page.say("provider-not-saved"))) }
            (kind(page, written))
            @if is_new { (line(page, written, "name", &written.name, true)) }
            (line(page, written, "base_url", &sheet.base_url, false))
            (secret(page, written))
            (text(page, written, "models", &sheet.models, 5))
            fieldset {
                legend { (page.say("provider-passport")) }
                p.hint { (page.say("provider-passport-about")) }
            }
            (line(page, written, "region", &sheet.region, true))
            (line(page, written, "operator", &sheet.operator, true))
            (line(page, written, "retention", &sheet.retention, true))
            (training(page, written))
            label.tick {
                input type="checkbox" name="deletion" value="yes" checked[sheet.deletion];
                span { (page.say("provider-deletion")) }
            }
            (line(page, written, "valid_until", &sheet.valid_until, false))
            details.more open[!sheet.template.is_empty()] {
                summary { (page.say("provider-more")) }
                (text(page, written, "template", &sheet.template, 8))
            }
            button.primary { (page.say(if is_new { "provider-add-now" } else { "save" })) }
        }
    }
}

fn kind(page: &Page, written: &Written) -> Markup {
    let kinds = kinds();
    field(
        page,
        written,
        "kind",
        &html! {
            select id="kind" name="kind" aria-describedby="kind-hint" {
                @for kind in kinds { option value=(kind) selected[kind == written.sheet.kind] { (kind) } }
            }
        },
    )
}

fn training(page: &Page, written: &Written) -> Markup {
    field(
        page,
        written,
        "training",
        &html! {
            select id="training" name="training" aria-describedby="training-hint" {
                @for word in TRAINING {
                    option value=(word) selected[word == written.sheet.training] { (page.say(&format!("provider-training-{word}"))) }
                }
            }
        },
    )
}

fn secret(page: &Page, written: &Written) -> Markup {
    let has_one = written.present.as_ref().is_some_and(|present| present.has_secret);
    let placeholder = has_one.then(|| page.say("provider-secret-kept"));
    field(
        page,
        written,
        "secret",
        &html! {
            input id="secret" name="secret" type="password" autocomplete="off" placeholder=[placeholder]
                aria-describedby="secret-hint" aria-invalid=[invalid(page, written, "secret")];
        },
    )
}

fn line(page: &Page, written: &Written, name: &str, value: &str, required: bool) -> Markup {
    field(
        page,
        written,
        name,
        &html! {
            input id=(name) name=(name) type="text" value=(value) autocomplete="off" required[required]
                aria-describedby=(format!("{name}-hint")) aria-invalid=[invalid(page, written, name)];
        },
    )
}

fn text(page: &Page, written: &Written, name: &str, value: &str, rows: u8) -> Markup {
    field(
        page,
        written,
        name,
        &html! {
            textarea.mono id=(name) name=(name) rows=(rows) autocomplete="off" spellcheck="false"
                aria-describedby=(format!("{name}-hint")) aria-invalid=[invalid(page, written, name)] { (value) }
        },
    )
}

fn invalid(page: &Page, written: &Written, name: &str) -> Option<&'static str> {
    written.error(page, name).map(|_| "true")
}

/// A field with its label, its hint and what was wrong with it.
fn field(page: &Page, written: &Written, name: &str, input: &Markup) -> Markup {
    let words = format!("provider-{}", name.replace('_', "-"));
    html! {
        div.field {
            label for=(name) { (page.say(&words)) }
            (input)
            p.hint id=(format!("{name}-hint")) { (page.say(&format!("{words}-hint"))) }
            @if let Some(error) = written.error(page, name) { p.error { (error) } }
        }
    }
}
