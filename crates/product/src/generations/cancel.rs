//! Stops a generation that its owner no longer wants.

use basics::GenerationId;
use store::Scope;

use super::queries;
use crate::{app::App, error::Error};

/// Asks the work to stop; a generation that has ended stays as it is.
pub async fn cancel(app: &App, scope: &Scope, id: GenerationId) -> Result<(), Error> {
    let generation = queries::lookup(&app.db.within(scope), id)
        .await?
        .ok_or(Error::NotFound)?;
    if !generation.state.is_final() {
        app.jobs.request_cancel(generation.job).await?;
    }
    Ok(())
}
