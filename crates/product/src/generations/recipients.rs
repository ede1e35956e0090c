//! To whom something of a workspace has gone, for whoever asks and for the certificate of an erasure (P-RGT-01, P-RET-04).

use store::Scope;

use super::queries;
use crate::{app::App, error::Error};

/// The operators of the models that were sent something.
pub async fn recipients(app: &App, scope: &Scope) -> Result<Vec<String>, Error> {
    Ok(queries::list_recipients(&app.db.within(scope)).await?)
}
