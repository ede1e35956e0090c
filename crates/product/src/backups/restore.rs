//! Restores a backup into an empty installation with the newest keys, and replays what was erased since (P-STO-05,
//! P-RET-06).

use basics::Span;
use store::{ObjectName, Objects, Transaction};

use super::{
    line,
    manifest::{Contents, Manifest},
    parts::{lines, sha256},
    queries,
    refuse::BackupError,
    replay,
    sign::{self, pooled},
    verify::listed,
};
use crate::{app::App, schema::MIGRATIONS};

/// How many rows go in one transaction.
const BATCH: usize = 1_000;

/// What a restore brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The backup.
    pub id: String,
    /// Rows of all tables.
    pub rows: u64,
    /// Objects.
    pub objects: u64,
    /// Rows and objects that were erased since, and went again.
    pub erased: u64,
    /// How long it took.
    pub took: Span,
}

/// Restores a backup. The installation's database must be empty, and not yet migrated beyond the backup.
pub async fn restore(app: &App, source: &Objects, id: &str) -> Result<Restored, BackupError> {
    let begun = app.now();
    let manifest = sign::read(app, source, id).await?;
    make_schema(app, &manifest).await?;
    let mut rows = 0;
    for contents in &manifest.tables {
        rows += refill(app, source, contents).await?;
    }
    let objects = bring_objects(app, source, &manifest.objects).await?;
    settle(app).await?;
    app.db.migrate(MIGRATIONS).await?;
    let erased = replay::replay(app, source).await?;
    Ok(Restored {
        id: manifest.id,
        rows,
        objects,
        erased,
        took: app.now().since(begun),
    })
}

/// The schema as it was when the backup was made, so that later steps also change what it brings.
async fn make_schema(app: &App, manifest: &Manifest) -> Result<(), BackupError> {
    let known = MIGRATIONS.iter().map(|step| step.number).max().unwrap_or(0);
    if manifest.migration > known {
        return Err(BackupError::Newer {
            made: manifest.migration,
            known,
        });
    }
    let until = MIGRATIONS.partition_point(|step| step.number <= manifest.migration);
    match app.db.migrate(&MIGRATIONS[..until]).await {
        // Somebody started the program on it before.
        Ok(()) | Err(store::MigrationError::Newer { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    if queries::any_account(&app.db).await? {
        return Err(BackupError::NotEmpty);
    }
    let mut transaction = app.db.begin().await?;
    queries::delete_first_things(&mut transaction).await?;
    Ok(transaction.commit().await?)
}

async fn refill(app: &App, source: &Objects, contents: &Contents) -> Result<u64, BackupError> {
    let columns = app.db.columns(&contents.name).await?;
    let mut count = 0;
    for part in &contents.parts {
        for batch in lines(app, source, part).await?.chunks(BATCH) {
            let mut transaction: Transaction = app.db.begin().await?;
            for line in batch {
                let row = line::read(line).ok_or_else(|| BackupError::Damaged {
                    part: part.name.clone(),
                })?;
                transaction.refill(&columns, row).await?;
                count += 1;
            }
            transaction.commit().await?;
        }
    }
    Ok(count)
}

async fn bring_objects(app: &App, source: &Objects, contents: &Contents) -> Result<u64, BackupError> {
    let mut count = 0;
    for part in &contents.parts {
        for line in lines(app, source, part).await? {
            let damaged = |name: &str| BackupError::Damaged { part: name.to_owned() };
            let (name, length, digest) = listed(&line).ok_or_else(|| damaged(&part.name))?;
            let bytes = source.get(&pooled(name)).await.map_err(|_| damaged(name))?;
            if bytes.len() as u64 != length || sha256(&bytes) != digest {
                return Err(damaged(name));
            }
            app.objects.put(&ObjectName::listed(name), bytes).await?;
            count += 1;
        }
    }
    Ok(count)
}

/// What was on its way has ended since, and whoever was signed in signs in again.
async fn settle(app: &App) -> Result<(), BackupError> {
    let mut transaction = app.db.begin().await?;
    queries::delete_entrances(&mut transaction).await?;
    queries::end_open_work(&mut transaction, app.now()).await?;
    Ok(transaction.commit().await?)
}
