//! The studio: the prompt bar, and results as they come about.

mod bar;
mod model_choice;
mod tiles;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use futures::StreamExt;
use maud::{Markup, html};
use web_kit::{Events, FormFields, Language, Page, Problem, Shell, StaticFile};

pub use self::bar::{Choices, bar};
use self::{
    bar::{message, outbound},
    tiles::{progress, tile},
};
use super::{
    cancel,
    drafting::{Draft, RawDraft},
    erase,
    events::{News, news},
    preview::{Departure, preview},
    submit, view,
};
use crate::{app::App, error::Error, models, rail::rail, sessions::SignedIn, slices::Stop};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// What the pages need in the browser.
pub const FILES: &[StaticFile] = &[
    StaticFile::style("studio.css", include_str!("studio.css")),
    StaticFile::style("results.css", include_str!("results.css")),
    StaticFile::script("bar.js", include_str!("bar.js")),
];

/// How many generations the studio shows; the library has all.
const SHOWN: i64 = 40;

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/generations", post(order))
        .route("/generations/preview", post(show_departure))
        .route("/generations/{id}/cancel", post(stop))
        .route("/generations/{id}/erase", post(remove))
        .route("/events", get(events))
        .merge(super::api::routes())
}

/// The studio as somebody finds it.
pub async fn studio(app: &App, page: &Page, who: SignedIn) -> Result<Markup, Problem> {
    draw(app, page, who, &RawDraft::default(), &Said::default()).await
}

fn raw_draft(form: &FormFields) -> RawDraft<'_> {
    RawDraft {
        prompt: form.get("prompt"),
        model: form.get("model"),
        size: form.get("size"),
        count: form.get("count"),
        seed: form.get("seed"),
        format: form.get("format"),
        ..RawDraft::default()
    }
}

async fn order(State(app): State<App>, page: Page, who: SignedIn, form: FormFields) -> Result<Response, Problem> {
    let raw = raw_draft(&form);
    let draft = match Draft::check_routed(&raw, &app.engines()) {
        Ok(draft) => draft,
        Err(error) => return refuse(&app, &page, who, &raw, error).await,
    };
    let id = match submit::submit(&app, (&who).into(), &draft).await {
        Ok(id) => id,
        Err(error @ (Error::Against(_) | Error::OverBudget(_))) => return refuse(&app, &page, who, &raw, error).await,
        Err(error) => return Err(error.into()),
    };
    if page.fragment {
        let work = view::view(&app, &who.scope(), id).await?;
        return Ok(html! { (tile(&page, &work)) (message(&page, None)) (outbound(&page, None)) }.into_response());
    }
    Ok(Redirect::to("/").into_response())
}

/// What would be sent, shown before it is (P-TPA-01).
async fn show_departure(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    form: FormFields,
) -> Result<Response, Problem> {
    let raw = raw_draft(&form);
    let departure = match Draft::check_routed(&raw, &app.engines()).and_then(|draft| preview(&app, &draft)) {
        Ok(departure) => departure,
        Err(error) => return refuse(&app, &page, who, &raw, error).await,
    };
    if page.fragment {
        return Ok(html! { (message(&page, None)) (outbound(&page, Some(&departure))) }.into_response());
    }
    let said = Said {
        departure: Some(&departure),
        ..Said::default()
    };
    Ok(draw(&app, &page, who, &raw, &said).await?.into_response())
}

/// The words stay where they were typed, with what is wrong beside them.
async fn refuse(app: &App, page: &Page, who: SignedIn, raw: &RawDraft<'_>, error: Error) -> Result<Response, Problem> {
    let problem = Problem::from(error);
    if page.fragment {
        return Ok((problem.status(), message(page, Some(&problem))).into_response());
    }
    let said = Said::refused(Some(&problem));
    Ok((problem.status(), draw(app, page, who, raw, &said).await?).into_response())
}

async fn stop(State(app): State<App>, page: Page, who: SignedIn, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    cancel::cancel(&app, &who.scope(), id).await?;
    if page.fragment {
        return Ok(progress(&page, &id.to_string(), 0.0, "stopping").into_response());
    }
    Ok(Redirect::to("/").into_response())
}

async fn remove(State(app): State<App>, who: SignedIn, Path(id): Path<String>) -> Result<Redirect, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    erase::erase(&app, &who.scope(), id).await?;
    Ok(Redirect::to("/"))
}

async fn events(State(app): State<App>, page: Page, who: SignedIn, stop: Stop) -> Events {
    let fragments = news(app, who.account, who.scope()).await.map(move |news| match news {
        News::Standing(work) => tile(&page, &work),
        News::Progress { id, done, stage } => progress(&page, &id.to_string(), done, &stage),
    });
    web_kit::fragment(fragments, stop.0)
}

/// What the bar has to say beside the draft.
#[derive(Default)]
pub struct Said<'a> {
    /// Why the draft was not taken.
    problem: Option<&'a Problem>,
    /// What it would send away, where somebody asked.
    departure: Option<&'a Departure>,
}

impl<'a> Said<'a> {
    /// What was wrong with the draft, if anything was.
    #[must_use]
    pub const fn refused(problem: Option<&'a Problem>) -> Self {
        Self {
            problem,
            departure: None,
        }
    }
}

async fn draw(app: &App, page: &Page, who: SignedIn, raw: &RawDraft<'_>, said: &Said<'_>) -> Result<Markup, Problem> {
    let works = view::latest(app, &who.scope(), SHOWN).await?;
    let models = models::list(app, who.account).await?;
    let routes = models::list_routes(app, who.account).await?;
    let choices = Choices {
        models: &models,
        routes: &routes,
    };
    let title = page.say("rail-studio");
    let content = html! {
        h1.unseen { (title) }
        div.stage {
            @if works.is_empty() { (empty(page)) }
            ol.results id="results" aria-label=(page.say("results")) data-drawer=(page.say("details")) {
                @for work in &works { (tile(page, work)) }
            }
        }
        div.dock {
            (bar(page, &choices, raw, said, "/generations"))
            p.keys { (page.say("keys-hint")) }
        }
    };
    Ok(Shell::new(page, &title, rail())
        .layout("studio")
        .files(&["studio.css", "results.css", "asset.css", "bar.js", "drawer.js"])
        .live("/events")
        .wrap(&content))
}

/// Teaches by one example that can be run.
fn empty(page: &Page) -> Markup {
    html! {
        div.empty id="empty" {
            h2 { (page.say("empty-title")) }
            p.soft { (page.say("empty-about")) }
            form method="post" action="/generations" data-enhance {
                input type="hidden" name="prompt" value=(page.say("example-prompt"));
                input type="hidden" name="size" value="1536x1024";
                button data-busy=(page.say("make-busy")) { (page.say("example-prompt")) }
            }
        }
    }
}
