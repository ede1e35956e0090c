//! Paints for somebody without an account: in memory, by the built-in engine, leaving nothing.

use std::sync::Arc;

use bytes::Bytes;
use engines::{Failure, Output, Submitted, Unwatched};

use crate::{
    app::App,
    error::Error,
    generations::{Draft, RawDraft},
};

/// The longest side that strangers are painted.
const LONGEST: u32 = 1_920;

/// A picture that is nowhere but in memory.
pub(super) struct Painted {
    /// The file.
    pub bytes: Bytes,
    /// Its media type.
    pub media_type: String,
    /// What it shows.
    pub title: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Paints what the fields say.
pub(super) async fn paint(app: &App, raw: &RawDraft<'_>) -> Result<Painted, Error> {
    let draft = Draft::check(raw, &app.engines())?;
    let (width, height) = draft.size.map_or((0, 0), |size| (size.width(), size.height()));
    if width.max(height) > LONGEST {
        return Err(Error::invalid("size", "invalid-size-stranger"));
    }
    let output = order(app, &draft).await?;
    Ok(Painted {
        bytes: output.bytes,
        media_type: output.media_type,
        title: output.title.unwrap_or_default(),
        width,
        height,
    })
}

async fn order(app: &App, draft: &Draft) -> Result<Output, Error> {
    let found = app.engines().find("atelier").map_err(|_| Error::NoSuchModel)?;
    match found
        .engine
        .submit(&found.card.id, draft.order(), Arc::new(Unwatched))
        .await
        .map_err(Error::Engine)?
    {
        Submitted::Done(outputs) => outputs.into_iter().next().ok_or(Error::Engine(Failure::Unavailable)),
        Submitted::Ticket(_) => Err(Error::Engine(Failure::Unavailable)),
    }
}
