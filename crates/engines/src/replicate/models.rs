//! Which of the table's models are there: the vendor has far too many to list them all.

use egress::Target;
use serde::de::IgnoredAny;

use super::{answer::failure, request::Model};
use crate::{
    Failure, ListedModel, Listing,
    listing::{harmless, question, reach},
    vendor::Vendor,
};

/// Those of these models that the vendor still describes, once it took the key.
pub(super) async fn listed(vendor: &Vendor, models: &[Model]) -> Result<Listing, Failure> {
    reach(vendor, question(Target::path("account")), "username", failure).await?;
    let mut there = Vec::new();
    for model in models {
        if is_there(vendor, model).await? {
            there.push(ListedModel::staying(model.id.model().to_owned()));
        }
    }
    Ok(Listing::named(vendor, there))
}

async fn is_there(vendor: &Vendor, model: &Model) -> Result<bool, Failure> {
    let page = question(Target::Path(model.page.clone().into()));
    let answer = vendor.ask(page).await.map_err(harmless)?;
    match answer.status.as_u16() {
        404 | 410 => Ok(false),
        200..300 => answer.json::<IgnoredAny>().map(|_| true).ok_or(Failure::Unavailable),
        _ => Err(harmless(failure(&answer))),
    }
}
