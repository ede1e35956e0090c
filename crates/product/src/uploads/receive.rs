//! Takes in a picture (P-AIA-02, P-COL-12): looked at, opened in the sealed-off process, written anew, sealed. What is
//! refused has left nothing.

use basics::{AssetId, Span};
use bytes::Bytes;
use darkroom::{DarkroomError, Developed, ImageFormat, MOST_PIXELS, MOST_SIDE};
use privacy::guard;
use store::Scope;

use crate::{
    app::App,
    assets::{self, Owner},
    error::Error,
    library,
    sessions::SignedIn,
};

/// An upload that was begun and not finished, since the machine stopped, is removed after this.
const UNFINISHED: Span = Span::hours(1);

/// Keeps a picture; its new name in the library.
pub async fn receive(app: &App, who: &SignedIn, file: Vec<u8>) -> Result<AssetId, Error> {
    if file.is_empty() {
        return Err(refused("invalid-upload-empty"));
    }
    if ImageFormat::sniff(&file).is_none() {
        return Err(refused("invalid-upload-format"));
    }
    let file = Bytes::from(file);
    let mut picture = app.darkroom.develop(file.clone()).await.map_err(refusal)?;
    if !guard!("P-COL-12/anew") {
        picture.file = file;
    }
    keep(app, who, picture).await
}

/// The row is there, hidden, before the bytes; and so is the work that removes both if they are never shown.
async fn keep(app: &App, who: &SignedIn, picture: Developed) -> Result<AssetId, Error> {
    let owner = Owner {
        workspace: who.workspace,
        account: who.account,
    };
    let asset = assets::prepare(app, &owner, &picture).await?;
    let scope = Scope::workspace(who.workspace);
    let removal = library::erasure(app, asset.id, who.account, app.now() + UNFINISHED);
    let mut transaction = app.db.begin_within(&scope).await?;
    assets::record_hidden(app, &mut transaction, &asset).await?;
    app.jobs.enqueue(transaction.beyond_content(), &removal).await?;
    transaction.commit().await?;
    assets::store_bytes(app, asset.id, picture).await?;
    let mut transaction = app.db.begin_within(&scope).await?;
    if !assets::reveal(&mut transaction, asset.id).await? {
        return Err(Error::Busy);
    }
    transaction.commit().await?;
    app.jobs.request_cancel(removal.id).await?;
    Ok(asset.id)
}

fn refused(reason: &'static str) -> Error {
    Error::invalid("file", reason)
}

fn refusal(error: DarkroomError) -> Error {
    match error {
        DarkroomError::UnknownFormat => refused("invalid-upload-format"),
        DarkroomError::TooLong => Error::beyond("file", "invalid-upload-side", i64::from(MOST_SIDE)),
        DarkroomError::TooManyPixels => {
            let megapixels = i64::try_from(MOST_PIXELS / 1_000_000).unwrap_or(i64::MAX);
            Error::beyond("file", "invalid-upload-pixels", megapixels)
        }
        DarkroomError::Animated => refused("invalid-upload-animated"),
        DarkroomError::OutOfMemory | DarkroomError::TimedOut => refused("invalid-upload-heavy"),
        DarkroomError::Unavailable | DarkroomError::Cancelled => Error::Busy,
        DarkroomError::Damaged | DarkroomError::Size | DarkroomError::Unwritable | DarkroomError::Died => {
            refused("invalid-upload-damaged")
        }
    }
}
