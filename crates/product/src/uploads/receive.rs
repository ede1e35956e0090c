//! Takes in a picture (P-AIA-02, P-COL-12): looked at, opened in the sealed-off process, written anew, sealed. What is
//! refused has left nothing.

use basics::{AssetId, JobId, Span};
use bytes::Bytes;
use darkroom::{DarkroomError, Developed, ImageFormat, MOST_PIXELS, MOST_SIDE};
use privacy::guard;
use store::Scope;

use crate::{
    app::App,
    assets::{self, Owner},
    error::Error,
    library,
};

/// A picture that goes along with an order.
#[derive(Debug, Clone, Copy)]
pub struct ReceivedInput {
    /// By which the order knows it.
    pub id: AssetId,
    /// In pixels, upright.
    pub width: u32,
    /// In pixels, upright.
    pub height: u32,
}

/// An upload that was begun and not finished, since the machine stopped, is removed after this.
const UNFINISHED: Span = Span::hours(1);

/// A picture that only goes along with an order is removed after this, whatever came of the order.
const INPUT: Span = Span::days(1);

/// Keeps a picture; its new name in the library.
pub async fn receive(app: &App, owner: &Owner, file: Vec<u8>) -> Result<AssetId, Error> {
    let picture = look_at(app, file).await?;
    let (id, removal) = hide_away(app, owner, picture, UNFINISHED).await?;
    let mut transaction = app.db.begin_within(&Scope::workspace(owner.workspace)).await?;
    if !assets::reveal(&mut transaction, id).await? {
        return Err(Error::Busy);
    }
    transaction.commit().await?;
    app.jobs.request_cancel(removal).await?;
    Ok(id)
}

/// Keeps a picture for an order, for a day and out of sight: nobody asked to have it in the library.
pub async fn receive_input(app: &App, owner: &Owner, file: Vec<u8>) -> Result<ReceivedInput, Error> {
    let picture = look_at(app, file).await?;
    let (width, height) = (picture.width, picture.height);
    let (id, _) = hide_away(app, owner, picture, INPUT).await?;
    Ok(ReceivedInput { id, width, height })
}

/// The same for a mask: a PNG as large as what it lies over, in pixels.
pub async fn receive_mask(app: &App, owner: &Owner, file: Vec<u8>, over: (u32, u32)) -> Result<ReceivedInput, Error> {
    if !file.starts_with(b"\x89PNG") {
        return Err(Error::invalid("mask", "invalid-mask-format"));
    }
    let received = receive_input(app, owner, file).await;
    let received = received.map_err(|error| error.about("mask"))?;
    if (received.width, received.height) != over {
        return Err(Error::invalid("mask", "invalid-mask-size"));
    }
    Ok(received)
}

/// Opened where it can do no harm, and written anew.
async fn look_at(app: &App, file: Vec<u8>) -> Result<Developed, Error> {
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
    Ok(picture)
}

/// The row is there, hidden, before the bytes; and so is the work that removes both after a while, if they are not shown
/// by then.
async fn hide_away(app: &App, owner: &Owner, picture: Developed, until: Span) -> Result<(AssetId, JobId), Error> {
    let asset = assets::prepare(app, owner, &picture).await?;
    let removal = library::erasure(app, asset.id, owner.account, app.now() + until);
    let scope = Scope::workspace(owner.workspace);
    let mut transaction = app.db.begin_within(&scope).await?;
    assets::record_hidden(app, &mut transaction, &asset).await?;
    app.jobs.enqueue(transaction.beyond_content(), &removal).await?;
    transaction.commit().await?;
    assets::store_bytes(app, asset.id, picture).await?;
    Ok((asset.id, removal.id))
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
        DarkroomError::Damaged
        | DarkroomError::Size
        | DarkroomError::Unwritable
        | DarkroomError::Impossible(_)
        | DarkroomError::Died => refused("invalid-upload-damaged"),
    }
}
