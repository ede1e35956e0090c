//! The reference of the API, for people.

mod asked_at;
mod operations;
mod shapes;
mod start;

use std::sync::Arc;

use axum::{Router, extract::State, routing::get};
use maud::{Markup, html};
use utoipa::openapi::OpenApi;
use web_kit::{Language, MaybeRail, Page, Shell, StaticFile, Words};

use self::asked_at::AskedAt;
use super::{
    api,
    prose::{Piece, Prose},
    reference::Reference,
};
use crate::app::App;

/// The words around the document's own.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// What the page needs in the browser.
pub const FILES: &[StaticFile] = &[StaticFile::style("reference.css", include_str!("reference.css"))];

/// The document, and the page made from it. The description is asked for once: nothing in it changes while the program
/// runs.
pub fn routes(description: fn() -> OpenApi) -> Router<App> {
    let document = serde_json::to_value(description()).unwrap_or_default();
    let reference = Arc::new(Reference::read(&document));
    let page = move |State(app): State<App>, asked_at: AskedAt, page: Page, rail: MaybeRail| {
        let reference = reference.clone();
        async move { show(&app, &reference, &asked_at, &page, rail) }
    };
    Router::new()
        .route("/docs/api", get(page))
        .merge(api::routes(&document))
}

fn show(app: &App, reference: &Reference, AskedAt(here): &AskedAt, page: &Page, rail: MaybeRail) -> Markup {
    let base = app.settings.public_url.as_deref().unwrap_or(here);
    let reading = Reading::new(&page.words, base);
    Shell::of(page, &page.say("reference-title"), rail.0)
        .files(&["reference.css"])
        .wrap(&whole(&reading, reference))
}

/// What the page is made for: a reader's language, and the address under which the service is asked.
pub(super) struct Reading<'a> {
    words: &'a Words,
    base: &'a str,
    /// The language of what the document says, where the reader's is another.
    foreign: Option<&'static str>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(words: &'a Words, base: &'a str) -> Self {
        Self {
            words,
            base,
            foreign: (words.language() != Language::English).then_some("en"),
        }
    }

    fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// A message in paragraphs, in the reader's language.
    fn tell(&self, key: &str) -> Markup {
        paragraphs(&Prose::parse(&self.say(key)))
    }

    /// What the document says, in its own language.
    fn quote(&self, prose: &Prose) -> Markup {
        html! {
            @if !prose.is_empty() {
                div.said lang=[self.foreign] dir=[self.left_to_right()] { (paragraphs(prose)) }
            }
        }
    }

    /// Which way the document's language runs, where that is not said already.
    fn left_to_right(&self) -> Option<&'static str> {
        self.foreign.map(|_| "ltr")
    }
}

/// The page's content.
pub(super) fn whole(reading: &Reading<'_>, reference: &Reference) -> Markup {
    html! {
        article.reference {
            header {
                h1 { (reading.say("reference-title")) }
                (reading.tell("reference-about"))
                @if reading.foreign.is_some() { (reading.tell("reference-in-english")) }
                p { a.go href="/api/openapi.json" { (reading.say("reference-document")) } }
            }
            (contents(reading, reference))
            div.text {
                (start::sections(reading, reference))
                (operations::groups(reading, reference))
            }
        }
    }
}

fn contents(reading: &Reading<'_>, reference: &Reference) -> Markup {
    html! {
        details.contents {
            summary { (reading.say("reference-contents")) }
            nav aria-label=(reading.say("reference-contents")) {
                ul { @for (anchor, title) in start::SECTIONS { li { a href={ "#" (anchor) } { (reading.say(title)) } } } }
                @for group in &reference.groups {
                    p lang=[reading.foreign] dir=[reading.left_to_right()] { a href={ "#" (group.anchor) } { (group.name) } }
                    ul lang=[reading.foreign] dir=[reading.left_to_right()] {
                        @for operation in &group.operations { li { a href={ "#" (operation.id) } { (operation.summary) } } }
                    }
                }
            }
        }
    }
}

fn paragraphs(prose: &Prose) -> Markup {
    html! { @for paragraph in &prose.paragraphs { p { (pieces(paragraph)) } } }
}

fn pieces(paragraph: &[Piece]) -> Markup {
    html! {
        @for piece in paragraph {
            @match piece {
                Piece::Words(words) => { (words) }
                Piece::Code(code) => { code dir="ltr" { (code) } }
            }
        }
    }
}

/// Code of several lines, which breaks where the page ends: what is copied has no break there.
fn listing(code: &str) -> Markup {
    html! { pre dir="ltr" translate="no" { code { (code) } } }
}
