//! Opens generations for their owner.

use basics::{GenerationId, Time};
use privacy::{Clear, ShowToOwner};
use store::Scope;

use super::{
    generation::{Generation, PromptWords},
    queries,
};
use crate::{
    app::App,
    assets::{self, Shown},
    error::Error,
};

/// A generation with its words opened and what came of it.
#[derive(Debug, Clone)]
pub struct Work {
    /// The generation.
    pub generation: Generation,
    /// The words; `None` where their key is gone already.
    pub prompt: Option<Clear<PromptWords>>,
    /// What came of it.
    pub assets: Vec<Shown>,
}

impl Work {
    /// The prompt's words, or none.
    #[must_use]
    pub fn words(&self) -> &str {
        self.prompt.as_ref().map_or("", |prompt| prompt.reveal().as_str())
    }
}

/// One generation of the workspace.
pub async fn view(app: &App, scope: &Scope, id: GenerationId) -> Result<Work, Error> {
    let generation = queries::lookup(&app.db.within(scope), id)
        .await?
        .ok_or(Error::NotFound)?;
    open(app, scope, vec![generation])
        .await?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)
}

/// The newest of the workspace, newest first.
pub(super) async fn latest(app: &App, scope: &Scope, limit: i64) -> Result<Vec<Work>, Error> {
    let generations = queries::list(&app.db.within(scope), None, limit).await?;
    open(app, scope, generations).await
}

/// What is under way, and what ended since a moment.
pub(super) async fn changed(app: &App, scope: &Scope, since: Time) -> Result<Vec<Work>, Error> {
    let generations = queries::list_changed(&app.db.within(scope), since).await?;
    open(app, scope, generations).await
}

async fn open(app: &App, scope: &Scope, generations: Vec<Generation>) -> Result<Vec<Work>, Error> {
    let ids = || generations.iter().map(|generation| generation.id);
    let (Some(first), Some(last)) = (ids().min(), ids().max()) else {
        return Ok(Vec::new());
    };
    let assets = assets::of_generations(app, scope, first, last).await?;
    let sealed: Vec<_> = generations.iter().map(|generation| generation.prompt.clone()).collect();
    let prompts = app.vault.open_many::<ShowToOwner, _>(&sealed).await?;
    let works = generations.into_iter().zip(prompts).map(|(generation, prompt)| {
        let own = assets
            .iter()
            .filter(|shown| shown.asset.generation == Some(generation.id));
        Work {
            assets: own.cloned().collect(),
            generation,
            prompt,
        }
    });
    Ok(works.collect())
}
