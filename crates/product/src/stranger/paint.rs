//! Paints for somebody without an account: in memory, by the built-in engine, leaving nothing.

use std::sync::Arc;

use engines::{Failure, Output, Submitted, Unwatched};

use crate::{app::App, error::Error, generations::Draft};

/// The longest side that strangers are painted.
const LONGEST: u32 = 1_920;

/// One picture.
pub(super) async fn paint(app: &App, draft: &Draft) -> Result<Output, Error> {
    let found = app.engines.find("atelier").map_err(|_| Error::NoSuchModel)?;
    if draft.size.width().max(draft.size.height()) > LONGEST {
        return Err(Error::invalid("size", "invalid-size-stranger"));
    }
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
