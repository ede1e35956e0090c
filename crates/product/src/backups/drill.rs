//! The restore drill: the newest backup is restored into a scratch folder, and what was erased right after it was made
//! must not be found there (P-STO-05).

use std::path::Path;

use basics::UnitId;
use futures::TryStreamExt;
use privacy::Sealed;
use store::{Db, DbAddress, ObjectName, Objects, Value};

use super::{
    canary::Canary,
    line,
    manifest::Manifest,
    parts::lines,
    plant,
    refuse::BackupError,
    restore::{Restored, restore},
    sign,
};
use crate::{app::App, slices};

/// How a drill went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drilled {
    /// What came back.
    pub restored: Restored,
    /// Whether the erased canary's row was still found after the restore.
    pub canary_found: bool,
    /// Whether the canary's words opened with any key that there is.
    pub canary_heard: bool,
    /// How many objects that rows name were not there, or did not match.
    pub objects_missing: u64,
}

impl Drilled {
    /// Whether all is as it should be.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        !self.canary_found && !self.canary_heard && self.objects_missing == 0
    }
}

/// Restores the newest backup into an empty folder, with the live keys, and looks around.
pub async fn drill(app: &App, source: &Objects, scratch: &Path) -> Result<Drilled, BackupError> {
    let id = sign::newest(source).await?;
    let manifest = sign::read(app, source, &id).await?;
    let unit = manifest
        .canary
        .parse()
        .map_err(|_| BackupError::Damaged { part: id.clone() })?;
    let planted = planted(app, source, &manifest, unit).await?;
    let rehearsal = rehearsal(app, scratch).await?;
    let restored = restore(&rehearsal, source, &id).await?;
    let drilled = Drilled {
        canary_found: plant::find(&rehearsal, unit).await?.is_some(),
        canary_heard: plant::is_heard(app, &planted).await?,
        objects_missing: missing(&rehearsal).await?,
        restored,
    };
    rehearsal.db.close().await;
    Ok(drilled)
}

/// The same installation over other rows and objects.
async fn rehearsal(app: &App, scratch: &Path) -> Result<App, BackupError> {
    let db = Db::open(&DbAddress::Sqlite(scratch.join("nanoprompt.db"))).await?;
    let objects = Objects::folder(&scratch.join("objects"))?;
    Ok(app.changed(|other| {
        other.jobs = jobs::Queue::new(db.clone(), app.clock.clone(), app.chance.clone());
        other.db = db;
        other.objects = objects;
    }))
}

/// The canary as the backup has it: a backup without one proves nothing.
async fn planted(app: &App, source: &Objects, manifest: &Manifest, unit: UnitId) -> Result<Canary, BackupError> {
    let lost = || BackupError::Damaged {
        part: format!("the canary of {}", manifest.id),
    };
    let table = manifest.tables.iter().find(|table| table.name == "canary");
    for part in &table.ok_or_else(lost)?.parts {
        for line in lines(app, source, part).await? {
            if let Some(canary) = line::read(&line).and_then(|row| canary_of(row, unit)) {
                return Ok(canary);
            }
        }
    }
    Err(lost())
}

fn canary_of(row: Vec<(String, Value)>, unit: UnitId) -> Option<Canary> {
    let is_it = row.contains(&("id".to_owned(), Value::Text(Some(unit.to_string()))));
    let words = row.into_iter().find_map(|(name, value)| match value {
        Value::Blob(Some(bytes)) if name == "words" => Some(bytes),
        _ => None,
    });
    words.filter(|_| is_it).map(|words| Canary {
        id: unit,
        words: Sealed::from_row(unit, words),
    })
}

/// How many objects that rows name are not there.
async fn missing(app: &App) -> Result<u64, BackupError> {
    let map = slices::data_map();
    let mut snapshot = app.db.snapshot().await?;
    let mut missing = 0;
    for table in app.db.tables().await? {
        let classes = privacy::objects_of_every_row(&map, &table);
        if classes.is_empty() {
            continue;
        }
        let mut rows = snapshot.rows(&table);
        while let Some(row) = rows.try_next().await? {
            let unit: UnitId = row.get("id")?;
            for class in &classes {
                let there = app.objects.length(&ObjectName::new(class, unit)).await;
                missing += u64::from(there.is_err());
            }
        }
    }
    Ok(missing)
}
