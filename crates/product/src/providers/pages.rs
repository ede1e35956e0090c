//! The page of owners about providers: who there is, how they stand, and the form for one.

mod form;
mod listed;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use web_kit::{FormFields, Language, Page, Problem, Shell, components::alert};

use super::{ask, list, pause, remove, sheet::Sheet, write};
use crate::{app::App, error::Error, rail::rail, sessions::InstallationOwner};
use form::Written;

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/providers", get(show).post(add))
        .route("/providers/{name}", get(show_one).post(change))
        .route("/providers/{name}/test", post(test))
        .route("/providers/{name}/pause", post(stop))
        .route("/providers/{name}/resume", post(go_on))
        .route("/providers/{name}/remove", post(take_away))
}

async fn show(State(app): State<App>, page: Page, _: InstallationOwner) -> Result<Markup, Problem> {
    draw(&app, &page, &Written::nothing(), None).await
}

async fn add(State(app): State<App>, page: Page, _: InstallationOwner, form: FormFields) -> Result<Response, Problem> {
    let (name, sheet) = (form.get("name").trim().to_owned(), read(&form));
    match write::add(&app, &name, &sheet, form.get("secret")).await {
        Ok(()) => Ok(tested(&app, &name).await?.into_response()),
        Err(error @ Error::Invalid { .. }) => {
            let problem = Problem::from(error);
            let written = Written::new(name, sheet).refused(problem.clone());
            Ok((problem.status(), draw(&app, &page, &written, None).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_one(
    State(app): State<App>,
    page: Page,
    _: InstallationOwner,
    Path(name): Path<String>,
) -> Result<Markup, Problem> {
    let provider = write::find(&app, &name).await?;
    let sheet = provider.sheet.ok_or(Problem::NotFound)?;
    Ok(draw_one(
        &page,
        &Written::new(name, sheet).changing(provider.secret.is_some()),
    ))
}

async fn change(
    State(app): State<App>,
    page: Page,
    _: InstallationOwner,
    Path(name): Path<String>,
    form: FormFields,
) -> Result<Response, Problem> {
    let sheet = read(&form);
    match write::change(&app, &name, &sheet, form.get("secret")).await {
        Ok(()) => Ok(tested(&app, &name).await?.into_response()),
        Err(error @ Error::Invalid { .. }) => {
            let problem = Problem::from(error);
            let has_secret = write::find(&app, &name).await?.secret.is_some();
            let written = Written::new(name, sheet).changing(has_secret).refused(problem.clone());
            Ok((problem.status(), draw_one(&page, &written)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn test(State(app): State<App>, _: InstallationOwner, Path(name): Path<String>) -> Result<Redirect, Problem> {
    tested(&app, &name).await
}

/// Whoever writes a provider sees at once whether it answers.
async fn tested(app: &App, name: &str) -> Result<Redirect, Problem> {
    ask::ask(app, name).await?;
    Ok(at(name))
}

async fn stop(State(app): State<App>, _: InstallationOwner, Path(name): Path<String>) -> Result<Redirect, Problem> {
    pause::pause(&app, &name).await?;
    Ok(at(&name))
}

async fn go_on(State(app): State<App>, _: InstallationOwner, Path(name): Path<String>) -> Result<Redirect, Problem> {
    pause::resume(&app, &name).await?;
    Ok(at(&name))
}

async fn take_away(
    State(app): State<App>,
    page: Page,
    _: InstallationOwner,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    match remove::remove(&app, &name).await {
        Ok(()) => Ok(Redirect::to("/providers").into_response()),
        Err(error @ Error::Invalid { .. }) => {
            let problem = Problem::from(error);
            let drawn = draw(&app, &page, &Written::nothing(), Some(&problem)).await?;
            Ok((problem.status(), drawn).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A name that got this far is a plain one.
fn at(name: &str) -> Redirect {
    Redirect::to(&format!("/providers#{name}"))
}

fn read(form: &FormFields) -> Sheet {
    let text = |name: &str| form.get(name).replace("\r\n", "\n");
    Sheet {
        kind: text("kind"),
        base_url: text("base_url").trim().to_owned(),
        region: text("region").trim().to_lowercase(),
        retention: text("retention").trim().to_lowercase(),
        training: text("training"),
        operator: text("operator").trim().to_lowercase(),
        deletion: form.is_ticked("deletion"),
        valid_until: text("valid_until").trim().to_owned(),
        models: text("models"),
        template: text("template"),
    }
}

async fn draw(app: &App, page: &Page, written: &Written, problem: Option<&Problem>) -> Result<Markup, Problem> {
    let providers = list::list(app).await?;
    let title = page.say("providers");
    Ok(Shell::new(page, &title, rail()).wrap(&html! {
        div.sheet {
            h1 { (title) }
            p.soft { (page.say("providers-about")) }
            @if let Some(problem) = problem { (alert(&problem.message(page))) }
            @if providers.is_empty() { p { (page.say("providers-none")) } }
            @for provider in &providers { (listed::section(page, provider)) }
            section id="add" {
                h2 { (page.say("provider-add")) }
                (form::form(page, written))
            }
        }
    }))
}

fn draw_one(page: &Page, written: &Written) -> Markup {
    let title = page
        .words
        .with("provider-change-title", &[("name", written.name.clone().into())]);
    Shell::new(page, &title, rail()).wrap(&html! {
        div.sheet {
            h1 { (title) }
            (form::form(page, written))
            a.go href="/providers" { (page.say("providers-back")) }
        }
    })
}
