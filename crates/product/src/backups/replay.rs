//! Erases again what was erased since a backup was made: by the tombstones that rest with the keys, and by those that the
//! newest backup brought along, for the case that the newest keys were lost too (P-RET-06).

use privacy::guard;
use store::Objects;
use vault::{Erased, Tombstone};

use super::{parts::lines, refuse::BackupError, sign};
use crate::{app::App, erasures, error::Error};

/// How many rows and objects went again.
pub(super) async fn replay(app: &App, source: &Objects) -> Result<u64, BackupError> {
    let mut tombstones = app.vault.tombstones(basics::Time::from_millis(0)).await?;
    let brought = brought(app, source).await?;
    app.vault.replay(&brought).await?;
    tombstones.extend(brought);
    if !guard!("P-STO-05/replay") {
        return Ok(0);
    }
    let mut erased = 0;
    for tombstone in tombstones {
        erased += match tombstone.subject {
            Erased::Holder(holder) => erasures::erase_again(app, holder).await?,
            Erased::Unit(unit) => erasures::erase_item_again(app, unit).await?,
        };
    }
    Ok(erased)
}

/// The tombstones of the newest backup that can be read.
async fn brought(app: &App, source: &Objects) -> Result<Vec<Tombstone>, BackupError> {
    let newest = sign::newest(source).await?;
    let manifest = sign::read(app, source, &newest).await?;
    let mut tombstones = Vec::new();
    for part in &manifest.tombstones.parts {
        for line in lines(app, source, part).await? {
            let tombstone = line.parse().map_err(|_| Error::NotFound);
            tombstones.push(tombstone.map_err(|_| BackupError::Damaged {
                part: part.name.clone(),
            })?);
        }
    }
    Ok(tombstones)
}
