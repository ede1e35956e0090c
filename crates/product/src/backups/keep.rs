//! Makes backups at intervals, checks each at once, rehearses restoring, and says so when something is amiss (P-STO-04).

use std::path::PathBuf;

use basics::Span;
use privacy::guard;
use store::Objects;
use tokio_util::sync::CancellationToken;

use super::{
    create::create, data::KEPT, drill::drill, health::Health, look::health, manifest::Manifest, prune::prune, queries,
    refuse::BackupError, verify::verify,
};
use crate::{app::App, error::Error};

/// Where backups go, and how often.
#[derive(Clone)]
pub struct BackupPlan {
    /// Where they go.
    pub target: Objects,
    /// How often one is made.
    pub every: Span,
    /// How many are kept.
    pub keep: usize,
    /// Where copies of the key store go, which must be another place than the backups'.
    pub keys: Option<PathBuf>,
    /// Where restoring is rehearsed; emptied afterwards.
    pub scratch: PathBuf,
}

/// How often is looked whether something is due.
const LOOK: Span = Span::minutes(10);
/// When a backup that failed is tried again.
const AGAIN: Span = Span::minutes(30);
/// How often restoring is rehearsed.
const REHEARSE: Span = Span::days(7);
/// How many copies of the key store are kept: an old one still opens what was erased since.
pub const KEY_COPIES: usize = 3;

/// Tends the backups until told to stop; at once done where none are planned.
pub async fn keep_backing_up(app: App, stop: CancellationToken) {
    while !stop.is_cancelled() && app.backups.is_some() {
        if let Err(error) = tend(&app).await {
            tracing::error!(error = %error, "backups could not be looked after");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.clock.sleep(LOOK) => {}
        }
    }
}

/// Does what is due, in one process of however many there are; then says what is amiss.
pub async fn tend(app: &App) -> Result<(), BackupError> {
    let Some(plan) = app.backups.clone() else { return Ok(()) };
    if guard!("P-STO-04/schedule") && app.jobs.take_turn("backup", plan.every).await? {
        let made = back_up(app, &plan).await;
        note(app, "backup", made).await?;
    }
    if guard!("P-STO-05/rehearse") && app.jobs.take_turn("restore-drill", REHEARSE).await? {
        let went = rehearse(app, &plan).await;
        note(app, "restore-drill", went).await?;
    }
    match health(app).await? {
        Health::Good => {}
        amiss => tracing::error!(status = amiss.name(), "the backups need somebody"),
    }
    queries::delete_old_runs(
        &app.db,
        basics::Time::from_millis(app.now().millis() - KEPT.as_millis()),
    )
    .await?;
    Ok(())
}

async fn back_up(app: &App, plan: &BackupPlan) -> Result<Manifest, BackupError> {
    let manifest = create(app, &plan.target).await?;
    if let Some(damage) = verify(app, &plan.target, &manifest.id).await?.into_iter().next() {
        return Err(BackupError::Damaged { part: damage.name });
    }
    if let Some(keys) = &plan.keys {
        app.vault.copy_keys(keys, app.now(), KEY_COPIES).await?;
    }
    prune(app, &plan.target, plan.keep).await?;
    Ok(manifest)
}

async fn rehearse(app: &App, plan: &BackupPlan) -> Result<Manifest, BackupError> {
    let scratch = plan
        .scratch
        .join(basics::JobId::fresh(app.now(), &app.chance).to_string());
    let made = |error: std::io::Error| Error::from(store::ObjectError::Unavailable(error.to_string()));
    tokio::fs::create_dir_all(&scratch).await.map_err(made)?;
    let drilled = drill(app, &plan.target, &scratch).await;
    let emptied = tokio::fs::remove_dir_all(&scratch).await;
    let drilled = drilled?;
    emptied.map_err(made)?;
    let id = super::sign::newest(&plan.target).await?;
    if drilled.is_good() {
        super::sign::read(app, &plan.target, &id).await
    } else {
        Err(BackupError::Damaged { part: id })
    }
}

/// Writes down how a run went; one that failed is tried again sooner.
async fn note(app: &App, kind: &'static str, went: Result<Manifest, BackupError>) -> Result<(), BackupError> {
    let id = basics::JobId::fresh(app.now(), &app.chance).to_string();
    queries::insert_run(&app.db, &id, kind, app.now()).await?;
    let failure = went.as_ref().err().map(|_| "failed");
    let bytes = went.as_ref().map_or(0, Manifest::bytes);
    let objects = went.as_ref().map_or(0, |manifest| manifest.objects.lines);
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    queries::finish_run(&app.db, &id, failure, count(objects), count(bytes), app.now()).await?;
    if let Err(error) = went {
        tracing::error!(error = %error, "a backup or its rehearsal failed; it is tried again");
        app.jobs.retry_turn(kind, AGAIN).await?;
    }
    Ok(())
}
