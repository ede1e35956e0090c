//! Opens assets for their owner.

use std::{collections::BTreeMap, ops::Range};

use basics::{AssetId, GenerationId};
use bytes::Bytes;
use privacy::{Clear, ShowToOwner};
use store::{ObjectName, Scope};
use vault::{ObjectClass, VaultError};

use super::{
    asset::{ASSET_OBJECT, Asset, Title},
    masked_edit::{AS_SENT_OBJECT, AsSent},
    queries,
};
use crate::{app::App, error::Error};

/// An asset with its title opened.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The asset.
    pub asset: Asset,
    /// What it shows; `None` where its key is gone already.
    pub title: Option<Clear<Title>>,
    /// What the model sent, where something was put back in it.
    pub as_sent: Option<AsSent>,
}

/// Which of an asset's files is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Its own.
    Kept,
    /// The one that the model sent; its own, where nothing was put back in it.
    AsSent,
}

impl Shown {
    /// The title's words, or none.
    #[must_use]
    pub fn words(&self) -> &str {
        self.title.as_ref().map_or("", |title| title.reveal().as_str())
    }

    /// The class of the object that holds a version, and the media type of what is in it.
    #[must_use]
    pub fn version(&self, version: Version) -> (&'static str, &str) {
        match (version, &self.as_sent) {
            (Version::AsSent, Some(as_sent)) => (AS_SENT_OBJECT, &as_sent.media_type),
            _ => (ASSET_OBJECT, &self.asset.media_type),
        }
    }
}

/// One asset of the workspace.
pub async fn view(app: &App, scope: &Scope, id: AssetId) -> Result<Shown, Error> {
    let asset = queries::lookup(&app.db.within(scope), id)
        .await?
        .ok_or(Error::NotFound)?;
    let shown = open(app, scope, vec![asset]).await?;
    shown.into_iter().next().ok_or(Error::NotFound)
}

/// Newest first, older than `before` where it is given.
pub async fn browse(app: &App, scope: &Scope, before: Option<AssetId>, limit: i64) -> Result<Vec<Shown>, Error> {
    let assets = queries::list(&app.db.within(scope), before, limit).await?;
    open(app, scope, assets).await
}

/// The assets that came of a run of generations, in their order.
pub async fn of_generations(
    app: &App,
    scope: &Scope,
    first: GenerationId,
    last: GenerationId,
) -> Result<Vec<Shown>, Error> {
    let assets = queries::find_by_generations(&app.db.within(scope), first, last).await?;
    open(app, scope, assets).await
}

/// The whole of a picture that an order starts from, and its media type; not found once its key is gone.
pub async fn input(app: &App, scope: &Scope, id: AssetId) -> Result<(Bytes, String), Error> {
    let asset = queries::lookup_unseen(&app.db.within(scope), id).await?;
    let asset = asset.ok_or(Error::NotFound)?;
    let content = content(app, &asset, ASSET_OBJECT).await?;
    Ok((content.whole(app).await?, asset.media_type))
}

/// Whether an order could still start from it.
pub async fn is_there(app: &App, scope: &Scope, id: AssetId) -> Result<bool, Error> {
    let Some(asset) = queries::lookup_unseen(&app.db.within(scope), id).await? else {
        return Ok(false);
    };
    match content(app, &asset, ASSET_OBJECT).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// An object of an asset, its length known, its bytes opened piece by piece.
pub struct Content {
    reader: vault::ObjectReader,
    name: ObjectName,
}

/// The bytes of an asset's object of a class. The asset must have been looked up in the caller's scope.
pub async fn content(app: &App, asset: &Asset, class: &'static str) -> Result<Content, Error> {
    let name = ObjectName::new(class, asset.id);
    let sealed_length = app.objects.length(&name).await?;
    let header = app
        .objects
        .get_range(&name, 0..vault::OBJECT_HEADER_LENGTH.min(sealed_length))
        .await?;
    let reader = app
        .vault
        .object_reader(asset.id.into(), ObjectClass(class), &header, sealed_length)
        .await;
    match reader {
        Ok(reader) => Ok(Content { reader, name }),
        Err(VaultError::Erased) => Err(Error::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// The whole of a text.
pub async fn text(app: &App, asset: &Asset) -> Result<String, Error> {
    let bytes = content(app, asset, ASSET_OBJECT).await?.whole(app).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

impl Content {
    /// Length of the opened bytes.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.reader.plain_len()
    }

    /// All of the bytes, at once.
    pub async fn whole(&self, app: &App) -> Result<Bytes, Error> {
        self.read(app, 0..self.length()).await
    }

    /// Some of the bytes.
    pub async fn read(&self, app: &App, range: Range<u64>) -> Result<Bytes, Error> {
        let sealed = app
            .objects
            .get_range(&self.name, self.reader.sealed_range(range.clone()))
            .await?;
        Ok(Bytes::from(self.reader.open_range(range, &sealed)?))
    }
}

async fn open(app: &App, scope: &Scope, assets: Vec<Asset>) -> Result<Vec<Shown>, Error> {
    let sealed: Vec<_> = assets.iter().map(|asset| asset.title.clone()).collect();
    let titles = app.vault.open_many::<ShowToOwner, _>(&sealed).await?;
    let mut as_sent = as_sent(app, scope, &assets).await?;
    Ok(assets
        .into_iter()
        .zip(titles)
        .map(|(asset, title)| Shown {
            as_sent: as_sent.remove(&asset.id),
            asset,
            title,
        })
        .collect())
}

/// What models sent for these; nobody is asked where none is an edit with a mask.
async fn as_sent(app: &App, scope: &Scope, assets: &[Asset]) -> Result<BTreeMap<AssetId, AsSent>, Error> {
    let edits = || assets.iter().filter(|asset| asset.edit.is_some()).map(|asset| asset.id);
    match (edits().min(), edits().max()) {
        (Some(first), Some(last)) => Ok(queries::find_as_sent(&app.db.within(scope), first, last).await?),
        _ => Ok(BTreeMap::new()),
    }
}
