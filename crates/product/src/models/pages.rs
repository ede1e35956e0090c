//! The models side by side, and where one's words may go.

mod rules;

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use web_kit::{FormFields, Language, Page, Problem, Shell, components::facts};

use super::{
    allow::rules_of,
    change_rules::{RawRules, change_rules},
    list::{Away, Kept, Model, Routed, Trains, list, regions},
};
use crate::{accounts::Role, app::App, error::Error, rail::rail, sessions::SignedIn};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/models", get(show))
        .route("/models/rules", post(change))
}

async fn show(State(app): State<App>, page: Page, who: SignedIn) -> Result<Markup, Problem> {
    draw(&app, &page, who, None).await
}

async fn change(State(app): State<App>, page: Page, who: SignedIn, form: FormFields) -> Result<Response, Problem> {
    let known = regions(&app);
    let ticked = known.iter().filter(|name| form.is_ticked(&format!("region-{name}")));
    let raw = RawRules {
        local_only: form.is_ticked("local_only"),
        no_training: form.is_ticked("no_training"),
        longest_kept: form.get("longest_kept"),
        regions: ticked.map(String::as_str).collect(),
    };
    match change_rules(&app, who.account, &raw).await {
        Ok(()) => Ok(Redirect::to("/models").into_response()),
        Err(error @ Error::Invalid { .. }) => {
            let problem = Problem::from(error);
            Ok((problem.status(), draw(&app, &page, who, Some(&problem)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn draw(app: &App, page: &Page, who: SignedIn, problem: Option<&Problem>) -> Result<Markup, Problem> {
    let models = list(app, who.account).await?;
    let rules = rules_of(app, who.account).await?;
    let title = page.say("models");
    let form = rules::form(page, &rules, &regions(app), problem);
    Ok(Shell::new(page, &title, rail()).wrap(&html! {
        div.sheet {
            h1 { (title) }
            p.soft { (page.say("models-about")) }
            @if who.role == Role::Owner { a.go href="/providers" { (page.say("providers-link")) } }
            (form)
            @for model in &models { (card(page, model)) }
        }
    }))
}

fn card(page: &Page, model: &Model) -> Markup {
    let mut pairs = vec![(
        page.say("model-makes"),
        html! { (page.say(&format!("kind-{}", model.kind))) },
    )];
    if !model.sizes.is_empty() {
        pairs.push((
            page.say("model-sizes"),
            html! { (model.sizes.join(", ").replace('x', " × ")) },
        ));
    }
    if model.references > 0 {
        let key = if model.masks {
            "model-shown-masked"
        } else {
            "model-shown"
        };
        pairs.push((
            page.say("model-takes"),
            html! { (page.words.with(key, &[("count", model.references.into())])) },
        ));
    }
    // Of somebody else's model without a price, nobody has said that it is free.
    let price = match (&model.price, &model.goes_to) {
        (Some(credits), _) => Some(page.words.with("model-credits", &[("credits", credits.clone().into())])),
        (None, None) => Some(page.say("model-free")),
        (None, Some(_)) => None,
    };
    pairs.extend(price.map(|price| (page.say("model-price"), html! { (price) })));
    pairs.extend(model.goes_to.iter().flat_map(|away| terms(page, away)));
    pairs.extend(future(page, model));
    html! {
        section {
            h2 { (model.name) }
            div.row { code.small.soft { (model.id) } span.chip { (destination(page, model)) } }
            @if model.unlisted { p.notice { (page.say("model-unlisted")) } }
            @if let Some(objection) = model.objection { p.notice.bad { (page.say(objection)) } }
            (facts(&pairs))
        }
    }
}

/// How long its provider goes on having it, and what comes after it.
fn future(page: &Page, model: &Model) -> Vec<(String, Markup)> {
    let mut pairs = Vec::new();
    if let Some(end) = model.shutdown {
        pairs.push((page.say("model-shutdown"), html! { (page.words.day(end)) }));
    }
    if let Some(other) = &model.replacement {
        pairs.push((page.say("model-replacement"), html! { code { (other) } }));
    }
    pairs
}

/// What an operator does with what it is sent, and how long that may be believed.
#[must_use]
pub fn terms(page: &Page, away: &Away) -> Vec<(String, Markup)> {
    let trains = match away.trains {
        Trains::Never => "model-trains-never",
        Trains::Yes => "model-trains-yes",
        Trains::Unknown => "model-trains-unknown",
    };
    let deletes = if away.deletes {
        "model-deletes"
    } else {
        "model-deletes-not"
    };
    let mut pairs = vec![
        (page.say("model-training"), html! { (page.say(trains)) }),
        (page.say("model-deletion"), html! { (page.say(deletes)) }),
    ];
    if let Some(day) = away.valid_until {
        pairs.push((page.say("model-valid"), html! { (page.words.day(day)) }));
    }
    pairs
}

/// Where an order goes, in a few words: the chip beside each model (P-TPA-01).
#[must_use]
pub fn destination(page: &Page, model: &Model) -> String {
    place(page, model.goes_to.as_ref())
}

/// The same of whoever it goes to, if it goes to anybody.
#[must_use]
pub fn place(page: &Page, goes_to: Option<&Away>) -> String {
    let Some(away) = goes_to else {
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

/// The same for a route: every place where one of its models would send an order.
#[must_use]
pub fn destination_of_route(page: &Page, route: &Routed) -> String {
    let mut places: Vec<String> = Vec::new();
    for place in route.models.iter().map(|model| destination(page, model)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let both = |one: String, other: String| {
        page.words
            .with("goes-to-either", &[("one", one.into()), ("other", other.into())])
    };
    places.into_iter().reduce(both).unwrap_or_default()
}
