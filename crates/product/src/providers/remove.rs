//! Removes a provider and its key.

use super::{load, queries, write::find};
use crate::{app::App, error::Error, generations};

/// Removes what an owner wrote: first the key, which no backup brings back, then the row. One that has work of ours under
/// way stays until that is done, since nobody else could fetch what was paid for.
pub async fn remove(app: &App, name: &str) -> Result<(), Error> {
    let provider = find(app, name).await?;
    if provider.sheet.is_none() {
        return Err(Error::NotFound);
    }
    let under_way = generations::under_way_at(app, name).await?;
    if under_way > 0 {
        return Err(Error::beyond("name", "invalid-provider-busy", under_way));
    }
    if provider.secret.is_some() {
        app.vault.destroy_unit(provider.id.into()).await?;
        app.vault.destroy_holder(provider.id.into()).await?;
    }
    queries::delete(&app.db, provider.id).await?;
    load::tell(app).await
}
