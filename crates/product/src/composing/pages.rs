//! The styles to choose from, and what can be said of a picture.

mod style_choice;

use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use maud::{Markup, html};
use web_kit::{Icon, Language, Page, Problem, Shell, components::facts, icon};

pub use self::style_choice::style_choice;
use super::describe::{Described, describe};
use crate::{
    app::App,
    models::{self, Model, destination},
    rail::rail,
    sessions::SignedIn,
};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/library/{id}/description", get(show))
        .merge(super::api::routes())
}

async fn show(State(app): State<App>, page: Page, who: SignedIn, Path(id): Path<String>) -> Result<Markup, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let (shown, described) = describe(&app, &who.scope(), id).await?;
    let mut writers = models::list(&app, who.account).await?;
    writers.retain(|model| (model.writes_prompts() || model.kind == "prompt") && !model.by_the_token);
    let (width, height) = (shown.asset.width, shown.asset.height);
    let title = page.say("description-title");
    let address = format!("/library/{id}");
    Ok(Shell::new(&page, &title, rail()).files(&["asset.css"]).wrap(&html! {
        div.asset {
            figure { a href=(address) { img src=(format!("{address}/thumbnail")) alt=(page.say("description-picture")) width=(width) height=(height); } }
            aside.panel aria-label=(title) {
                h1 { (title) }
                p.soft { (page.say("description-about")) }
                section { h2 { (page.say("description-words")) } p { (described.prompt) } (use_it(&page, &described)) }
                section { h2 { (page.say("description-write")) } (have_it_written(&page, &described, &writers)) }
                section { h2 { (page.say("description-palette")) } (palette(&described)) }
                section { h2 { (page.say("description-findings")) } (facts(&findings(&page, &described))) }
                p { a.button href=(address) { (page.say("edit-back")) } }
            }
        }
    }))
}

fn use_it(page: &Page, described: &Described) -> Markup {
    html! {
        form method="post" action="/generations" {
            input type="hidden" name="prompt" value=(described.prompt);
            input type="hidden" name="plain" value="yes";
            button data-busy=(page.say("make-busy")) { (icon(Icon::Studio)) (page.say("paint-it")) }
        }
    }
}

/// The words alone go along, so that a model elsewhere learns nothing of the picture but what stands there (decision 0026).
fn have_it_written(page: &Page, described: &Described, writers: &[Model]) -> Markup {
    html! {
        p.soft { (page.say("description-write-about")) }
        form.row method="post" action="/generations" {
            input type="hidden" name="kind" value="prompt";
            input type="hidden" name="prompt" value=(described.prompt);
            label.unseen for="prompt_model" { (page.say("model")) }
            select id="prompt_model" name="prompt_model" {
                @for model in writers {
                    optgroup label=(destination(page, model)) {
                        option value=(model.id) disabled[model.objection.is_some()] { (model.name) }
                    }
                }
            }
            button data-busy=(page.say("make-busy")) { (page.say("description-write-it")) }
        }
    }
}

/// Each colour as wide as its share.
fn palette(described: &Described) -> Markup {
    let mut whole = 0;
    let mut bars = Vec::new();
    for (colour, share) in &described.palette {
        bars.push((colour, share, whole));
        whole += u32::from(*share);
    }
    html! {
        svg.palette viewBox=(format!("0 0 {} 12", whole.max(1))) preserveAspectRatio="none" aria-hidden="true" {
            @for (colour, share, from) in bars { rect x=(from) y="0" width=(share) height="12" fill=(colour) {} }
        }
        ul.colours { @for (colour, share) in &described.palette { li { code { (colour) } " " (share) " %" } } }
    }
}

fn findings(page: &Page, described: &Described) -> Vec<(String, Markup)> {
    let say = |(kind, found): &(String, String)| {
        let value = match kind.as_str() {
            "horizon" | "empty" => format!("{found} %"),
            _ => page.say(&format!("finding-{}-{}", kind, found.replace('_', "-"))),
        };
        (page.say(&format!("finding-{kind}")), html! { (value) })
    };
    described.findings.iter().map(say).collect()
}
