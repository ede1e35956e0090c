//! The studio: the prompt bar, and results as they come about.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use futures::StreamExt;
use maud::{Markup, html};
use web_kit::{Events, FormFields, Language, Page, Problem, Shell, components::alert};

use super::{
    cancel,
    drafting::{Draft, RawDraft},
    erase,
    events::{News, news},
    generation::State as Stage,
    submit, view,
    view::Work,
};
use crate::{
    app::App,
    error::Error,
    models::{self, Kept, Model},
    rail::rail,
    sessions::SignedIn,
    slices::Stop,
};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// How many generations the studio shows; the library has all.
const SHOWN: i64 = 40;

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/generations", post(order))
        .route("/generations/{id}/cancel", post(stop))
        .route("/generations/{id}/erase", post(remove))
        .route("/events", get(events))
}

/// The studio as somebody finds it.
pub async fn studio(app: &App, page: &Page, who: SignedIn) -> Result<Markup, Problem> {
    draw(app, page, who, &RawDraft::default(), None).await
}

async fn order(State(app): State<App>, page: Page, who: SignedIn, form: FormFields) -> Result<Response, Problem> {
    let raw = RawDraft {
        prompt: form.get("prompt"),
        model: form.get("model"),
        size: form.get("size"),
        count: form.get("count"),
        seed: form.get("seed"),
        format: form.get("format"),
    };
    let draft = match Draft::check(&raw, &app.engines) {
        Ok(draft) => draft,
        Err(error) => return refuse(&app, &page, who, &raw, error).await,
    };
    let id = submit::submit(&app, (&who).into(), &draft).await?;
    if page.fragment {
        let work = view::view(&app, &who.scope(), id).await?;
        return Ok(html! { (tile(&page, &work)) (message(&page, None)) }.into_response());
    }
    Ok(Redirect::to("/").into_response())
}

/// The words stay where they were typed, with what is wrong beside them.
async fn refuse(app: &App, page: &Page, who: SignedIn, raw: &RawDraft<'_>, error: Error) -> Result<Response, Problem> {
    let problem = Problem::from(error);
    if page.fragment {
        return Ok((problem.status(), message(page, Some(&problem))).into_response());
    }
    Ok((problem.status(), draw(app, page, who, raw, Some(&problem)).await?).into_response())
}

async fn stop(State(app): State<App>, page: Page, who: SignedIn, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    cancel::cancel(&app, &who.scope(), id).await?;
    if page.fragment {
        return Ok(html! {}.into_response());
    }
    Ok(Redirect::to("/").into_response())
}

async fn remove(State(app): State<App>, who: SignedIn, Path(id): Path<String>) -> Result<Redirect, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    erase::erase(&app, &who.scope(), id).await?;
    Ok(Redirect::to("/"))
}

async fn events(State(app): State<App>, page: Page, who: SignedIn, stop: Stop) -> Events {
    let fragments = news(app, who).await.map(move |news| match news {
        News::Standing(work) => tile(&page, &work),
        News::Progress { id, done, stage } => progress(&page, &id.to_string(), done, &stage),
    });
    web_kit::fragment(fragments, stop.0)
}

async fn draw(
    app: &App,
    page: &Page,
    who: SignedIn,
    raw: &RawDraft<'_>,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let works = view::latest(app, &who.scope(), SHOWN).await?;
    let title = page.say("rail-studio");
    let content = html! {
        h1.unseen { (title) }
        div.stage {
            @if works.is_empty() { (empty(page)) }
            ol.results id="results" aria-label=(page.say("results")) {
                @for work in &works { (tile(page, work)) }
            }
        }
        div.dock { (bar(app, page, raw, problem, "/generations")) }
    };
    Ok(Shell::new(page, &title, rail())
        .layout("studio")
        .live("/events")
        .wrap(&content))
}

fn empty(page: &Page) -> Markup {
    html! {
        div.empty id="empty" {
            h2 { (page.say("empty-title")) }
            p.soft { (page.say("empty-about")) }
            form method="post" action="/generations" data-enhance {
                input type="hidden" name="prompt" value=(page.say("example-prompt"));
                input type="hidden" name="size" value="1536x1024";
                button { (page.say("example-prompt")) }
            }
        }
    }
}

/// The prompt bar, the same for people and strangers.
#[must_use]
pub fn bar(app: &App, page: &Page, raw: &RawDraft<'_>, problem: Option<&Problem>, action: &str) -> Markup {
    let models: Vec<Model> = models::list(app)
        .into_iter()
        .filter(|model| model.kind == "image")
        .collect();
    let signed_in = action == "/generations";
    html! {
        form.bar method="post" action=(action) aria-label=(page.say("prompt")) data-enhance[signed_in] {
            label.unseen for="prompt" { (page.say("prompt")) }
            textarea id="prompt" name="prompt" rows="2" maxlength="8000" placeholder=(page.say("prompt-hint")) required { (raw.prompt) }
            (message(page, problem))
            div.row {
                @if signed_in { (model_choice(page, &models, raw.model)) } @else { span.chip { (page.say("stays-here")) } }
                (size_choice(page, raw.size))
                @if signed_in { (options(page, raw)) }
                span.grow {}
                button.primary { (page.say("make")) kbd { (page.say("make-keys")) } }
            }
        }
    }
}

fn model_choice(page: &Page, models: &[Model], chosen: &str) -> Markup {
    html! {
        label.unseen for="model" { (page.say("model")) }
        select id="model" name="model" {
            @for model in models {
                option value=(model.id) selected[model.id == chosen] { (model.name) " · " (destination(page, model)) }
            }
        }
    }
}

