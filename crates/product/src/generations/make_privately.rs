//! Makes something in memory alone: no row, no object and no line of a log says that it was made (P-AIA-01).

use std::sync::Arc;

use engines::{Failure, Output, Submitted, Unwatched};
use privacy::guard;

use super::{compose::compose, drafting::RawDraft, submit::submit};
use crate::{app::App, error::Error, models, sessions::SignedIn};

/// The longest film that somebody waits for with the page open.
const LONGEST_FILM: u32 = 10;

/// The one result. Only models that stay here make it: whoever else is asked has it in memory of their own.
pub(super) async fn make_privately(app: &App, who: &SignedIn, raw: &RawDraft<'_>) -> Result<Output, Error> {
    let draft = compose(app, raw)?.into_iter().next().ok_or(Error::NoSuchModel)?;
    let engines = app.engines();
    let found = engines.find_exactly(draft.card.id.as_str()).ok_or(Error::NoSuchModel)?;
    let stays_here = found.engine.passport().stays_here && draft.route.is_none();
    if !guard!("P-AIA-01/here", stays_here) {
        return Err(Error::invalid("model", "invalid-private-model"));
    }
    if draft.seconds.is_some_and(|seconds| seconds > LONGEST_FILM) {
        return Err(Error::beyond("seconds", "invalid-private-seconds", LONGEST_FILM.into()));
    }
    models::allow(app, who.account, &found).await?;
    if !guard!("P-AIA-01/private") {
        submit(app, who.into(), &draft).await?;
    }
    let submitted = found.engine.submit(&found.card.id, draft.order(), Arc::new(Unwatched));
    match submitted.await.map_err(Error::Engine)? {
        Submitted::Done(outputs) => outputs.into_iter().next().ok_or(Error::Engine(Failure::Unavailable)),
        Submitted::Ticket(_) => Err(Error::Engine(Failure::Unavailable)),
    }
}
