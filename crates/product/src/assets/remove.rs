//! The steps by which an asset goes: hidden, its key destroyed, its bytes removed, its row deleted. Each may be repeated.

use basics::{AssetId, GenerationId};
use privacy::guard;
use store::{DbError, ObjectName, Scope, ScopedTransaction, Transaction};

use super::{asset::OBJECTS, queries};
use crate::{app::App, error::Error};

/// Hides an asset; whether there was one to hide.
pub async fn hide(app: &App, transaction: &mut ScopedTransaction, id: AssetId) -> Result<bool, DbError> {
    if guard!("P-SET-05/hide") {
        return queries::hide(transaction, id, app.now()).await;
    }
    Ok(true)
}

/// How many assets of a generation are not hidden.
pub async fn count_siblings(transaction: &mut ScopedTransaction, id: GenerationId) -> Result<i64, DbError> {
    queries::count_siblings(transaction, id).await
}

/// A hidden asset's scope and generation, for work that knows only its id.
pub async fn find_hidden(app: &App, id: AssetId) -> Result<Option<(Scope, Option<GenerationId>)>, DbError> {
    queries::find_hidden(&app.db, id).await
}

/// Destroys the key: from here on nothing opens the bytes, wherever copies of them are.
pub async fn destroy_key(app: &App, id: AssetId) -> Result<(), Error> {
    Ok(app.vault.destroy_unit(id.into()).await?)
}

/// Removes the bytes.
pub async fn purge(app: &App, id: AssetId) -> Result<(), Error> {
    for class in OBJECTS {
        if guard!("P-SET-05/objects") {
            app.objects.delete(&ObjectName::new(class, id)).await?;
        }
    }
    Ok(())
}

/// Deletes a hidden asset's row.
pub async fn delete_hidden(transaction: &mut Transaction, id: AssetId) -> Result<(), DbError> {
    if guard!("P-SET-05/row") {
        queries::delete(transaction, id).await?;
    }
    Ok(())
}