/// Where an order goes, in a few words: the chip beside each model (P-TPA-01).
fn destination(page: &Page, model: &Model) -> String {
    let Some(away) = &model.goes_to else {
        return page.say("stays-here");
    };
    let kept = match away.kept {
        Kept::Not => page.say("kept-not"),
        Kept::Days(days) => page.words.with("kept-days", &[("days", days.into())]),
        Kept::Unknown => page.say("kept-unknown"),
    };
    let values = [
        ("operator", away.operator.clone().into()),
        ("place", away.place.clone().into()),
        ("kept", kept.into()),
    ];
    page.words.with("goes-to", &values)
}

const SIZES: [(&str, &str); 5] = [
    ("1024x1024", "size-square"),
    ("1536x1024", "size-landscape"),
    ("1024x1536", "size-portrait"),
    ("1920x1080", "size-wide"),
    ("2048x2048", "size-large"),
];

fn size_choice(page: &Page, chosen: &str) -> Markup {
    html! {
        label.unseen for="size" { (page.say("size")) }
        select id="size" name="size" {
            @for (size, name) in SIZES {
                option value=(size) selected[size == chosen] { (page.say(name)) }
            }
        }
    }
}

fn options(page: &Page, raw: &RawDraft<'_>) -> Markup {
    html! {
        details {
            summary { (page.say("options")) }
            div.options {
                label { (page.say("count")) input type="number" name="count" min="1" max="4" value=(raw.count) placeholder="1"; }
                label { (page.say("seed")) input type="number" name="seed" min="0" value=(raw.seed) placeholder=(page.say("seed-hint")); }
                label {
                    (page.say("format"))
                    select name="format" { @for name in ["png", "jpeg", "webp"] { option value=(name) { (name.to_uppercase()) } } }
                }
            }
        }
    }
}

fn message(page: &Page, problem: Option<&Problem>) -> Markup {
    html! { div id="bar-message" { @if let Some(problem) = problem { (alert(&problem.message(page))) } } }
}

/// One generation among the results.
fn tile(page: &Page, work: &Work) -> Markup {
    let id = work.generation.id.to_string();
    match work.generation.state {
        Stage::Done => html! { @for shown in work.assets.iter().rev() { (finished(page, &id, work, shown)) } },
        Stage::Queued => progress_tile(page, work, "queued"),
        Stage::Running => progress_tile(page, work, "running"),
        Stage::Failed | Stage::Cancelled | Stage::Unknown => failed(page, &id, work),
    }
}

fn finished(page: &Page, id: &str, work: &Work, shown: &crate::assets::Shown) -> Markup {
    let asset = &shown.asset;
    let is_first = work.assets.first().is_some_and(|first| first.asset.id == asset.id);
    let element = if is_first {
        format!("g-{id}")
    } else {
        format!("a-{}", asset.id)
    };
    let alt = if shown.words().is_empty() {
        work.words()
    } else {
        shown.words()
    };
    html! {
        li id=(element) data-into="results" data-say=[is_first.then(|| page.say("say-done"))] {
            a href=(format!("/library/{}", asset.id)) {
                img src=(format!("/library/{}/thumbnail", asset.id)) alt=(alt) width=(asset.width) height=(asset.height);
            }
        }
    }
}

fn progress_tile(page: &Page, work: &Work, stage: &str) -> Markup {
    let generation = &work.generation;
    let id = generation.id.to_string();
    html! {
        li.tile id=(format!("g-{id}")) data-into="results" {
            svg.blank viewBox=(format!("0 0 {} {}", generation.width, generation.height)) aria-hidden="true" {}
            (progress(page, &id, 0.0, stage))
            (cancel_form(page, &id))
        }
    }
}

fn progress(page: &Page, id: &str, done: f32, stage: &str) -> Markup {
    let key = format!("stage-{stage}");
    let words = if page.words.has(&key) {
        page.say(&key)
    } else {
        page.say("stage-running")
    };
    let percent = format!("{:.0}", done * 100.0);
    html! {
        div.state id=(format!("p-{id}")) {
            @if done > 0.0 { b { (percent) " %" } }
            span.words { (words) }
            progress max="100" value=(percent) aria-label=(words) {}
        }
    }
}

fn cancel_form(page: &Page, id: &str) -> Markup {
    html! {
        form.cancel method="post" action=(format!("/generations/{id}/cancel")) data-enhance {
            button { (page.say("cancel")) }
        }
    }
}

fn failed(page: &Page, id: &str, work: &Work) -> Markup {
    let generation = &work.generation;
    let key = match generation.state {
        Stage::Cancelled => "failed-cancelled".to_owned(),
        Stage::Unknown => "failed-unknown".to_owned(),
        _ => format!(
            "failed-{}",
            generation.failure.as_deref().unwrap_or("other").replace('_', "-")
        ),
    };
    let words = if page.words.has(&key) {
        page.say(&key)
    } else {
        page.say("failed-other")
    };
    html! {
        li.tile.failed id=(format!("g-{id}")) data-into="results" data-say=(words) {
            p { (words) }
            p.prompt { (work.words()) }
            div.row {
                form method="post" action="/generations" data-enhance {
                    input type="hidden" name="prompt" value=(work.words());
                    input type="hidden" name="model" value=(generation.model);
                    input type="hidden" name="size" value=(format!("{}x{}", generation.width, generation.height));
                    button { (page.say("again")) }
                }
                form method="post" action=(format!("/generations/{id}/erase")) { button.quiet.danger { (page.say("remove")) } }
            }
        }
    }
}
