//! Takes in what somebody uploads, in steps that leave nothing lying about: the key, a hidden row, the bytes, and then the
//! row is shown. Whatever comes in between, the hidden row tells what there is to remove.

use basics::{AccountId, AssetId, WorkspaceId};
use darkroom::Developed;
use store::{DbError, ScopedTransaction};

use super::{
    asset::{ASSET_OBJECT, Asset, Source, THUMBNAIL_OBJECT, Title},
    keep::put,
    queries,
};
use crate::{app::App, error::Error};

/// Whose an upload is.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// Their workspace.
    pub workspace: WorkspaceId,
    /// Who.
    pub account: AccountId,
}

/// Makes its key. The file's name is not kept: it may say more than its owner means to.
pub async fn prepare(app: &App, owner: &Owner, picture: &Developed) -> Result<Asset, Error> {
    let id = AssetId::fresh(app.now(), &app.chance);
    app.vault.create_unit(id.into(), owner.account.into()).await?;
    Ok(Asset {
        id,
        workspace: owner.workspace,
        created_by: owner.account,
        generation: None,
        media_type: picture.format.media_type().to_owned(),
        width: picture.width,
        height: picture.height,
        length: i64::try_from(picture.file.len()).unwrap_or(i64::MAX),
        title: app.vault.seal(id.into(), &Title::new("")).await?,
        seed: None,
        source: Source::Upload,
        edit: None,
        created_at: app.now(),
    })
}

/// Writes its row, hidden.
pub async fn record_hidden(app: &App, transaction: &mut ScopedTransaction, asset: &Asset) -> Result<(), DbError> {
    queries::insert(transaction, asset).await?;
    queries::hide(transaction, asset.id, app.now()).await.map(|_| ())
}

/// Seals and stores its bytes.
pub async fn store_bytes(app: &App, id: AssetId, picture: Developed) -> Result<(), Error> {
    put(app, id, ASSET_OBJECT, picture.file.to_vec()).await?;
    put(app, id, THUMBNAIL_OBJECT, picture.thumbnail.to_vec()).await
}

/// Shows it.
pub async fn reveal(transaction: &mut ScopedTransaction, id: AssetId) -> Result<bool, DbError> {
    queries::reveal(transaction, id).await
}
