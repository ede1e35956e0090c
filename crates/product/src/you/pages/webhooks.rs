//! A person's webhooks on the page about oneself.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use web_kit::{
    FormFields, Page, Problem,
    components::{Field, alert, field},
};

use super::{New, draw};
use crate::{
    app::App,
    error::Error,
    sessions::SignedIn,
    webhooks::{self, Listed},
};

pub(super) async fn make(
    State(app): State<App>,
    page: Page,
    who: SignedIn,
    form: FormFields,
) -> Result<Response, Problem> {
    match webhooks::create(&app, who.account, form.get("url")).await {
        Ok((_, secret)) => {
            let new = New {
                webhook_secret: Some(secret),
                ..New::default()
            };
            Ok(draw(&app, &page, who, &new).await?.into_response())
        }
        Err(error @ Error::Invalid { .. }) => {
            let problem = Problem::from(error);
            let new = New {
                webhook_problem: Some((problem.clone(), form.get("url").to_owned())),
                ..New::default()
            };
            Ok((problem.status(), draw(&app, &page, who, &new).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(State(app): State<App>, who: SignedIn, Path(id): Path<String>) -> Result<Redirect, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    webhooks::remove(&app, who.account, id).await?;
    Ok(Redirect::to("/you#webhooks"))
}

/// The webhooks, and what makes a new one.
pub(super) fn section(page: &Page, listed: &[Listed], new: &New) -> Markup {
    let (error, typed) = match &new.webhook_problem {
        Some((problem, typed)) => (Some(problem.message(page)), typed.as_str()),
        None => (None, ""),
    };
    html! {
        section id="webhooks" {
            h2 { (page.say("webhooks")) }
            p.small.soft { (page.say("webhooks-about")) }
            p.small { a.go href="/docs/api#webhooks" { (page.say("webhooks-check")) } }
            @if let Some(secret) = &new.webhook_secret {
                p.notice role="status" { (page.say("webhook-once")) " " code { (secret) } }
            }
            @if let Some(text) = &error { (alert(text)) }
            @if !listed.is_empty() { ul.list { @for one in listed { (row(page, one)) } } }
            form method="post" action="/you/webhooks" {
                (field(page, &Field { name: "url", kind: "url", label: "webhook-url", hint: None, value: typed, fills: "off", error: None }))
                div.row { button { (page.say("webhook-make")) } }
            }
        }
    }
}

fn row(page: &Page, listed: &Listed) -> Markup {
    let address = listed.address.as_ref().map_or("", |address| address.reveal().as_str());
    html! {
        li {
            span.grow.mono { (address) }
            span.small.soft { (standing(page, listed)) }
            form.inline method="post" action=(format!("/you/webhooks/{}/remove", listed.webhook.id)) {
                button.quiet.danger { (page.say("webhook-remove")) }
            }
        }
    }
}

fn standing(page: &Page, listed: &Listed) -> String {
    let webhook = &listed.webhook;
    let Some(last) = webhook.last_at else {
        return page.say("webhook-not-yet");
    };
    let day = ("day", page.words.day(last).into());
    match (webhook.ended_at, webhook.last_status) {
        (Some(_), _) => page.words.with("webhook-ended", &[day]),
        (None, Some(status)) => page
            .words
            .with("webhook-answered", &[day, ("status", i64::from(status).into())]),
        (None, None) => page.words.with("webhook-silent", &[day]),
    }
}
