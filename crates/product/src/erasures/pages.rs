//! The way out: what would go, the question, the way back, and the certificate.

use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderValue, header::SET_COOKIE},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::Markup;
use web_kit::{Cookie, FormFields, Language, Page, Problem};

use self::sheets::{Question, leaving_sheet, question_sheet, receipt_sheet};
use super::{
    api,
    ask::{Asked, ask},
    erasure::{AskedBy, When},
    find, preview, undo,
};
use crate::{
    app::App,
    error::Error,
    generations,
    sessions::{self, Leaving, SignedIn},
};

mod sheets;

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/you/erase", get(question).post(answer))
        .route("/leaving", get(leaving))
        .route("/leaving/undo", post(stay))
        .route("/leaving/now", post(leave_now))
        .route("/erasures/{receipt}", get(receipt))
        .merge(api::routes())
}

async fn question(State(app): State<App>, page: Page, who: SignedIn) -> Result<Markup, Problem> {
    draw(&app, &page, who, None).await
}

async fn answer(State(app): State<App>, page: Page, who: SignedIn, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let network = sessions::network(&parts);
    let form = sessions::read_form(parts, body).await?;
    match sessions::confirm(&app, who.account, form.get("password"), network).await {
        Ok(()) => {}
        Err(error @ (Error::Invalid { .. } | Error::TooMany { .. })) => {
            let problem = Problem::from(error);
            let sheet = draw(&app, &page, who, Some(&problem)).await?;
            return Ok((problem.status(), sheet).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    if form.get("when") == "now" {
        let asked = ask(&app, who.account, When::Now, AskedBy::Person, None).await?;
        return Ok(gone(&app, &asked));
    }
    let asked = ask(&app, who.account, When::AfterGrace, AskedBy::Person, Some(who.session)).await?;
    Ok(Redirect::to(&address(&asked)).into_response())
}

async fn draw(app: &App, page: &Page, who: SignedIn, problem: Option<&Problem>) -> Result<Markup, Problem> {
    let question = Question {
        held: &preview::preview(app, who.account, who.workspace).await?,
        recipients: &generations::recipients(app, &who.scope()).await?,
        problem,
    };
    Ok(question_sheet(page, &question))
}

async fn leaving(page: Page, who: Leaving) -> Markup {
    leaving_sheet(&page, who.at, None)
}

async fn stay(State(app): State<App>, who: Leaving) -> Result<Redirect, Problem> {
    undo::undo(&app, who.account).await?;
    Ok(Redirect::to("/you"))
}

async fn leave_now(State(app): State<App>, page: Page, who: Leaving, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let network = sessions::network(&parts);
    let form: FormFields = sessions::read_form(parts, body).await?;
    match sessions::confirm(&app, who.account, form.get("password"), network).await {
        Ok(()) => Ok(gone(
            &app,
            &ask(&app, who.account, When::Now, AskedBy::Person, None).await?,
        )),
        Err(error @ (Error::Invalid { .. } | Error::TooMany { .. })) => {
            let problem = Problem::from(error);
            Ok((problem.status(), leaving_sheet(&page, who.at, Some(&problem))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn receipt(State(app): State<App>, page: Page, Path(receipt): Path<String>) -> Result<Markup, Problem> {
    let erasure = find::find(&app, &receipt).await?;
    Ok(receipt_sheet(&page, &receipt, &erasure))
}

fn address(asked: &Asked) -> String {
    format!("/erasures/{}", asked.receipt)
}

/// To the receipt, with nothing of the session left in the browser.
fn gone(app: &App, asked: &Asked) -> Response {
    let mut response = Redirect::to(&address(asked)).into_response();
    let headers = response.headers_mut();
    headers.append(SET_COOKIE, Cookie::Session.remove(sessions::is_secure(app)));
    headers.append("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    response
}
