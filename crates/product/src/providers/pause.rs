//! Has a provider asked for nothing new, and asked again.

use basics::ProviderId;

use super::{load, provider::Provider, queries};
use crate::{app::App, error::Error};

/// Nothing new is asked of it from now on, in any process. What is under way there goes on, and can be fetched.
pub async fn pause(app: &App, name: &str) -> Result<(), Error> {
    let provider = known(app, name).await?;
    queries::update_paused(&app.db, provider.id, Some(app.now())).await?;
    load::tell(app).await
}

/// It is asked again.
pub async fn resume(app: &App, name: &str) -> Result<(), Error> {
    let provider = known(app, name).await?;
    queries::update_paused(&app.db, provider.id, None).await?;
    load::tell(app).await
}

/// The provider's row; one of the settings file has none until something is to be written down about it.
pub(super) async fn known(app: &App, name: &str) -> Result<Provider, Error> {
    if let Some(provider) = queries::find(&app.db, name).await? {
        return Ok(provider);
    }
    let is_ours = name == engines::atelier::ID;
    if is_ours || app.engines.fixed().provider(name).is_none() {
        return Err(Error::NotFound);
    }
    let provider = Provider {
        id: ProviderId::fresh(app.now(), &app.chance),
        name: name.to_owned(),
        sheet: None,
        secret: None,
        paused_at: None,
        created_at: app.now(),
        asked: None,
    };
    queries::insert(&app.db, &provider).await?;
    queries::find(&app.db, name).await?.ok_or(Error::NotFound)
}
