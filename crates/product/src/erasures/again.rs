//! Erases again, in rows and objects that came out of an older copy, what was erased before (P-RET-06).

use std::collections::BTreeSet;

use basics::{AccountId, HolderId, UnitId};
use privacy::{Erasure, FoundBy, Place};
use store::{ObjectName, Owned};

use super::{
    preview::{Whose, plan},
    remove::Removal,
};
use crate::{accounts, app::App, error::Error, slices};

/// Whatever a copy brought back of a person; how many rows, objects and keys went.
pub async fn erase_again(app: &App, holder: HolderId) -> Result<u64, Error> {
    let id: AccountId = holder.to_string().parse().map_err(|_| Error::NotFound)?;
    let account = match accounts::lookup(app, id).await {
        Ok(account) => account,
        Err(Error::NotFound) => return Ok(0),
        Err(error) => return Err(error),
    };
    let whose = Whose::of(id, account.workspace);
    let removed = Removal::unattended(app).run(&plan(), &whose, id).await?;
    Ok(removed.values().sum())
}

/// Whatever a copy brought back of one thing; how many rows and objects went.
pub async fn erase_item_again(app: &App, unit: UnitId) -> Result<u64, Error> {
    let (map, id) = (slices::data_map(), unit.to_string());
    let tables: BTreeSet<_> = map
        .iter()
        .filter(|row| row.erasure == Erasure::KeyDestroyed)
        .filter_map(|row| match (row.place, row.found_by) {
            (Place::Column(table, _), _)
            | (Place::Object(_), Some(FoundBy::RowsOf(table) | FoundBy::SomeRowsOf(table))) => Some(table),
            _ => None,
        })
        .collect();
    let mut erased = 0;
    for table in tables {
        let owned = Owned {
            table,
            column: "id",
            owner: &id,
        };
        if app.db.count_owned(&owned).await? == 0 {
            continue;
        }
        let names: Vec<_> = privacy::objects_of(&map, table)
            .into_iter()
            .map(|class| ObjectName::new(class, unit))
            .collect();
        erased += names.len() as u64;
        app.objects.delete_all(names).await?;
        let mut transaction = app.db.begin().await?;
        erased += transaction.delete_owned(&owned, 1).await?;
        transaction.commit().await?;
    }
    Ok(erased)
}
