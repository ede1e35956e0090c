//! Plants canaries, erases them, and listens for them.

use basics::{AssetId, HolderId, UnitId, WorkspaceId};
use privacy::Operate;
use vault::{HolderKind, VaultError};

use super::{
    canary::{Canary, Words},
    queries,
};
use crate::{app::App, error::Error};

/// Plants one.
pub(super) async fn plant(app: &App) -> Result<UnitId, Error> {
    let id: UnitId = AssetId::fresh(app.now(), &app.chance).into();
    let holder: HolderId = WorkspaceId::fresh(app.now(), &app.chance).into();
    app.vault.create_holder(holder, HolderKind::Workspace).await?;
    app.vault.create_unit(id, holder).await?;
    let words = app.vault.seal(id, &Words::of_a_canary()).await?;
    queries::insert_canary(&app.db, id, words.bytes(), app.now()).await?;
    Ok(id)
}

/// Erases it like anything else: the key, then the row.
pub(super) async fn erase(app: &App, id: UnitId) -> Result<(), Error> {
    app.vault.destroy_unit(id).await?;
    Ok(queries::delete_canary(&app.db, id).await?)
}

/// A canary by its id.
pub async fn find(app: &App, id: UnitId) -> Result<Option<Canary>, Error> {
    Ok(queries::find_canary(&app.db, id).await?)
}

/// Whether a canary still sings with the keys that there are.
pub(super) async fn is_heard(app: &App, canary: &Canary) -> Result<bool, Error> {
    match app.vault.open_sealed::<Operate, _>(&canary.words).await {
        Ok(_) => Ok(true),
        Err(VaultError::Erased) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
