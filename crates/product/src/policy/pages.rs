//! The policy and the terms as pages.

mod listings;
mod promise_list;
mod writing;

use axum::{Router, extract::State, routing::get};
use maud::{Markup, html};
use privacy::Row;
use web_kit::{Language, MaybeRail, Page, Problem, Shell, StaticFile, Words};

use super::{
    api,
    document::{Document, Version, current, terms},
    promise::Promise,
    registry::promises,
    text::{Heading, Level},
};
use crate::{app::App, settings::Settings};

/// The words around the documents.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// What the pages need in the browser.
pub const FILES: &[StaticFile] = &[StaticFile::style("policy.css", include_str!("policy.css"))];

/// The policy, the terms, and the policy for machines. The data map is asked for each time, so that the pages say what
/// the program says.
pub fn routes(data_map: fn() -> Vec<&'static Row>) -> Router<App> {
    let policy =
        move |app: State<App>, page: Page, rail: MaybeRail| async move { show_policy(&app, &page, rail, &data_map()) };
    let terms = |app: State<App>, page: Page, rail: MaybeRail| async move { show_terms(&app, &page, rail) };
    Router::new()
        .route("/privacy-policy", get(policy))
        .route("/terms", get(terms))
        .merge(api::routes(data_map))
}

fn show_policy(app: &App, page: &Page, rail: MaybeRail, rows: &[&'static Row]) -> Result<Markup, Problem> {
    let reading = Reading::new(&page.words, &app.settings, all_promises()?, rows);
    Ok(shown(page, rail, "policy-title", &privacy_policy(&reading, current())))
}

fn show_terms(app: &App, page: &Page, rail: MaybeRail) -> Result<Markup, Problem> {
    let reading = Reading::new(&page.words, &app.settings, all_promises()?, &[]);
    Ok(shown(page, rail, "terms-title", &terms_of_use(&reading, terms())))
}

/// Every promise, or no page: a policy with gaps would promise less than it says.
fn all_promises() -> Result<&'static [Promise], Problem> {
    promises().map_err(|_| Problem::Unavailable)
}

/// With the rail for whoever is signed in; a stranger reads the same without it.
fn shown(page: &Page, rail: MaybeRail, title: &str, content: &Markup) -> Markup {
    Shell::of(page, &page.say(title), rail.0)
        .files(&["policy.css"])
        .wrap(content)
}

/// What a page is made from: the installation, its promises and its data map, in one language.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    words: &'a Words,
    settings: &'a Settings,
    promises: &'a [Promise],
    rows: &'a [&'static Row],
    /// The page that holds the list of promises; empty when it is the page that is read.
    promises_page: &'static str,
}

impl<'a> Reading<'a> {
    pub(super) const fn new(
        words: &'a Words,
        settings: &'a Settings,
        promises: &'a [Promise],
        rows: &'a [&'static Row],
    ) -> Self {
        Self {
            words,
            settings,
            promises,
            rows,
            promises_page: "",
        }
    }
}

/// The privacy policy, with the promises it makes and how far each is kept.
pub(super) fn privacy_policy(reading: &Reading<'_>, policy: &Document) -> Markup {
    let title = reading.words.say("policy-title");
    let last = (promise_list::ANCHOR, reading.words.say("policy-promises"));
    html! {
        article.document {
            (header(reading.words, &title, policy, Some("/privacy-policy.json")))
            (contents(reading, policy, Some(last)))
            div.text {
                (writing::text(reading, policy))
                (promise_list::all(reading))
            }
        }
    }
}

/// The terms.
pub(super) fn terms_of_use(reading: &Reading<'_>, terms: &Document) -> Markup {
    let reading = &Reading {
        promises_page: "/privacy-policy",
        ..*reading
    };
    let title = reading.words.say("terms-title");
    html! {
        article.document {
            (header(reading.words, &title, terms, None))
            (contents(reading, terms, None))
            div.text { (writing::text(reading, terms)) }
        }
    }
}

fn header(words: &Words, title: &str, document: &Document, machine_readable: Option<&str>) -> Markup {
    let date = date(words, document.version);
    html! {
        header {
            h1 { (title) }
            p.last-updated {
                time datetime=(document.version) { (words.with("policy-last-updated", &[("date", date.as_str().into())])) }
            }
            p.note {
                (words.with("policy-in-force", &[("version", document.version.to_string().into()), ("date", date.as_str().into())]))
            }
            details.fingerprint {
                summary { (words.say("policy-fingerprint")) }
                code { (document.content_hash) }
            }
            @if let Some(address) = machine_readable {
                p.note { a.go href=(address) { (words.say("policy-as-json")) } }
            }
        }
    }
}

fn contents(reading: &Reading<'_>, document: &Document, last: Option<(&str, String)>) -> Markup {
    let text = document.text(reading.words.language().tag());
    let sections = text.headings().filter(|heading| heading.level == Level::Section);
    html! {
        details.contents {
            summary { (reading.words.say("policy-contents")) }
            nav aria-label=(reading.words.say("policy-contents")) {
                ol {
                    @for Heading { anchor, words, .. } in sections {
                        li { a href={ "#" (anchor) } { (words) } }
                    }
                    @if let Some((anchor, words)) = last {
                        li { a href={ "#" (anchor) } { (words) } }
                    }
                }
            }
        }
    }
}

/// The day as the language writes it.
fn date(words: &Words, version: Version) -> String {
    let month = words.say(&format!("policy-month-{}", version.month));
    let year = version.year.to_string();
    words.with(
        "policy-date",
        &[
            ("day", version.day.into()),
            ("month", month.into()),
            ("year", year.into()),
        ],
    )
}
