//! Makes a backup while everything goes on: the rows of one moment, and every object that they name.

use basics::UnitId;
use futures::{TryStreamExt, future::try_join_all};
use store::{ObjectError, ObjectName, Objects, Snapshot};

use super::{
    line,
    manifest::{Contents, Manifest},
    parts::{PartWriter, sha256},
    plant,
    refuse::BackupError,
    sign,
};
use crate::{app::App, slices, tokens};

/// How many objects are copied at once.
const AT_ONCE: usize = 8;

/// An object that a row names.
type Named = (&'static str, UnitId);

/// Makes a backup in the target; finished when its manifest is there. Objects that an earlier backup has brought there
/// already are not copied again.
pub async fn create(app: &App, target: &Objects) -> Result<Manifest, BackupError> {
    let shows = app.now();
    let id = format!("{:015}-{}", shows.millis(), tokens::hex(&app.chance.bytes::<4>()));
    let canary = plant::plant(app).await?;
    let mut snapshot = app.db.snapshot().await?;
    let migration = app.db.newest_migration().await?;
    let (mut tables, mut named) = (Vec::new(), Vec::new());
    for table in app.db.tables().await? {
        tables.push(table_of(app, target, &id, &mut snapshot, &table, &mut named).await?);
    }
    drop(snapshot);
    let objects = objects(app, target, &id, named).await?;
    plant::erase(app, canary).await?;
    let manifest = Manifest {
        version: 1,
        shows: shows.millis(),
        migration,
        tables,
        objects,
        tombstones: tombstones(app, target, &id).await?,
        canary: canary.to_string(),
        id,
    };
    sign::write(app, target, &manifest).await?;
    Ok(manifest)
}

async fn table_of(
    app: &App,
    target: &Objects,
    id: &str,
    snapshot: &mut Snapshot,
    table: &str,
    named: &mut Vec<Named>,
) -> Result<Contents, BackupError> {
    let classes = classes_of(table);
    let mut writer = PartWriter::new(app, target, id, table);
    let mut rows = snapshot.rows(table);
    while let Some(row) = rows.try_next().await? {
        if !classes.is_empty() {
            let unit: UnitId = row.get("id")?;
            named.extend(classes.iter().map(|class| (*class, unit)));
        }
        writer.push(&line::write(row.into_columns())).await?;
    }
    writer.finish().await
}

/// The classes of objects that are called after a table's rows.
fn classes_of(table: &str) -> Vec<&'static str> {
    privacy::objects_of(&slices::data_map(), table)
}

async fn objects(app: &App, target: &Objects, id: &str, named: Vec<Named>) -> Result<Contents, BackupError> {
    let mut writer = PartWriter::new(app, target, id, "objects");
    for batch in named.chunks(AT_ONCE) {
        let called = batch.iter().map(|(class, unit)| ObjectName::new(class, unit));
        let under_way: Vec<_> = called.map(|name| copy(&app.objects, target, name)).collect();
        for line in try_join_all(under_way).await?.into_iter().flatten() {
            writer.push(&line).await?;
        }
    }
    writer.finish().await
}

/// Copies an object that is not there yet; its line in the list, or nothing when it was erased in the meantime.
async fn copy(from: &Objects, to: &Objects, name: ObjectName) -> Result<Option<String>, BackupError> {
    let bytes = match from.get(&name).await {
        Ok(bytes) => bytes,
        Err(ObjectError::Missing) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let (length, digest) = (bytes.len() as u64, sha256(&bytes));
    let copy = sign::pooled(name.as_str());
    if to.length(&copy).await.ok() != Some(length) {
        to.put(&copy, bytes).await?;
    }
    Ok(Some(format!("{} {length} {digest}", name.as_str())))
}

async fn tombstones(app: &App, target: &Objects, id: &str) -> Result<Contents, BackupError> {
    let mut writer = PartWriter::new(app, target, id, "tombstones");
    for tombstone in app.vault.tombstones(basics::Time::from_millis(0)).await? {
        writer.push(&tombstone.to_string()).await?;
    }
    writer.finish().await
}
