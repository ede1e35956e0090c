//! Erases an asset for good (P-SET-05): hidden at once, its key destroyed before this returns, its bytes and rows
//! removed by work that survives a crash.

use basics::{AssetId, GenerationId, JobId};
use jobs::NewJob;
use store::Scope;

use super::erase_job::ERASE_ASSET;
use crate::{app::App, assets, error::Error, generations};

/// Erases an asset of the workspace. With its last asset a generation goes too, prompt and all.
pub async fn erase(app: &App, scope: &Scope, id: AssetId) -> Result<(), Error> {
    let asset = assets::view(app, scope, id).await?.asset;
    let mut transaction = app.db.begin_within(scope).await?;
    generations::hold(&mut transaction, asset.generation).await?;
    if !assets::hide(app, &mut transaction, id).await? {
        return Err(Error::NotFound);
    }
    let was_last = assets::count_siblings(&mut transaction, asset.generation).await? == 0;
    if was_last {
        generations::hide(&mut transaction, asset.generation, app.now()).await?;
    }
    app.jobs
        .enqueue(transaction.beyond_content(), &work(app, id, asset.created_by))
        .await?;
    transaction.commit().await?;
    app.jobs.wake();
    destroy_keys(app, id, was_last.then_some(asset.generation)).await
}

/// What makes the bytes unreadable, in every copy of them.
pub(super) async fn destroy_keys(app: &App, id: AssetId, generation: Option<GenerationId>) -> Result<(), Error> {
    assets::destroy_key(app, id).await?;
    if let Some(generation) = generation {
        app.vault.destroy_unit(generation.into()).await?;
    }
    Ok(())
}

fn work(app: &App, id: AssetId, person: basics::AccountId) -> NewJob {
    NewJob {
        id: JobId::fresh(app.now(), &app.chance),
        kind: ERASE_ASSET,
        person: person.to_string(),
        subject: id.to_string(),
        priority: 10,
        run_at: app.now(),
    }
}
