//! Orders a draft: its key first, then the generation and its work in one transaction.

use basics::{GenerationId, JobId};
use jobs::NewJob;
use store::Scope;

use super::{
    drafting::Draft,
    generation::{Generation, State},
    queries,
    render_job::RENDER,
};
use crate::{
    api_keys::KeyHolder,
    app::App,
    budgets::{self, Spender},
    error::Error,
    models,
    sessions::SignedIn,
};

/// Somebody who may have things made: a signed-in person, or a program with that person's key.
#[derive(Debug, Clone, Copy)]
pub struct MayGenerate(Spender);

impl From<&KeyHolder> for MayGenerate {
    fn from(who: &KeyHolder) -> Self {
        Self(who.into())
    }
}

impl From<&SignedIn> for MayGenerate {
    fn from(who: &SignedIn) -> Self {
        Self(who.into())
    }
}

/// Orders the draft and returns at once; the work goes on by itself.
pub async fn submit(app: &App, MayGenerate(who): MayGenerate, draft: &Draft) -> Result<GenerationId, Error> {
    let found = app
        .engines
        .find(draft.card.id.as_str())
        .map_err(|_| Error::NoSuchModel)?;
    models::allow(app, who.account, &found).await?;
    let most = found.card.price.times(draft.count.into());
    budgets::check(app, &who, most).await?;
    let id = GenerationId::fresh(app.now(), &app.chance);
    app.vault.create_unit(id.into(), who.account.into()).await?;
    let generation = Generation {
        id,
        workspace: who.workspace,
        created_by: who.account,
        key: who.payer().key,
        job: JobId::fresh(app.now(), &app.chance),
        model: draft.card.id.to_string(),
        prompt: app.vault.seal(id.into(), &draft.words).await?,
        width: draft.size.width(),
        height: draft.size.height(),
        count: draft.count,
        seed: draft.seed.and_then(|seed| i64::try_from(seed).ok()),
        format: draft.format.as_str().to_owned(),
        state: State::Queued,
        failure: None,
        went_to: None,
        created_at: app.now(),
        started_at: None,
        finished_at: None,
    };
    let mut transaction = app.db.begin_within(&Scope::workspace(who.workspace)).await?;
    queries::insert(&mut transaction, &generation).await?;
    for (position, input) in (0..).zip(&draft.inputs) {
        queries::insert_input(&mut transaction, id, position, input).await?;
    }
    budgets::hold(app, transaction.beyond_content(), &who, id, most).await?;
    app.jobs
        .enqueue(transaction.beyond_content(), &work(&generation))
        .await?;
    transaction.commit().await?;
    app.jobs.wake();
    Ok(id)
}

fn work(generation: &Generation) -> NewJob {
    NewJob {
        id: generation.job,
        kind: RENDER,
        person: generation.created_by.to_string(),
        subject: generation.id.to_string(),
        priority: 0,
        run_at: generation.created_at,
    }
}
