//! The library: all finished results, and one of them with its receipt.

mod asset;
mod disclosures;
mod mask;
mod serve;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use serde::Deserialize;
use web_kit::{
    Icon, Language, Page, Problem, Shell, StaticFile,
    components::{film_mark, ratio},
    icon,
};

use super::{draw::draw, erase, search};
use crate::{
    app::App,
    assets::{self, Shown, Source, THUMBNAIL_OBJECT, Version, still},
    rail::rail,
    sessions::SignedIn,
};
pub use serve::{Take, serve, serve_drawing};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// What the pages need in the browser.
pub const FILES: &[StaticFile] = &[
    StaticFile::style("asset.css", include_str!("asset.css")),
    StaticFile::script("drawer.js", include_str!("drawer.js")),
];

/// How many assets a page shows.
const PAGE: i64 = 60;

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/library", get(browse))
        .route("/library/{id}", get(asset::show))
        .route("/library/{id}/thumbnail", get(thumbnail))
        .route("/library/{id}/file", get(file))
        .route("/library/{id}/drawing", get(drawing))
        .route("/library/{id}/erase", post(remove))
        .merge(super::api::routes())
}

#[derive(Debug, Default, Deserialize)]
struct LibraryQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    before: String,
}

async fn browse(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    Query(query): Query<LibraryQuery>,
) -> Result<Markup, Problem> {
    let searching = !query.q.trim().is_empty();
    let shown = if searching {
        search::search(&app, &who.scope(), &query.q).await?
    } else {
        assets::browse(&app, &who.scope(), query.before.parse().ok(), PAGE).await?
    };
    let is_full = i64::try_from(shown.len()).is_ok_and(|count| count == PAGE);
    let older = shown.last().filter(|_| !searching && is_full).map(|last| last.asset.id);
    let title = page.say("rail-library");
    let shell = Shell::new(&page, &title, rail()).files(&["results.css", "asset.css", "drawer.js"]);
    Ok(shell.wrap(&html! {
        header.top {
            h1 { (title) }
            form role="search" method="get" action="/library" {
                label.unseen for="q" { (page.say("search")) }
                input id="q" name="q" type="search" value=(query.q) placeholder=(page.say("search-hint")) autocomplete="off";
                button aria-label=(page.say("search")) { (icon(Icon::Search)) }
            }
            (upload_form(&page))
        }
        @if shown.is_empty() {
            div.empty {
                h2 { (page.say(if searching { "search-nothing" } else { "library-empty" })) }
                p.soft { (page.say(if searching { "search-nothing-about" } else { "library-empty-about" })) }
                p { a.button href=(if searching { "/library" } else { "/" }) { (page.say(if searching { "show-all" } else { "problem-home" })) } }
            }
        } @else {
            ol.results aria-label=(page.say("results")) data-drawer=(page.say("details")) { @for one in &shown { (tile(&page, one)) } }
        }
        @if let Some(id) = older {
            p.top { a.button href=(format!("/library?before={id}")) { (page.say("older")) } }
        }
    }))
}

async fn remove(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    erase::erase(&app, &who.scope(), id).await?;
    if page.fragment {
        let tile = format!(".results a[href='/library/{id}']");
        return Ok(html! { i data-gone=(tile) data-say=(page.say("say-erased")) {} }.into_response());
    }
    Ok(Redirect::to("/library").into_response())
}

async fn thumbnail(State(app): State<App>, who: SignedIn, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let shown = assets::view(&app, &who.scope(), id).await?;
    if !shown.asset.has_thumbnail() {
        return Err(Problem::NotFound);
    }
    let content = assets::content(&app, &shown.asset, THUMBNAIL_OBJECT).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], content.whole(&app).await?).into_response())
}

#[derive(Debug, Default, Deserialize)]
struct FileQuery {
    download: Option<String>,
    as_sent: Option<String>,
}

async fn file(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<FileQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let shown = assets::view(&app, &who.scope(), id).await?;
    let take = query.download.map_or(Take::Show, |_| Take::Download);
    let version = query.as_sent.map_or(Version::Kept, |_| Version::AsSent);
    Ok(serve(&app, &shown, version, &headers, take).await?)
}

/// Works without a script: the browser's own field for a file.
fn upload_form(page: &Page) -> Markup {
    html! {
        details.upload {
            summary.button { (icon(Icon::Plus)) (page.say("upload")) }
            form method="post" action="/uploads" enctype="multipart/form-data" {
                label.unseen for="file" { (page.say("upload")) }
                div.row {
                    input id="file" name="file" type="file" required accept="image/png,image/jpeg,image/webp" aria-describedby="upload-about";
                    button { (page.say("upload-now")) }
                }
                p.small.soft id="upload-about" { (page.say("upload-about")) }
            }
        }
    }
}

fn tile(page: &Page, shown: &Shown) -> Markup {
    let asset = &shown.asset;
    let alt = match asset.source {
        Source::Upload => page.say("uploaded-picture"),
        Source::Algorithmic | Source::TrainedModel => shown.words().to_owned(),
    };
    html! {
        li data-ratio=(ratio(asset.width, asset.height)) {
            a href=(format!("/library/{}", asset.id)) {
                (still(asset, &alt))
                @if asset.is_film() { (film_mark(&page.say("film"))) }
            }
        }
    }
}

async fn drawing(State(app): State<App>, who: SignedIn, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let (shown, svg) = draw(&app, &who.scope(), id).await?;
    Ok(serve_drawing(&shown, svg))
}
