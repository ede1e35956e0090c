//! The page that strangers see.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use maud::{Markup, html};
use web_kit::{FormFields, Language, Page, Problem, Shell, StaticFile};

use super::paint::{self, Painted};
use crate::{
    app::App,
    error::Error,
    generations::{self, RawDraft, Said},
    models,
};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// What the page needs in the browser.
pub const FILES: &[StaticFile] = &[StaticFile::style("first.css", include_str!("first.css"))];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/try", post(try_it))
}

/// The page before anything was painted.
#[must_use]
pub fn first_page(app: &App, page: &Page) -> Markup {
    let example = page.say("example-prompt");
    draw(
        app,
        page,
        &RawDraft {
            prompt: &example,
            size: "1536x1024",
            ..RawDraft::default()
        },
        None,
        None,
    )
}

/// The picture comes inside the page itself, so that it has no address and rests nowhere.
async fn try_it(State(app): State<App>, page: Page, form: FormFields) -> Result<Response, Problem> {
    let raw = RawDraft {
        prompt: form.get("prompt"),
        size: form.get("size"),
        format: "jpeg",
        ..RawDraft::default()
    };
    match paint::paint(&app, &raw).await {
        Ok(painted) => Ok(draw(&app, &page, &raw, Some(&painted), None).into_response()),
        Err(error @ Error::Invalid { .. }) => {
            let problem = Problem::from(error);
            Ok((problem.status(), draw(&app, &page, &raw, None, Some(&problem))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn draw(app: &App, page: &Page, raw: &RawDraft<'_>, painted: Option<&Painted>, problem: Option<&Problem>) -> Markup {
    let title = page.say("first-title");
    let said = Said::refused(problem);
    let near = models::list_near(app);
    let choices = generations::Choices {
        models: &near,
        routes: &[],
    };
    let shell = Shell::plain(page, &title).files(&["studio.css", "first.css", "bar.js"]);
    shell.wrap(&html! {
        div.first {
            h1 { (title) }
            @if let Some(painted) = painted { (picture(page, painted)) } @else { (nothing_painted(page)) }
            (generations::bar(page, &choices, raw, &said, "/try"))
            (doors(page))
            ul.three {
                li { (page.say("first-one")) }
                li { (page.say("first-two")) }
                li { (page.say("first-three")) " " a href="/privacy-policy" { (page.say("policy-link")) } }
            }
        }
    })
}

/// Where the picture will be, so that the page stands still when it comes.
fn nothing_painted(page: &Page) -> Markup {
    html! { div.picture.blank { p { (page.say("first-about")) } } }
}

fn doors(page: &Page) -> Markup {
    html! {
        div.row {
            a.button href="/sign-up" { (page.say("sign-up-link")) }
            a.button.quiet href="/sign-in" { (page.say("sign-in-title")) }
        }
    }
}

fn picture(page: &Page, painted: &Painted) -> Markup {
    let source = format!("data:{};base64,{}", painted.media_type, STANDARD.encode(&painted.bytes));
    html! {
        figure.picture {
            img src=(source) alt=(painted.title) width=(painted.width) height=(painted.height);
            figcaption.small.soft { (page.say("first-kept-nowhere")) }
        }
    }
}
