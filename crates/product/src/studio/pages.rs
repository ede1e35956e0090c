//! `/`.

use axum::{Router, extract::State, routing::get};
use maud::Markup;
use web_kit::{Page, Problem};

use crate::{app::App, generations, sessions::MaybeSignedIn, stranger};

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(first))
}

async fn first(State(app): State<App>, page: Page, who: MaybeSignedIn) -> Result<Markup, Problem> {
    match who.0 {
        Some(who) => generations::studio(&app, &page, who).await,
        None => Ok(stranger::first_page(&app, &page)),
    }
}
