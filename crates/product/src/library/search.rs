//! Finds assets by the words of their prompts.

use basics::GenerationId;
use store::Scope;

use crate::{
    app::App,
    assets::{self, Shown},
    error::Error,
    generations,
};

/// How many generations a search shows.
const MOST: usize = 60;

/// The assets whose prompt holds every word of the query, newest first.
pub async fn search(app: &App, scope: &Scope, query: &str) -> Result<Vec<Shown>, Error> {
    let mut shown = Vec::new();
    let found: Vec<GenerationId> = generations::search(app, scope, query, MOST).await?;
    for id in found {
        shown.extend(assets::of_generations(app, scope, id, id).await?);
    }
    Ok(shown)
}
