//! The checkpoints that the server has.

use egress::Target;
use serde::Deserialize;

use super::answer::failure;
use crate::{
    Failure, ListedModel, Listing,
    listing::{ask, question},
    vendor::Vendor,
};

#[derive(Deserialize)]
struct Checkpoint {
    /// The file's name, and its hash once it is known.
    #[serde(default)]
    title: String,
    model_name: String,
}

/// The checkpoints, each as the table writes it.
pub(super) async fn listed(vendor: &Vendor) -> Result<Listing, Failure> {
    let answer = ask(vendor, question(Target::path("sdapi/v1/sd-models")), failure).await?;
    let checkpoints: Vec<Checkpoint> = answer.json().ok_or(Failure::Unavailable)?;
    let models = checkpoints.into_iter().map(|checkpoint| checkpoint.written(vendor));
    Ok(Listing::named(vendor, models.map(ListedModel::staying)))
}

impl Checkpoint {
    /// The server knows a checkpoint by its name and by that of its file, so a table may write either.
    fn written(self, vendor: &Vendor) -> String {
        let file = self.title.split(" [").next().unwrap_or_default();
        if vendor.has(file) {
            file.to_owned()
        } else {
            self.model_name
        }
    }
}
