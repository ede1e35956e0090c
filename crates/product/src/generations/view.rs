//! Opens generations for their owner.

use basics::{GenerationId, Time};
use privacy::{Clear, ShowToOwner};
use store::Scope;

use super::{
    generation::{Generation, NegativeWords, PromptWords, State},
    input::Input,
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
    /// What it was not to show, where something was said and its key is still there.
    pub negative: Option<Clear<NegativeWords>>,
    /// What came of it.
    pub assets: Vec<Shown>,
}

impl Work {
    /// The prompt's words, or none.
    #[must_use]
    pub fn words(&self) -> &str {
        self.prompt.as_ref().map_or("", |prompt| prompt.reveal().as_str())
    }

    /// The words for what it was not to show, or none.
    #[must_use]
    pub fn negative_words(&self) -> &str {
        self.negative.as_ref().map_or("", |negative| negative.reveal().as_str())
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

/// Per cent of a generation's work done, as far as its model says; never all of it before it is there.
pub async fn percent(app: &App, work: &Work) -> Result<i64, Error> {
    Ok(match work.generation.state {
        State::Done => 100,
        State::Running => {
            let job = app.jobs.lookup(work.generation.job).await?;
            // A job counts in thousandths.
            job.map_or(0, |job| (job.progress / 10).clamp(0, 99))
        }
        State::Queued | State::Failed | State::Cancelled | State::Unknown => 0,
    })
}

/// Films of the workspace, from one of them on.
pub async fn films(
    app: &App,
    scope: &Scope,
    after: Option<GenerationId>,
    limit: i64,
    newest_first: bool,
) -> Result<Vec<Work>, Error> {
    let db = app.db.within(scope);
    let films = if newest_first {
        queries::list_films(&db, after, limit).await?
    } else {
        queries::list_films_oldest_first(&db, after, limit).await?
    };
    open(app, scope, films).await
}

/// Whether everything that a generation started from is still there.
pub(super) async fn has_its_inputs(app: &App, scope: &Scope, id: GenerationId) -> Result<bool, Error> {
    let inputs = queries::list_inputs(&app.db.within(scope), id).await?;
    Ok(inputs_left(app, scope, id).await?.len() == inputs.len())
}

/// What a generation started from, as far as it is still there.
pub(super) async fn inputs_left(app: &App, scope: &Scope, id: GenerationId) -> Result<Vec<Input>, Error> {
    let mut left = Vec::new();
    for input in queries::list_inputs(&app.db.within(scope), id).await? {
        if assets::is_there(app, scope, input.asset).await? {
            left.push(input);
        }
    }
    Ok(left)
}

/// The newest of the workspace, newest first.
pub(super) async fn latest(app: &App, scope: &Scope, limit: i64) -> Result<Vec<Work>, Error> {
    page(app, scope, None, limit).await
}

/// Newest first, older than `before` where it is given.
pub(super) async fn page(
    app: &App,
    scope: &Scope,
    before: Option<GenerationId>,
    limit: i64,
) -> Result<Vec<Work>, Error> {
    let generations = queries::list(&app.db.within(scope), before, limit).await?;
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
    let sealed: Vec<_> = generations.iter().filter_map(|one| one.negative.clone()).collect();
    let mut negatives = app.vault.open_many::<ShowToOwner, _>(&sealed).await?.into_iter();
    let works = generations.into_iter().zip(prompts).map(|(generation, prompt)| {
        let own = assets
            .iter()
            .filter(|shown| shown.asset.generation == Some(generation.id));
        Work {
            assets: own.cloned().collect(),
            negative: generation.negative.as_ref().and_then(|_| negatives.next().flatten()),
            generation,
            prompt,
        }
    });
    Ok(works.collect())
}
