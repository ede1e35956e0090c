//! One picture with its parameters and its receipt: a page of its own, or a part of it for the drawer.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use web_kit::{Icon, Page, Problem, Shell, components::facts, icon};

use crate::{
    app::App,
    assets::{self, Asset, Source},
    generations::{self, Generation},
    rail::rail,
    sessions::SignedIn,
};

/// The page; for a script that asks, what belongs into the drawer of the page that stands.
pub(super) async fn show(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let shown = assets::view(&app, &who.scope(), id).await?;
    let work = generations::view(&app, &who.scope(), shown.asset.generation).await?;
    let title = if shown.words().is_empty() {
        page.say("untitled")
    } else {
        shown.words().to_owned()
    };
    let picture = Picture {
        title: &title,
        asset: &shown.asset,
        generation: &work.generation,
        words: work.words(),
    };
    if page.fragment {
        return Ok(drawer(&page, &picture).into_response());
    }
    let shell = Shell::new(&page, &title, rail()).files(&["asset.css"]);
    Ok(shell.wrap(&whole(&page, &picture)).into_response())
}

/// What there is to show.
struct Picture<'a> {
    title: &'a str,
    asset: &'a Asset,
    generation: &'a Generation,
    words: &'a str,
}

fn whole(page: &Page, picture: &Picture<'_>) -> Markup {
    html! {
        div.asset {
            (image(picture))
            aside.panel aria-label=(page.say("details")) {
                h1 { (picture.title) }
                (about(page, picture))
            }
        }
    }
}

fn drawer(page: &Page, picture: &Picture<'_>) -> Markup {
    html! {
        div.panel {
            header {
                h2 id="drawer-title" tabindex="-1" { (picture.title) }
                button.quiet type="button" data-close aria-label=(page.say("close")) { (icon(Icon::Close)) }
            }
            (image(picture))
            (about(page, picture))
        }
    }
}

fn image(picture: &Picture<'_>) -> Markup {
    let Picture { title, asset, .. } = picture;
    let address = format!("/library/{}/file", asset.id);
    html! {
        figure {
            a href=(address) { img src=(address) alt=(title) width=(asset.width) height=(asset.height); }
        }
    }
}

fn about(page: &Page, picture: &Picture<'_>) -> Markup {
    let Picture {
        asset,
        generation,
        words,
        ..
    } = picture;
    html! {
        div.row {
            a.button href=(format!("/library/{}/file?download", asset.id)) { (icon(Icon::Download)) (page.say("download")) }
            form method="post" action="/generations" data-enhance="results" {
                (again(words, generation))
                button data-busy=(page.say("make-busy")) { (icon(Icon::Plus)) (page.say("another")) }
            }
        }
        section { h2 { (page.say("made-from")) } (made_from(page, picture)) }
        section { h2 { (page.say("receipt")) } (receipt(page, asset, generation)) }
        section { (erase_form(page, asset)) }
    }
}

fn again(words: &str, generation: &Generation) -> Markup {
    html! {
        input type="hidden" name="prompt" value=(words);
        input type="hidden" name="model" value=(generation.model);
        input type="hidden" name="size" value=(format!("{}x{}", generation.width, generation.height));
    }
}

fn made_from(page: &Page, picture: &Picture<'_>) -> Markup {
    let Picture {
        asset,
        generation,
        words,
        ..
    } = picture;
    let seed = asset.seed.map_or_else(|| "–".to_owned(), |seed| seed.to_string());
    let bytes = page.words.bytes(asset.length.unsigned_abs());
    facts(&[
        (page.say("prompt"), html! { (words) }),
        (page.say("model"), html! { (generation.model) }),
        (page.say("size"), html! { (asset.width) " × " (asset.height) }),
        (page.say("seed"), html! { span.mono { (seed) } }),
        (page.say("made-on"), html! { (page.words.day(asset.created_at)) }),
        (page.say("took"), html! { (took(page, generation)) }),
        (page.say("file"), html! { (file_kind(asset)) ", " (bytes) }),
    ])
}

/// Seconds with a tenth, as the language writes numbers.
fn took(page: &Page, generation: &Generation) -> String {
    let (Some(start), Some(end)) = (generation.started_at, generation.finished_at) else {
        return "–".to_owned();
    };
    let tenths = end.since(start).as_millis() / 100;
    let values = [("whole", (tenths / 10).into()), ("tenth", (tenths % 10).into())];
    page.words.with("took-seconds", &values)
}

/// `PNG` for `image/png`.
fn file_kind(asset: &Asset) -> String {
    asset.media_type.rsplit('/').next().unwrap_or_default().to_uppercase()
}

/// What left the machine, what the picture is marked as, and how long it stays (P-TPA-01, P-RET-02).
fn receipt(page: &Page, asset: &Asset, generation: &Generation) -> Markup {
    let left = match &generation.went_to {
        Some(operator) => page.words.with("left-to", &[("operator", operator.clone().into())]),
        None => page.say("left-nothing"),
    };
    let marked = match asset.source {
        Source::Algorithmic => "marked-procedure",
        Source::TrainedModel => "marked-model",
    };
    facts(&[
        (page.say("left-here"), html! { (left) }),
        (page.say("marked-as"), html! { (page.say(marked)) }),
        (page.say("kept-until"), html! { (page.say("kept-until-erased")) }),
        (page.say("sealed-under"), html! { (page.say("sealed-own-key")) }),
    ])
}

fn erase_form(page: &Page, asset: &Asset) -> Markup {
    html! {
        details.confirm {
            summary { (icon(Icon::Erase)) (page.say("erase")) }
            form method="post" action=(format!("/library/{}/erase", asset.id)) data-enhance="drawer" {
                p.small.soft { (page.say("erase-about")) }
                button.danger { (page.say("erase-now")) }
            }
        }
    }
}
