//! The page about oneself.

use std::collections::BTreeMap;

use axum::{
    Router,
    extract::{Path, State},
    http::header::SET_COOKIE,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use basics::{AccountId, Span, Time};
use maud::{Markup, html};
use privacy::ShowToOwner;
use web_kit::{
    Cookie, FormFields, Language, Page, Problem, Shell, Theme,
    components::{Field, alert, facts, field},
};

use crate::{
    accounts::{self, Role},
    api_keys::{self, Listed, RawScope},
    app::App,
    error::Error,
    metering::{self, Usage},
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
        .route("/preferences", post(prefer))
}

async fn show(State(app): State<App>, page: Page, who: SignedIn) -> Result<Markup, Problem> {
    draw(&app, &page, who, &New::default()).await
}

/// What has just happened on the page.
#[derive(Default)]
struct New {
    secret: Option<String>,
    problem: Option<Problem>,
}

async fn make_key(State(app): State<App>, page: Page, who: SignedIn, form: FormFields) -> Result<Response, Problem> {
    let scope = RawScope {
        models: form.get("models"),
        days: form.get("days"),
    };
    match api_keys::create_for(&app, who.account, form.get("name"), &scope).await {
        Ok((_, secret)) => {
            let new = New {
                secret: Some(secret),
                problem: None,
            };
            Ok(draw(&app, &page, who, &new).await?.into_response())
        }
        Err(error @ Error::Invalid { .. }) => {
            let problem = Problem::from(error);
            let new = New {
                secret: None,
                problem: Some(problem.clone()),
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
    let browsers = sessions::list(app, who.account).await?;
    let used = used_of_late(app, who.account).await?;
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
            (key_list(page, &keys, new))
            (browser_list(page, &browsers, who))
            (usage(page, &used))
            section {
                h2 { (page.say("your-data")) }
                p.small.soft { (page.say("your-data-about")) }
                div.row {
                    a.go href="/models" { (page.say("models-link")) }
                    a.go href="/privacy-policy" { (page.say("policy-link")) }
                    a.go href="/terms" { (page.say("terms-title")) }
                    a.go href="/you/erase" { (page.say("erase-account")) }
                }
            }
        }
    }))
}

/// How far back the page looks.
const MONTH: Span = Span::days(31);

/// What was used of each model in the last 31 days.
async fn used_of_late(app: &App, account: AccountId) -> Result<BTreeMap<String, Usage>, Problem> {
    metering::settle(app).await?;
    let since = Time::from_millis(app.now().millis() - MONTH.as_millis());
    let mut models: BTreeMap<String, Usage> = BTreeMap::new();
    for (counted, usage) in metering::since(app, account, since).await? {
        *models.entry(counted.model).or_default() += usage;
    }
    Ok(models)
}

fn usage(page: &Page, used: &BTreeMap<String, Usage>) -> Markup {
    let line = |usage: &Usage| {
        let values = [
            ("calls", usage.calls.into()),
            ("pictures", usage.pictures.into()),
            ("input", usage.input_tokens.into()),
            ("output", usage.output_tokens.into()),
        ];
        let made = if usage.pictures > 0 {
            "usage-pictures"
        } else {
            "usage-tokens"
        };
        page.words.with(made, &values)
    };
    html! {
        section id="usage" {
            h2 { (page.say("usage")) }
            @if used.is_empty() { p.small.soft { (page.say("usage-none")) } }
            @else {
                ul.list {
                    @for (model, usage) in used {
                        li { span.grow { (model) } span.small.soft { (line(usage)) } }
                    }
                }
            }
        }
    }
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

fn key_list(page: &Page, keys: &[Listed], new: &New) -> Markup {
    let error = new.problem.as_ref().map(|problem| problem.message(page));
    html! {
        section id="keys" {
            h2 { (page.say("keys")) }
            p.small.soft { (page.say("keys-about")) }
            @if let Some(secret) = &new.secret {
                p.notice role="status" { (page.say("key-once")) " " code { (secret) } }
            }
            @if let Some(text) = &error { (alert(text)) }
            @if !keys.is_empty() {
                ul.list {
                    @for key in keys {
                        li {
                            span.grow {
                                (key.name.as_ref().map_or("", |name| name.reveal().as_str())) " "
                                code.soft { "…" (key.key.hint) }
                            }
                            span.small.soft { (used(page, key)) (limits(page, key)) }
                            form.inline method="post" action=(format!("/you/keys/{}/revoke", key.key.id)) {
                                button.quiet.danger { (page.say("revoke")) }
                            }
                        }
                    }
                }
            }
            form method="post" action="/you/keys" {
                (field(page, &Field { name: "name", kind: "text", label: "key-name", hint: None, value: "", fills: "off", error: None }))
                (less(page))
                div.row { button { (page.say("key-make")) } }
            }
        }
    }
}

/// Days that a new key may be good for.
const DAYS: [u32; 3] = [30, 90, 365];

/// What makes a new key one for less than everything.
fn less(page: &Page) -> Markup {
    html! {
        details.more {
            summary { (page.say("key-less")) }
            div.field {
                label for="models" { (page.say("key-models")) }
                input id="models" name="models" type="text" autocomplete="off" placeholder=(page.say("key-models-example")) aria-describedby="models-hint";
                p.hint id="models-hint" { (page.say("key-models-hint")) }
            }
            div.field {
                label for="days" { (page.say("key-days")) }
                select id="days" name="days" {
                    option value="" { (page.say("key-days-none")) }
                    @for days in DAYS { option value=(days) { (page.words.with("key-days-some", &[("days", days.into())])) } }
                }
            }
        }
    }
}

fn limits(page: &Page, key: &Listed) -> Markup {
    let scope = &key.key.scope;
    html! {
        @if !scope.models().is_empty() { " · " (scope.models()) }
        @if let Some(end) = scope.expires_at { " · " (page.words.with("key-ends", &[("day", page.words.day(end).into())])) }
    }
}

fn used(page: &Page, key: &Listed) -> String {
    match key.key.used_at {
        Some(time) => page.words.with("last-used", &[("day", page.words.day(time).into())]),
        None => page.say("never-used"),
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
