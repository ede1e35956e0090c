//! The page that strangers see.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use maud::{Markup, html};
use web_kit::{FormFields, Language, Page, Problem, Shell};

use super::paint::{self, Painted};
use crate::{
    app::App,
    error::Error,
    generations::{self, RawDraft},
};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

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
    Shell::plain(page, &title).wrap(&html! {
        div.first {
            @if let Some(painted) = painted { (picture(page, painted)) } @else { h1 { (title) } }
            (generations::bar(app, page, raw, problem, "/try"))
            ul.three {
                li { (page.say("first-one")) }
                li { (page.say("first-two")) }
                li { (page.say("first-three")) " " a href="/privacy-policy" { (page.say("policy-link")) } }
            }
            div.row {
                a.button href="/sign-up" { (page.say("sign-up-link")) }
                a.button.quiet href="/sign-in" { (page.say("sign-in-title")) }
            }
        }
    })
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
