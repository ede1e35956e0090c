//! Orders a draft: its key first, then the generation and its work in one transaction.

use basics::{AccountId, ApiKeyId, Budget, GenerationId, JobId, WorkspaceId};
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
pub struct MayGenerate {
    /// Whose it will be.
    pub account: AccountId,
    /// Where it will be kept.
    pub workspace: WorkspaceId,
    /// With which key, if with one, and what that may spend.
    pub key: Option<(ApiKeyId, Option<Budget>)>,
}

impl MayGenerate {
    const fn spender(self) -> Spender {
        Spender {
            account: self.account,
            workspace: self.workspace,
            key: self.key,
        }
    }
}

impl From<&KeyHolder> for MayGenerate {
    fn from(who: &KeyHolder) -> Self {
        let Spender {
            account,
            workspace,
            key,
        } = who.into();
        Self {
            account,
            workspace,
            key,
        }
    }
}

impl From<&SignedIn> for MayGenerate {
    fn from(who: &SignedIn) -> Self {
        Self {
            account: who.account,
            workspace: who.workspace,
            key: None,
        }
    }
}

/// Orders the draft and returns at once; the work goes on by itself.
pub async fn submit(app: &App, who: MayGenerate, draft: &Draft) -> Result<GenerationId, Error> {
    let found = app
        .engines
        .find(draft.card.id.as_str())
        .map_err(|_| Error::NoSuchModel)?;
    models::allow(app, who.account, &found).await?;
    let (spender, most) = (who.spender(), found.card.price.times(draft.count.into()));
    budgets::check(app, &spender, most).await?;
    let id = GenerationId::fresh(app.now(), &app.chance);
    app.vault.create_unit(id.into(), who.account.into()).await?;
    let generation = Generation {
        id,
        workspace: who.workspace,
        created_by: who.account,
        key: who.key.map(|(key, _)| key),
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
    budgets::hold(app, transaction.beyond_content(), &spender, id, most).await?;
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
