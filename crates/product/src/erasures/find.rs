//! Finds an erasure.

use basics::ErasureId;

use super::{erasure::Erasure, queries};
use crate::{app::App, error::Error, tokens};

/// The erasure of a receipt, for whoever was given it.
pub async fn find(app: &App, receipt: &str) -> Result<Erasure, Error> {
    let found = queries::find(&app.db, &tokens::digest(receipt)).await?;
    found.ok_or(Error::NotFound)
}

/// An erasure by its id, for whoever runs the installation.
pub async fn lookup(app: &App, id: ErasureId) -> Result<Erasure, Error> {
    queries::lookup(&app.db, id).await?.ok_or(Error::NotFound)
}
