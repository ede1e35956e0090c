//! The sign-in page.

use axum::{
    Router,
    extract::{Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use privacy::guard;
use serde::Deserialize;
use web_kit::{
    Cookie, Cookies, FormFields, Language, Page, Problem, Shell,
    components::{Field, alert, field},
};

use super::{
    agree,
    api::{MaybeSignedIn, is_secure, network},
    sign_in::{self, Entered, Entrance, SignedInNow},
};
use crate::{accounts::Agreement, app::App, error::Error};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show).post(enter))
        .route("/sign-in/agree", post(agree))
        .route("/sign-out", post(leave))
}

#[derive(Debug, Default, Deserialize)]
struct SignInQuery {
    #[serde(default)]
    next: String,
}

async fn show(page: Page, who: MaybeSignedIn, Query(query): Query<SignInQuery>) -> Response {
    let next = local(&query.next);
    if who.0.is_some() {
        return Redirect::to(next).into_response();
    }
    sheet(&page, next, "", None).into_response()
}

async fn enter(State(app): State<App>, page: Page, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let from = Entrance {
        network: network(&parts),
        device: Cookies::of(&parts.headers).get(Cookie::Device, is_secure(&app)),
    };
    let form = read_form(parts, body).await?;
    let next = local(form.get("next"));
    match sign_in::sign_in(&app, form.get("email"), form.get("password"), &from).await {
        Ok(entered) => Ok(has_entered(&app, &page, &entered, next)),
        Err(error @ (Error::Invalid { .. } | Error::WrongPassword | Error::TooMany { .. })) => {
            let problem = Problem::from(error);
            let markup = sheet(&page, next, form.get("email"), Some(&problem));
            Ok((problem.status(), markup).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn agree(State(app): State<App>, page: Page, form: FormFields) -> Result<Response, Problem> {
    let next = local(form.get("next"));
    if !guard!("P-INT-04/agree-first", form.is_ticked("agree")) {
        let problem = Problem::from(Error::invalid("agree", "invalid-agree-first"));
        let markup = agree_sheet(&page, next, form.get("mark"), Some(&problem));
        return Ok((problem.status(), markup).into_response());
    }
    let agreement = Agreement {
        language: page.words.language(),
    };
    match agree::agree(&app, form.get("mark"), agreement).await {
        Ok(now) => Ok(enter_with(&app, &now, next)),
        Err(Error::WrongPassword) => Ok(Redirect::to("/sign-in").into_response()),
        Err(error) => Err(error.into()),
    }
}

async fn leave(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = Cookies::of(&headers).get(Cookie::Session, is_secure(&app)) {
        sign_in::sign_out(&app, &token).await?;
    }
    let mut response = Redirect::to("/").into_response();
    response
        .headers_mut()
        .append(SET_COOKIE, Cookie::Session.remove(is_secure(&app)));
    response
        .headers_mut()
        .append("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

/// Lets somebody with the right password in, or asks them to agree first.
pub(crate) fn has_entered(app: &App, page: &Page, entered: &Entered, next: &str) -> Response {
    match entered {
        Entered::Now(now) => enter_with(app, now, next),
        Entered::OnceAgreed(mark) => agree_sheet(page, next, mark, None).into_response(),
    }
}

/// Sends a browser on with its new cookies. A fresh secret each time: an earlier one cannot have been planted.
fn enter_with(app: &App, now: &SignedInNow, next: &str) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [("location", next.to_owned())]).into_response();
    let secure = is_secure(app);
    response
        .headers_mut()
        .append(SET_COOKIE, Cookie::Session.set(&now.token, secure));
    response
        .headers_mut()
        .append(SET_COOKIE, Cookie::Device.set(&now.device, secure));
    response
}

/// The form of a request whose parts are needed too.
pub(crate) async fn read_form(
    parts: axum::http::request::Parts,
    body: axum::body::Body,
) -> Result<FormFields, Problem> {
    use axum::extract::FromRequest;
    FormFields::from_request(Request::from_parts(parts, body), &()).await
}

/// A path on this site, whatever was asked for. Browsers drop tabs and line ends from addresses, which would turn
/// `/<tab>/elsewhere` into another host, so nothing but visible ASCII is let through.
fn local(next: &str) -> &str {
    let visible = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let stays = visible && next.starts_with('/') && !next.starts_with("//");
    if stays && next.len() <= 512 { next } else { "/" }
}

fn sheet(page: &Page, next: &str, email: &str, problem: Option<&Problem>) -> Markup {
    let title = page.say("sign-in-title");
    Shell::plain(page, &title).wrap(&html! {
        div.sheet.narrow {
            h1 { (title) }
            @if let Some(problem) = problem { (alert(&problem.message(page))) }
            form method="post" action="/sign-in" {
                input type="hidden" name="next" value=(next);
                (field(page, &Field { name: "email", kind: "email", label: "email", hint: None, value: email, fills: "username", error: None }))
                (field(page, &Field { name: "password", kind: "password", label: "password", hint: None, value: "", fills: "current-password", error: None }))
                button.primary { (page.say("sign-in-button")) }
            }
            p.small { (page.say("sign-in-new")) " " a href="/sign-up" { (page.say("sign-up-link")) } }
        }
    })
}

fn agree_sheet(page: &Page, next: &str, mark: &str, problem: Option<&Problem>) -> Markup {
    let title = page.say("agree-title");
    Shell::plain(page, &title).wrap(&html! {
        div.sheet.narrow {
            h1 { (title) }
            p { (page.say("agree-why")) }
            @if let Some(problem) = problem { (alert(&problem.message(page))) }
            form method="post" action="/sign-in/agree" {
                input type="hidden" name="next" value=(next);
                input type="hidden" name="mark" value=(mark);
                (agree_tick(page, None))
                button.primary { (page.say("continue")) }
            }
        }
    })
}

/// The box by which somebody accepts terms and policy.
pub(crate) fn agree_tick(page: &Page, error: Option<&str>) -> Markup {
    html! {
        div.field {
            label.tick {
                input type="checkbox" name="agree" value="yes" required;
                span {
                    (page.say("agree-before")) " " a href="/terms" target="_blank" { (page.say("agree-terms")) } " "
                    (page.say("agree-and")) " " a href="/privacy-policy" target="_blank" { (page.say("agree-policy")) } (page.say("agree-after"))
                }
            }
            @if let Some(text) = error { p.error { (text) } }
        }
    }
}
