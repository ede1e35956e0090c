//! Describes a picture of the library: what can be measured in it, in words that make a prompt.

use basics::AssetId;
use darkroom::DarkroomError;
pub use darkroom::Described;
use store::Scope;

use crate::{
    app::App,
    assets::{self, Shown},
    error::Error,
};

/// What can be said of it. Nothing in it is recognised, and nothing of it is kept.
pub async fn describe(app: &App, scope: &Scope, id: AssetId) -> Result<(Shown, Described), Error> {
    let shown = assets::view(app, scope, id).await?;
    if !shown.asset.is_picture() {
        return Err(Error::NotFound);
    }
    let (file, _) = assets::input(app, scope, id).await?;
    let described = app.darkroom.describe(file).await.map_err(|error| match error {
        DarkroomError::Unavailable | DarkroomError::Cancelled | DarkroomError::Died => Error::Busy,
        _ => Error::invalid("file", "invalid-upload-damaged"),
    })?;
    Ok((shown, described))
}
