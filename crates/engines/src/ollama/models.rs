//! The models that the server holds.

use egress::Target;
use serde::Deserialize;

use super::answer::failure;
use crate::{
    Failure, ListedModel, Listing,
    listing::{ask, question},
    vendor::Vendor,
};

#[derive(Deserialize)]
struct Held {
    models: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    name: String,
}

/// The models that were pulled.
pub(super) async fn listed(vendor: &Vendor) -> Result<Listing, Failure> {
    let answer = ask(vendor, question(Target::path("api/tags")), failure).await?;
    let held: Held = answer.json().ok_or(Failure::Unavailable)?;
    let models = held.models.into_iter().map(|model| written(vendor, model.name));
    Ok(Listing::named(vendor, models.map(ListedModel::staying)))
}

/// A name without a tag means the latest, and most tables write none.
fn written(vendor: &Vendor, name: String) -> String {
    match name.strip_suffix(":latest") {
        Some(short) if !vendor.has(&name) => short.to_owned(),
        _ => name,
    }
}
