//! The edit page: the picture under a brush, what shall become of it, and what came of it.

mod suggestions;
mod tools;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequest, Path, Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::{Markup, html};
use web_kit::{FormWithFiles, Language, MOST_FILE_BYTES, Page, Problem, Shell, StaticFile, components::alert};

use self::{suggestions::suggestions, tools::tools};
use super::make::{Wish, make};
use crate::{
    app::App,
    assets::{self, Asset, Owner, Shown},
    error::Error,
    generations::{self, tile_into},
    models::{self, Model},
    rail::rail,
    sessions::SignedIn,
};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// What the page needs in the browser.
pub const FILES: &[StaticFile] = &[
    StaticFile::style("edit.css", include_str!("edit.css")),
    StaticFile::script("edit.js", include_str!("edit.js")),
];

/// Where on the page what comes of edits is shown.
const LIST: &str = "edits";

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new().route(
        "/edit/{id}",
        get(show).post(order).layer(DefaultBodyLimit::max(2 * MOST_FILE_BYTES)),
    )
}

async fn show(State(app): State<App>, page: Page, who: SignedIn, Path(id): Path<String>) -> Result<Markup, Problem> {
    let shown = picture(&app, &who, &id).await?;
    draw(&app, &page, &who, &shown, &Wish::default(), None).await
}

async fn order(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let shown = picture(&app, &who, &id).await?;
    let mut form = FormWithFiles::from_request(request, &app).await?;
    let mask = form.take_file("mask");
    let suggested = form.fields.get("suggested");
    let wish = Wish {
        words: if suggested.is_empty() {
            form.fields.get("prompt")
        } else {
            suggested
        },
        // What is suggested is suggested for our own model.
        model: if suggested.is_empty() {
            form.fields.get("model")
        } else {
            generations::RETOUCHER
        },
        seed: form.fields.get("seed"),
        seconds: "",
        mask,
    };
    let owner = Owner {
        workspace: who.workspace,
        account: who.account,
    };
    let again = Wish { mask: None, ..wish };
    match make(&app, (&who).into(), &owner, &shown.asset, wish).await {
        Ok(id) if page.fragment => {
            let work = generations::view(&app, &who.scope(), id).await?;
            Ok(html! { (tile_into(&page, &work, LIST)) (message(&page, None)) }.into_response())
        }
        Ok(_) => Ok(Redirect::to("/").into_response()),
        Err(error @ (Error::Invalid { .. } | Error::Engine(_) | Error::Against(_) | Error::OverBudget(_))) => {
            let problem = Problem::from(error);
            if page.fragment {
                return Ok((problem.status(), message(&page, Some(&problem))).into_response());
            }
            let drawn = draw(&app, &page, &who, &shown, &again, Some(&problem)).await?;
            Ok((problem.status(), drawn).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A picture of the person's; a film is none.
async fn picture(app: &App, who: &SignedIn, id: &str) -> Result<Shown, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let shown = assets::view(app, &who.scope(), id).await?;
    if shown.asset.is_picture() {
        Ok(shown)
    } else {
        Err(Problem::NotFound)
    }
}

async fn draw(
    app: &App,
    page: &Page,
    who: &SignedIn,
    shown: &Shown,
    wish: &Wish<'_>,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let mut models = models::list(app, who.account).await?;
    models.retain(|model| model.kind == "image" && model.references > 0);
    let title = page.say("edit-title");
    let shell = Shell::new(page, &title, rail())
        .files(&["results.css", "asset.css", "edit.css", "edit.js"])
        .live("/events");
    Ok(shell.wrap(&html! {
        div.edit {
            div.table { (canvas(page, shown)) (tools(page)) }
            aside.panel aria-label=(title) {
                h1 { (title) }
                form id="edit-form" method="post" action=(format!("/edit/{}", shown.asset.id)) enctype="multipart/form-data" data-enhance=(LIST) {
                    (words(page, wish, problem))
                    (model_choice(page, &models, wish.model))
                    (suggestions(page))
                    (mask_file(page))
                }
                section {
                    h2 { (page.say("edit-results")) }
                    p.small.soft { (page.say("edit-results-about")) }
                    ol.results id=(LIST) aria-label=(page.say("edit-results")) {}
                }
                p { a.button href=(format!("/library/{}", shown.asset.id)) { (page.say("edit-back")) } }
            }
        }
    }))
}

/// The picture; a script lays the brush's canvas over it.
fn canvas(page: &Page, shown: &Shown) -> Markup {
    let Asset { id, width, height, .. } = shown.asset;
    let words = if shown.words().is_empty() {
        page.say("uploaded-picture")
    } else {
        shown.words().to_owned()
    };
    html! {
        figure id="canvas" data-width=(width) data-height=(height) {
            img src=(format!("/library/{id}/file")) alt=(words) width=(width) height=(height);
        }
    }
}

fn words(page: &Page, wish: &Wish<'_>, problem: Option<&Problem>) -> Markup {
    html! {
        div.field {
            label for="prompt" { (page.say("edit-words")) }
            textarea id="prompt" name="prompt" rows="3" maxlength="4000" placeholder=(page.say("edit-words-hint")) { (wish.words) }
        }
        (message(page, problem))
    }
}

fn model_choice(page: &Page, models: &[Model], chosen: &str) -> Markup {
    html! {
        div.row {
            label.unseen for="model" { (page.say("model")) }
            select id="model" name="model" {
                @for model in models {
                    option value=(model.id) disabled[model.objection.is_some()] selected[model.id == chosen] {
                        (model.name) " · " (models::destination(page, model))
                    }
                }
            }
            button.primary data-busy=(page.say("make-busy")) { (page.say("edit-make")) }
        }
    }
}

/// For those who have a mask already, or no script.
fn mask_file(page: &Page) -> Markup {
    html! {
        details.mask-file {
            summary { (page.say("edit-mask-file")) }
            div.field {
                label.unseen for="mask" { (page.say("edit-mask-file")) }
                input id="mask" name="mask" type="file" accept="image/png" aria-describedby="mask-about";
                p.hint id="mask-about" { (page.say("edit-mask-about")) }
            }
        }
    }
}

fn message(page: &Page, problem: Option<&Problem>) -> Markup {
    html! { div id="edit-message" { @if let Some(problem) = problem { (alert(&problem.message(page))) } } }
}
