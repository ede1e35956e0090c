//! Who is asking: taken from a program's key.

use axum::extract::FromRequestParts;
use http::{header::AUTHORIZATION, request::Parts};

use super::find::{self, KeyHolder};
use crate::{
    app::App,
    limits::{self, Subject},
    tokens,
};
use web_kit::{Arrival, Problem};

impl FromRequestParts<App> for KeyHolder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(arrival) = Arrival::from_request_parts(parts, app).await;
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let secret = header
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, secret)| secret.trim())
            .unwrap_or_default();
        if !secret.starts_with("np_") || secret.len() > 128 {
            return Err(Problem::KeyNeeded);
        }
        let holder = find::find(app, &tokens::digest(secret), arrival.client)
            .await?
            .ok_or(Problem::KeyNeeded)?;
        limits::spend(parts, app, Subject::Key(holder.key)).await?;
        limits::spend(parts, app, Subject::Account(holder.account)).await?;
        Ok(holder)
    }
}
