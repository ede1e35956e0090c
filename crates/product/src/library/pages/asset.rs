//! One picture with its parameters and its receipt: a page of its own, or a part of it for the drawer.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use web_kit::{Icon, Page, Problem, Shell, components::facts, icon};

use super::{disclosures::disclosures, mask::about_mask};
use crate::{
    app::App,
    assets::{self, AsSent, Asset, Source},
    generations::{self, Disclosure, Generation, Work},
    library::draw::is_drawn,
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
    let work = match shown.asset.generation {
        Some(generation) => Some(generations::view(&app, &who.scope(), generation).await?),
        None => None,
    };
    let title = match (shown.words(), shown.asset.source) {
        (_, Source::Upload) => page.say("uploaded-picture"),
        ("", _) => page.say("untitled"),
        (words, _) => words.to_owned(),
    };
    let left = match &work {
        Some(work) => generations::disclosures(&app, &who.scope(), &work.generation).await?,
        None => Vec::new(),
    };
    let text = if shown.asset.is_text() {
        Some(assets::text(&app, &shown.asset).await?)
    } else {
        None
    };
    let picture = Picture {
        title: &title,
        text: text.as_deref(),
        asset: &shown.asset,
        as_sent: shown.as_sent.as_ref(),
        work: work.as_ref(),
        left: &left,
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
    /// What it says, where it is a text.
    text: Option<&'a str>,
    asset: &'a Asset,
    /// What the model sent, where something was put back in it.
    as_sent: Option<&'a AsSent>,
    /// What it was made by; nothing made an upload.
    work: Option<&'a Work>,
    /// What left the machine for it.
    left: &'a [Disclosure],
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
    let Picture { title, asset, text, .. } = picture;
    if let Some(text) = text {
        return html! { figure.text { p { (text) } } };
    }
    let address = format!("/library/{}/file", asset.id);
    if asset.is_film() {
        return html! {
            figure {
                video src=(address) poster=[asset.has_thumbnail().then(|| format!("/library/{}/thumbnail", asset.id))] aria-label=(title) width=(asset.width) height=(asset.height) controls preload="metadata" playsinline {}
            }
        };
    }
    html! {
        figure {
            a href=(address) { img src=(address) alt=(title) width=(asset.width) height=(asset.height); }
        }
    }
}

fn about(page: &Page, picture: &Picture<'_>) -> Markup {
    let Picture { asset, work, .. } = picture;
    html! {
        div.row {
            a.button href=(format!("/library/{}/file?download", asset.id)) { (icon(Icon::Download)) (page.say("download")) }
            @if asset.is_picture() && work.is_some_and(is_drawn) {
                a.button href=(format!("/library/{}/drawing", asset.id)) { (icon(Icon::Download)) (page.say("download-svg")) }
            }
            @if let Some(text) = picture.text {
                form method="post" action="/generations" data-enhance="results" {
                    input type="hidden" name="prompt" value=(text);
                    input type="hidden" name="plain" value="yes";
                    button data-busy=(page.say("make-busy")) { (icon(Icon::Studio)) (page.say("paint-it")) }
                }
            }
            @if asset.is_picture() {
                a.button href=(format!("/edit/{}", asset.id)) { (icon(Icon::Brush)) (page.say("edit")) }
                a.button href=(format!("/library/{}/description", asset.id)) { (page.say("describe")) }
            }
            @if let Some(work) = work {
                (generations::once_more(work, &html! {
                    button data-busy=(page.say("make-busy")) { (icon(Icon::Plus)) (page.say("another")) }
                }))
            }
        }
        section {
            h2 { (page.say(if work.is_some() { "made-from" } else { "uploaded" })) }
            (facts(&origin(page, picture)))
        }
        section { h2 { (page.say("receipt")) } (receipt(page, picture)) (disclosures(page, picture.left)) }
        section { (erase_form(page, asset)) }
    }
}

/// How it came about.
fn origin(page: &Page, picture: &Picture<'_>) -> Vec<(String, Markup)> {
    let Picture { asset, work, .. } = picture;
    let bytes = page.words.bytes(asset.length.unsigned_abs());
    let size = (!asset.is_text()).then(|| (page.say("size"), html! { (asset.width) " × " (asset.height) }));
    let made = (page.say("made-on"), html! { (page.words.day(asset.created_at)) });
    let file = (page.say("file"), html! { (file_kind(asset)) ", " (bytes) });
    let Some(work) = work else {
        return size.into_iter().chain([made, file]).collect();
    };
    let length = work.generation.seconds.map(|seconds| {
        let words = page
            .words
            .with("length-seconds", &[("seconds", i64::from(seconds).into())]);
        (page.say("length"), html! { (words) })
    });
    let seed = asset.seed.map_or_else(|| "–".to_owned(), |seed| seed.to_string());
    let mut facts = vec![
        (page.say("prompt"), html! { (work.words()) }),
        (page.say("model"), html! { (work.generation.model) }),
    ];
    if work.negative.is_some() {
        facts.insert(1, (page.say("negative"), html! { (work.negative_words()) }));
    }
    facts.extend(size);
    facts.extend(length);
    facts.extend([
        (page.say("seed"), html! { span.mono { (seed) } }),
        made,
        (page.say("took"), html! { (took(page, &work.generation)) }),
        file,
    ]);
    facts
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
fn receipt(page: &Page, picture: &Picture<'_>) -> Markup {
    let went_to = picture.work.and_then(|work| work.generation.went_to.as_ref());
    let left = match went_to {
        Some(operator) => {
            let what = if picture.asset.is_film() {
                "left-film-to"
            } else {
                "left-to"
            };
            page.words.with(what, &[("operator", operator.clone().into())])
        }
        None => page.say("left-nothing"),
    };
    let marked = match picture.asset.source {
        Source::Algorithmic => "marked-procedure",
        Source::TrainedModel if picture.as_sent.is_some() => "marked-composite",
        Source::TrainedModel => "marked-model",
        Source::Upload => "marked-upload",
    };
    let mut lines = vec![(page.say("left-here"), html! { (left) })];
    lines.extend(about_mask(page, picture.asset, picture.as_sent));
    lines.extend([
        (page.say("marked-as"), html! { (page.say(marked)) }),
        (page.say("kept-until"), html! { (page.say("kept-until-erased")) }),
        (page.say("sealed-under"), html! { (page.say("sealed-own-key")) }),
    ]);
    facts(&lines)
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
