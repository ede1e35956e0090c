//! The page about oneself.

mod keys;
mod usage;
mod webhooks;

use axum::{
    Router,
    extract::{Path, State},
    http::header::SET_COOKIE,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use privacy::ShowToOwner;
use web_kit::{Cookie, FormFields, Language, Page, Problem, Shell, Theme, components::facts};

use crate::{
    accounts::{self, Role},
    api_keys::{self, RawScope},
    app::App,
    error::Error,
    rail::rail,
    sessions::{self, Session, SignedIn},
};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/you", get(show))
        .route("/you/keys", post(make_key))
        .route("/you/keys/{id}/revoke", post(revoke_key))
        .route("/you/sessions/{id}/revoke", post(revoke_session))
        .route("/you/webhooks", post(webhooks::make))
        .route("/you/webhooks/{id}/remove", post(webhooks::remove))
        .route("/preferences", post(prefer))
}

async fn show(State(app): State<App>, page: Page, who: SignedIn) -> Result<Markup, Problem> {
    draw(&app, &page, who, &New::default()).await
}

/// What has just happened on the page.
#[derive(Default)]
struct New {
    secret: Option<String>,
    /// What was wrong, and with what.
    problem: Option<(Problem, FormFields)>,
    webhook_secret: Option<String>,
    /// What was wrong, and with what.
    webhook_problem: Option<(Problem, String)>,
}

async fn make_key(State(app): State<App>, page: Page, who: SignedIn, form: FormFields) -> Result<Response, Problem> {
    let kinds = keys::ticked(&form);
    let scope = RawScope {
        models: form.get("models"),
        kinds: &kinds,
        addresses: form.get("addresses"),
        days: form.get("days"),
        credits: form.get("credits"),
        per: form.get("per"),
    };
    match api_keys::create_for(&app, who.account, form.get("name"), &scope).await {
        Ok((_, secret)) => {
            let new = New {
                secret: Some(secret),
                ..New::default()
            };
            Ok(draw(&app, &page, who, &new).await?.into_response())
        }
        Err(error @ Error::Invalid { .. }) => {
            let problem = Problem::from(error);
            let new = New {
                problem: Some((problem.clone(), form)),
                ..New::default()
            };
            Ok((problem.status(), draw(&app, &page, who, &new).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn revoke_key(State(app): State<App>, who: SignedIn, Path(id): Path<String>) -> Result<Redirect, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    api_keys::revoke(&app, who.account, id).await?;
    Ok(Redirect::to("/you"))
}

async fn revoke_session(State(app): State<App>, who: SignedIn, Path(id): Path<String>) -> Result<Redirect, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    sessions::revoke(&app, who.account, id).await?;
    Ok(Redirect::to("/you"))
}

/// Preferences live in the browser alone (P-COO-03).
async fn prefer(State(app): State<App>, form: FormFields) -> Response {
    let mut response = Redirect::to(if form.get("back") == "you" { "/you" } else { "/" }).into_response();
    let secure = sessions::is_secure(&app);
    if let Some(language) = Language::from_tag(form.get("language")) {
        response
            .headers_mut()
            .append(SET_COOKIE, Cookie::Language.set(language.tag(), secure));
    }
    if let Some(theme) = Theme::from_name(form.get("theme")) {
        response
            .headers_mut()
            .append(SET_COOKIE, Cookie::Theme.set(theme.name(), secure));
    }
    response
}

async fn draw(app: &App, page: &Page, who: SignedIn, new: &New) -> Result<Markup, Problem> {
    let account = accounts::lookup(app, who.account).await?;
    let email = app
        .vault
        .open_sealed::<ShowToOwner, _>(&account.email)
        .await
        .map_err(Error::from)?;
    let keys = api_keys::list(app, who.account).await?;
    let told = crate::webhooks::list(app, who.account).await?;
    let browsers = sessions::list(app, who.account).await?;
    let used = usage::of_late(app, who).await?;
    let role = if account.role == Role::Owner {
        "role-owner"
    } else {
        "role-member"
    };
    let about = facts(&[
        (page.say("email"), html! { (email.reveal().as_str()) }),
        (page.say("role"), html! { (page.say(role)) }),
        (page.say("since"), html! { (page.words.day(account.created_at)) }),
    ]);
    let title = page.say("you");
    Ok(Shell::new(page, &title, rail()).wrap(&html! {
        div.sheet {
            h1 { (title) }
            (about)
            div.row { form.inline method="post" action="/sign-out" { button { (page.say("sign-out")) } } }
            (preferences(page))
            (keys::section(page, &keys, new))
            (webhooks::section(page, &told, new))
            (browser_list(page, &browsers, who))
            (usage::section(page, &used))
            section {
                h2 { (page.say("your-data")) }
                p.small.soft { (page.say("your-data-about")) }
                div.row {
                    a.go href="/models" { (page.say("models-link")) }
                    @if account.role == Role::Owner { a.go href="/providers" { (page.say("providers-link")) } }
                    a.go href="/privacy-policy" { (page.say("policy-link")) }
                    a.go href="/terms" { (page.say("terms-title")) }
                    a.go href="/you/erase" { (page.say("erase-account")) }
                }
            }
        }
    }))
}

fn preferences(page: &Page) -> Markup {
    html! {
        section {
            h2 { (page.say("preferences")) }
            form method="post" action="/preferences" {
                input type="hidden" name="back" value="you";
                div.row {
                    label.small for="language" { (page.say("language")) }
                    select id="language" name="language" {
                        @for language in Language::ALL {
                            option value=(language.tag()) selected[page.words.language() == language] {
                                (page.say(&format!("language-{}", language.tag().to_lowercase())))
                            }
                        }
                    }
                    label.small for="theme" { (page.say("theme")) }
                    select id="theme" name="theme" {
                        @for theme in Theme::ALL {
                            option value=(theme.name()) selected[page.theme == theme] { (page.say(&format!("theme-{}", theme.name()))) }
                        }
                    }
                    button { (page.say("save")) }
                }
            }
        }
    }
}

fn browser_list(page: &Page, browsers: &[Session], who: SignedIn) -> Markup {
    html! {
        section {
            h2 { (page.say("browsers")) }
            ul.list {
                @for session in browsers {
                    li {
                        span.grow {
                            (page.words.with("signed-in-on", &[("day", page.words.day(session.created_at).into())]))
                            @if session.id == who.session { " · " (page.say("this-browser")) }
                        }
                        span.small.soft { (page.words.with("last-seen", &[("day", page.words.day(session.seen_at).into())])) }
                        @if session.id != who.session {
                            form.inline method="post" action=(format!("/you/sessions/{}/revoke", session.id)) {
                                button.quiet.danger { (page.say("end-session")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
