//! The durable part of an erasure: keys, objects, rows, each step safe to repeat.

use async_trait::async_trait;
use jobs::{JobFailure, Lease, Work};
use store::DbError;

use super::erase;
use crate::{app::App, assets, error::Error, generations};

/// The kind of this work.
pub const ERASE_ASSET: &str = "erase_asset";

/// Removes what is left of an asset whose owner erased it.
pub struct EraseAsset {
    /// The installation.
    pub app: App,
}

#[async_trait]
impl Work for EraseAsset {
    fn kind(&self) -> &'static str {
        ERASE_ASSET
    }

    async fn run(&self, lease: Lease) -> Result<(), JobFailure> {
        self.purge(&lease).await.map_err(|_| JobFailure::Retry {
            code: "erasure-interrupted",
            after: None,
        })
    }
}

impl EraseAsset {
    async fn purge(&self, lease: &Lease) -> Result<(), Error> {
        let id = lease
            .subject()
            .parse()
            .map_err(|_| DbError::Column("subject".to_owned()))?;
        let Some((scope, generation)) = assets::find_hidden(&self.app, id).await? else {
            return finish(&self.app, lease).await;
        };
        let with_generation = match generation {
            Some(generation) if generations::is_hidden(&self.app, generation).await? => Some(generation),
            _ => None,
        };
        erase::destroy_keys(&self.app, id, with_generation).await?;
        assets::purge(&self.app, id).await?;
        let mut transaction = self.app.db.begin().await?;
        assets::delete_hidden(&mut transaction, id).await?;
        if let Some(generation) = with_generation {
            generations::delete_hidden(&mut transaction, generation).await?;
            generations::forget_search(&self.app, &scope, generation);
        }
        lease.finish_in(&mut transaction).await?;
        Ok(transaction.commit().await?)
    }
}

async fn finish(app: &App, lease: &Lease) -> Result<(), Error> {
    let mut transaction = app.db.begin().await?;
    lease.finish_in(&mut transaction).await?;
    Ok(transaction.commit().await?)
}
