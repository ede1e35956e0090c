//! Orders a draft: its key first, then the generation and its work in one transaction.

use basics::{Credits, GenerationId, JobId};
use engines::{Card, Found, Kind, Resolved, Size};
use jobs::NewJob;
use store::{DbError, Scope};

use super::{
    drafting::Draft,
    generation::{Generation, State},
    idempotency::{self, Marked},
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

/// Somebody who may have things made: a signed-in person, or a program with that person's key, and then only what the key
/// is for.
#[derive(Debug, Clone)]
pub struct MayGenerate {
    who: Spender,
    program: Option<KeyHolder>,
}

impl From<&KeyHolder> for MayGenerate {
    fn from(who: &KeyHolder) -> Self {
        Self {
            who: who.into(),
            program: Some(who.clone()),
        }
    }
}

impl From<&SignedIn> for MayGenerate {
    fn from(who: &SignedIn) -> Self {
        Self {
            who: who.into(),
            program: None,
        }
    }
}

/// Orders the draft and returns at once; the work goes on by itself.
pub async fn submit(
    app: &App,
    MayGenerate { who, program }: MayGenerate,
    draft: &Draft,
) -> Result<GenerationId, Error> {
    if let Some(program) = program {
        program.may_order(draft.card.kind, draft.asked_for())?;
    }
    let marked = idempotency::mark(app, draft);
    if let Some(marked) = &marked
        && let Some(id) = idempotency::earlier(app, &who, marked).await?
    {
        return Ok(id);
    }
    let found = first(app, &who, draft).await?;
    // Whichever of a route's models fills it, enough is held.
    let cost = |card: &Card| card.cost(draft.seconds.unwrap_or(0)).times(draft.count.into());
    let most = draft.cards().map(cost).max().unwrap_or(Credits::FREE);
    budgets::check(app, &who, most).await?;
    let id = GenerationId::fresh(app.now(), &app.chance);
    app.vault.create_unit(id.into(), who.account.into()).await?;
    let generation = queued(app, &who, draft, &found, id).await?;
    match record(app, &who, draft, &generation, most, marked.as_ref()).await {
        Ok(()) => {}
        // The same order came at the same moment, and was first.
        Err(Error::Database(DbError::Conflict)) => {
            app.vault.destroy_unit(id.into()).await?;
            let marked = marked.ok_or(Error::Busy)?;
            return idempotency::earlier(app, &who, &marked).await?.ok_or(Error::Busy);
        }
        Err(error) => return Err(error),
    }
    app.jobs.wake();
    Ok(id)
}

/// The generation with its words sealed, before anybody has begun it.
async fn queued(app: &App, who: &Spender, draft: &Draft, found: &Found, id: GenerationId) -> Result<Generation, Error> {
    Ok(Generation {
        id,
        workspace: who.workspace,
        created_by: who.account,
        key: who.payer().key,
        job: JobId::fresh(app.now(), &app.chance),
        kind: draft.kind.to_string(),
        model: found.card.id.to_string(),
        route: draft.route.clone(),
        prompt: app.vault.seal(id.into(), &draft.words).await?,
        negative: match &draft.negative {
            Some(words) => Some(app.vault.seal(id.into(), words).await?),
            None => None,
        },
        width: draft.size.map_or(0, Size::width),
        height: draft.size.map_or(0, Size::height),
        count: draft.count,
        seed: draft.seed.and_then(|seed| i64::try_from(seed).ok()),
        format: match draft.kind {
            Kind::Image => draft.format.as_str(),
            Kind::Video => "mp4",
            Kind::Text | Kind::Prompt => "text",
        }
        .to_owned(),
        seconds: draft.seconds,
        remixed_from: draft.remixed_from,
        state: State::Queued,
        failure: None,
        went_to: None,
        created_at: app.now(),
        started_at: None,
        finished_at: None,
    })
}

/// The generation, what it starts from, what it can cost and its work: all of them or none.
async fn record(
    app: &App,
    who: &Spender,
    draft: &Draft,
    generation: &Generation,
    most: Credits,
    marked: Option<&Marked>,
) -> Result<(), Error> {
    let mut transaction = app.db.begin_within(&Scope::workspace(who.workspace)).await?;
    queries::insert(&mut transaction, generation).await?;
    if let Some(Marked { key, hash }) = marked {
        queries::update_idempotency_key(&mut transaction, generation.id, key, hash).await?;
    }
    for (position, input) in (0..).zip(&draft.inputs) {
        queries::insert_input(&mut transaction, generation.id, position, input).await?;
    }
    budgets::hold(app, transaction.beyond_content(), who, generation.id, most).await?;
    app.jobs
        .enqueue(transaction.beyond_content(), &work(generation))
        .await?;
    Ok(transaction.commit().await?)
}

/// Of the models that can make it, the one that will be asked first, as things stand. Its job looks again.
async fn first(app: &App, who: &Spender, draft: &Draft) -> Result<Found, Error> {
    let engines = app.engines();
    let models = draft.cards().filter_map(|card| engines.find_exactly(card.id.as_str()));
    let route = draft.route.as_ref().and_then(|name| engines.route(name)).cloned();
    let resolved = Resolved {
        route,
        models: models.collect(),
    };
    let allowed = models::choose(app, who.account, resolved).await?;
    allowed.models.into_iter().next().ok_or(Error::NoSuchModel)
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
