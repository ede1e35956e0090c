//! How much a provider is doing for people here.

use super::queries;
use crate::{app::App, error::Error};

/// How many orders at a provider's models are not over, whoever's they are.
pub async fn under_way_at(app: &App, provider: &str) -> Result<i64, Error> {
    Ok(queries::count_under_way(&app.db, provider).await?)
}
