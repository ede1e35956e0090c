//! Signing up: the age question alone, then the account.

use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderMap, header::SET_COOKIE},
    response::{IntoResponse, Response},
    routing::get,
};
use maud::{Markup, html};
use privacy::guard;
use web_kit::{
    Cookie, Cookies, FormFields, Language, Page, Problem, Shell,
    components::{Field, alert, field},
};

use super::age;
use crate::{
    accounts::{self, Agreement, EmailAddress},
    app::App,
    error::Error,
    sessions::{self, Entrance},
    settings::SignUp,
};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-up", get(ask_age).post(answer))
        .route("/owner/{token}", get(ask_owners_age))
}

async fn ask_age(State(app): State<App>, page: Page, headers: HeaderMap) -> Result<Markup, Problem> {
    if app.settings.sign_up == SignUp::Closed {
        return Ok(closed(&page));
    }
    Ok(if is_marked_young(&app, &headers) {
        too_young(&page)
    } else {
        age_sheet(&page, "", None)
    })
}

async fn ask_owners_age(
    State(app): State<App>,
    page: Page,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Markup, Problem> {
    if !accounts::owner_link_is_good(&app, &token).await? {
        return Err(Problem::NotFound);
    }
    Ok(if is_marked_young(&app, &headers) {
        too_young(&page)
    } else {
        age_sheet(&page, &token, None)
    })
}

async fn answer(State(app): State<App>, page: Page, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let from = Entrance {
        network: sessions::network(&parts),
        device: Cookies::of(&parts.headers).get(Cookie::Device, sessions::is_secure(&app)),
    };
    let young = is_marked_young(&app, &parts.headers);
    let form = sessions::read_form(parts, body).await?;
    let owner = form.get("owner").to_owned();
    if app.settings.sign_up == SignUp::Closed && !accounts::owner_link_is_good(&app, &owner).await? {
        return Ok(closed(&page).into_response());
    }
    if young && guard!("P-CHD-01/again") {
        return Ok(too_young(&page).into_response());
    }
    if !age::is_marked(&app.vault, form.get("age"), app.now()) {
        return Ok(judge_age(&app, &page, &form));
    }
    sign_up(&app, &page, &form, &from).await
}

/// Nothing of the answer is kept but, in the browser and until it is closed, that it was below the limit.
fn judge_age(app: &App, page: &Page, form: &FormFields) -> Response {
    let owner = form.get("owner");
    let Some(born) = age::parse(form.get("born")) else {
        return (
            Problem::WrongType.status(),
            age_sheet(page, owner, Some("invalid-birth-date")),
        )
            .into_response();
    };
    if age::is_old_enough(born, app.settings.least_age, app.now()) {
        let mark = age::mark(&app.vault, app.now());
        return account_sheet(
            page,
            &Filled {
                mark: &mark,
                owner,
                email: "",
                problem: None,
            },
        )
        .into_response();
    }
    let mut response = too_young(page).into_response();
    response
        .headers_mut()
        .append(SET_COOKIE, Cookie::Age.set("young", sessions::is_secure(app)));
    response
}

async fn sign_up(app: &App, page: &Page, form: &FormFields, from: &Entrance) -> Result<Response, Problem> {
    let owner = form.get("owner");
    let again = |problem: Problem| {
        let filled = Filled {
            mark: form.get("age"),
            owner,
            email: form.get("email"),
            problem: Some(&problem),
        };
        (problem.status(), account_sheet(page, &filled)).into_response()
    };
    let Ok(email) = EmailAddress::parse(form.get("email")) else {
        return Ok(again(Error::invalid("email", "invalid-email").into()));
    };
    if !guard!("P-INT-04/agree", form.is_ticked("agree")) {
        return Ok(again(Error::invalid("agree", "invalid-agree").into()));
    }
    if let Err(seconds) = app.throttle.admit_sign_up(from.network, app.now()) {
        return Ok(again(Problem::TooMany { seconds }));
    }
    let link = Some(owner).filter(|token| !token.is_empty());
    let agreement = Agreement {
        language: page.words.language(),
    };
    match accounts::sign_up(app, &email, form.get("password"), link, agreement).await {
        Ok(()) => {}
        Err(error @ Error::Invalid { .. }) => return Ok(again(error.into())),
        Err(error) => return Err(error.into()),
    }
    match sessions::sign_in(app, email.as_str(), form.get("password"), from).await {
        Ok(entered) => Ok(sessions::has_entered(app, page, &entered, "/")),
        Err(error @ (Error::WrongPassword | Error::TooMany { .. })) => Ok(again(error.into())),
        Err(error) => Err(error.into()),
    }
}

fn is_marked_young(app: &App, headers: &HeaderMap) -> bool {
    Cookies::of(headers)
        .get(Cookie::Age, sessions::is_secure(app))
        .is_some()
}

fn age_sheet(page: &Page, owner: &str, error: Option<&str>) -> Markup {
    let title = page.say("sign-up-title");
    let error = error.map(|key| page.say(key));
    Shell::plain(page, &title).wrap(&html! {
        div.sheet.narrow {
            h1 { (title) }
            form method="post" action="/sign-up" {
                input type="hidden" name="owner" value=(owner);
                (field(page, &Field { name: "born", kind: "date", label: "born", hint: Some("born-hint"), value: "", fills: "bday", error }))
                button.primary { (page.say("continue")) }
            }
            p.small { (page.say("sign-up-have")) " " a href="/sign-in" { (page.say("sign-in-title")) } }
        }
    })
}

/// What the account's form holds when it is shown.
struct Filled<'a> {
    mark: &'a str,
    owner: &'a str,
    email: &'a str,
    problem: Option<&'a Problem>,
}

fn account_sheet(page: &Page, filled: &Filled<'_>) -> Markup {
    let title = page.say("sign-up-title");
    let error_of = |name: &str| match filled.problem {
        Some(problem @ Problem::Invalid { field, reason, .. }) if field == name && reason != "invalid-sign-in" => {
            Some(problem.message(page))
        }
        _ => None,
    };
    let elsewhere = filled.problem.filter(|_| {
        ["email", "password", "agree"]
            .iter()
            .all(|name| error_of(name).is_none())
    });
    Shell::plain(page, &title).wrap(&html! {
        div.sheet.narrow {
            h1 { (title) }
            @if let Some(problem) = elsewhere { (alert(&problem.message(page))) }
            form method="post" action="/sign-up" {
                input type="hidden" name="age" value=(filled.mark);
                input type="hidden" name="owner" value=(filled.owner);
                (field(page, &Field { name: "email", kind: "email", label: "email", hint: None, value: filled.email, fills: "username", error: error_of("email") }))
                (field(page, &Field { name: "password", kind: "password", label: "password", hint: Some("password-hint"), value: "", fills: "new-password", error: error_of("password") }))
                (sessions::agree_tick(page, error_of("agree").as_deref()))
                button.primary { (page.say("sign-up-button")) }
            }
        }
    })
}

fn too_young(page: &Page) -> Markup {
    let title = page.say("too-young-title");
    Shell::plain(page, &title).wrap(&html! {
        div.sheet.narrow { h1 { (title) } p { (page.say("too-young")) } p { a.button href="/" { (page.say("problem-first-page")) } } }
    })
}

fn closed(page: &Page) -> Markup {
    let title = page.say("sign-up-title");
    Shell::plain(page, &title).wrap(&html! {
        div.sheet.narrow { h1 { (title) } p { (page.say("sign-up-closed")) } p { a.button href="/sign-in" { (page.say("sign-in-title")) } } }
    })
}
