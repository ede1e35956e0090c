//! Erases an asset for good (P-SET-05): hidden at once, its key destroyed before this returns, its bytes and rows
//! removed by work that survives a crash.

use basics::{AccountId, AssetId, GenerationId, JobId, Time};
use jobs::NewJob;
use store::{Scope, ScopedTransaction};

use super::erase_job::ERASE_ASSET;
use crate::{app::App, assets, error::Error, generations};

/// Erases an asset of the workspace. With its last asset a generation goes too, prompt and all.
pub async fn erase(app: &App, scope: &Scope, id: AssetId) -> Result<(), Error> {
    let asset = assets::view(app, scope, id).await?.asset;
    let mut transaction = app.db.begin_within(scope).await?;
    if let Some(generation) = asset.generation {
        generations::hold(&mut transaction, generation).await?;
    }
    if !assets::hide(app, &mut transaction, id).await? {
        return Err(Error::NotFound);
    }
    let emptied = emptied(&mut transaction, asset.generation).await?;
    if let Some(generation) = emptied {
        generations::hide(&mut transaction, generation, app.now()).await?;
    }
    app.jobs
        .enqueue(
            transaction.beyond_content(),
            &work(app, id, asset.created_by, app.now()),
        )
        .await?;
    transaction.commit().await?;
    app.jobs.wake();
    destroy_keys(app, id, emptied).await
}

/// Erases a generation of the workspace with whatever came of it.
pub async fn erase_generation(app: &App, scope: &Scope, id: GenerationId) -> Result<(), Error> {
    let made = assets::of_generations(app, scope, id, id).await?;
    if made.is_empty() {
        return generations::erase(app, scope, id).await;
    }
    for shown in made {
        erase(app, scope, shown.asset.id).await?;
    }
    Ok(())
}

/// The generation, where nothing is left of it.
async fn emptied(
    transaction: &mut ScopedTransaction,
    generation: Option<GenerationId>,
) -> Result<Option<GenerationId>, Error> {
    match generation {
        Some(generation) if assets::count_siblings(transaction, generation).await? == 0 => Ok(Some(generation)),
        _ => Ok(None),
    }
}

/// What makes the bytes unreadable, in every copy of them.
pub(super) async fn destroy_keys(app: &App, id: AssetId, generation: Option<GenerationId>) -> Result<(), Error> {
    assets::destroy_key(app, id).await?;
    if let Some(generation) = generation {
        app.vault.destroy_unit(generation.into()).await?;
    }
    Ok(())
}

/// The work that removes an asset, if by then it is hidden.
#[must_use]
pub fn work(app: &App, id: AssetId, person: AccountId, run_at: Time) -> NewJob {
    NewJob {
        id: JobId::fresh(app.now(), &app.chance),
        kind: ERASE_ASSET,
        person: person.to_string(),
        subject: id.to_string(),
        priority: 10,
        run_at,
    }
}
