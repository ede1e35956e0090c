//! Where the library's form sends a file.

use axum::{Router, extract::State, response::Redirect, routing::post};
use web_kit::{Language, Problem, UploadedFile};

use super::receive;
use crate::{app::App, assets::Owner, sessions::SignedIn};

/// The slice's words.
pub const WORDS: &[(Language, &str)] = &[
    (Language::English, include_str!("en.ftl")),
    (Language::German, include_str!("de.ftl")),
];

/// The slice's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/uploads", post(upload).layer(UploadedFile::body_limit()))
        .merge(super::api::routes())
}

/// Who may not upload is told so before a byte of the file is read.
async fn upload(State(app): State<App>, who: SignedIn, file: UploadedFile) -> Result<Redirect, Problem> {
    let owner = Owner {
        workspace: who.workspace,
        account: who.account,
    };
    let id = receive::receive(&app, &owner, file.0).await?;
    Ok(Redirect::to(&format!("/library/{id}")))
}
