//! Erases a generation that left no asset behind: one that failed, was stopped, or has an unknown outcome.

use basics::{GenerationId, Time};
use store::{DbError, Scope, ScopedTransaction, Transaction};

use super::queries;
use crate::{app::App, budgets, error::Error};

/// Erases a generation without assets: its key, then its row.
pub async fn erase(app: &App, scope: &Scope, id: GenerationId) -> Result<(), Error> {
    let generation = queries::lookup(&app.db.within(scope), id)
        .await?
        .ok_or(Error::NotFound)?;
    if !generation.state.is_final() {
        app.jobs.request_cancel(generation.job).await?;
    }
    let mut transaction = app.db.begin_within(scope).await?;
    if !queries::hide(&mut transaction, id, app.now()).await? {
        return Err(Error::NotFound);
    }
    transaction.commit().await?;
    app.vault.destroy_unit(id.into()).await?;
    forget_search(app, scope, id);
    let mut transaction = app.db.begin().await?;
    queries::delete(&mut transaction, id).await?;
    budgets::release(&mut transaction, id).await?;
    Ok(transaction.commit().await?)
}

/// Makes others wait who erase assets of the same generation, so that one of them sees that it erases the last.
pub async fn hold(transaction: &mut ScopedTransaction, id: GenerationId) -> Result<(), DbError> {
    queries::hold(transaction, id).await
}

/// Hides a generation, inside the transaction that hides its last asset.
pub async fn hide(transaction: &mut ScopedTransaction, id: GenerationId, now: Time) -> Result<bool, DbError> {
    queries::hide(transaction, id, now).await
}

/// Whether a generation is hidden and waits to be deleted.
pub async fn is_hidden(app: &App, id: GenerationId) -> Result<bool, DbError> {
    queries::is_hidden(&app.db, id).await
}

/// Deletes a hidden generation's row.
pub async fn delete_hidden(transaction: &mut Transaction, id: GenerationId) -> Result<(), DbError> {
    queries::delete(transaction, id).await
}

/// Lets go of a generation's words, where they were opened for searching.
pub fn forget_search(app: &App, scope: &Scope, id: GenerationId) {
    app.search.forget_one(scope.workspace_id(), id);
}
