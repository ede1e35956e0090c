//! The studio: the prompt bar, and results as they come about.

mod bar;
mod kinds;
mod manner;
mod model_choice;
mod sizes;
mod tiles;

use axum::{
    Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use futures::StreamExt;
use maud::{Markup, html};
use web_kit::{Events, FormFields, Language, Page, Problem, Shell, StaticFile};

pub use self::{
    bar::{Choices, bar},
    tiles::{once_more, tile_into},
};
use self::{
    bar::{message, outbound},
    kinds::raw_draft,
    tiles::{progress, tile},
};
use super::{
    again::again,
    cancel,
    compose::compose,
    drafting::{Draft, RawDraft},
    erase,
    events::{News, news},
    make_privately::make_privately,
    preview::{Departure, preview},
    submit, view,
};
use crate::{
    app::App,
    error::{Error, Failure},
    models,
    rail::rail,
    sessions::SignedIn,
    slices::Stop,
};

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
        .route("/generations/private", post(order_privately))
        .route("/generations/{id}/again", post(order_again))
        .route("/generations/{id}/cancel", post(stop))
        .route("/generations/{id}/erase", post(remove))
        .route("/events", get(events))
        .merge(super::api::routes())
}

/// The studio as somebody finds it.
pub async fn studio(app: &App, page: &Page, who: SignedIn) -> Result<Markup, Problem> {
    draw(app, page, who, &RawDraft::default(), &Said::default()).await
}

async fn order(State(app): State<App>, page: Page, who: SignedIn, form: FormFields) -> Result<Response, Problem> {
    let raw = raw_draft(&form);
    match compose(&app, &raw) {
        Ok(drafts) => hand_in(&app, &page, who, &raw, &drafts).await,
        Err(error) => refuse(&app, &page, who, &raw, error).await,
    }
}

/// What a picture was made from may be gone by now; without it, something else would be made.
async fn order_again(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let before = view::view(&app, &who.scope(), id).await?;
    let raw = RawDraft {
        prompt: before.words(),
        ..RawDraft::default()
    };
    if !view::has_its_inputs(&app, &who.scope(), id).await? {
        let gone = Error::invalid("image", "failed-reference-gone");
        return refuse(&app, &page, who, &raw, gone).await;
    }
    match again(&app, &who.scope(), &before, before.words()).await {
        Ok(draft) => hand_in(&app, &page, who, &raw, &[draft]).await,
        Err(error) => refuse(&app, &page, who, &raw, error).await,
    }
}

async fn hand_in(
    app: &App,
    page: &Page,
    who: SignedIn,
    raw: &RawDraft<'_>,
    drafts: &[Draft],
) -> Result<Response, Problem> {
    let mut works = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match submit::submit(app, (&who).into(), draft).await {
            Ok(id) => works.push(view::view(app, &who.scope(), id).await?),
            Err(error @ (Error::Against(_) | Error::OverBudget(_))) => {
                return refuse(app, page, who, raw, error).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    if page.fragment {
        let tiles = html! { @for work in &works { (tile(page, work)) } };
        return Ok(html! { (tiles) (message(page, None)) (outbound(page, None)) }.into_response());
    }
    Ok(Redirect::to("/").into_response())
}

/// The file itself is the answer, and nobody keeps it, also no cache on the way (P-AIA-01).
async fn order_privately(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    form: FormFields,
) -> Result<Response, Problem> {
    let raw = raw_draft(&form);
    match make_privately(&app, &who, &raw).await {
        Ok(output) => Ok(([(header::CONTENT_TYPE, output.media_type)], output.bytes).into_response()),
        Err(
            error @ (Error::Invalid { .. }
            | Error::Against(_)
            | Error::NoSuchModel
            | Error::Engine(Failure::Impossible(_))),
        ) => refuse(&app, &page, who, &raw, error).await,
        Err(error) => Err(error.into()),
    }
}

/// What would be sent, shown before it is (P-TPA-01).
async fn show_departure(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    form: FormFields,
) -> Result<Response, Problem> {
    let raw = raw_draft(&form);
    let first = compose(&app, &raw).map(|mut drafts| drafts.swap_remove(0));
    let departure = match first.and_then(|draft| preview(&app, &draft)) {
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
