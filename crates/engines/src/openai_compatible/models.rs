//! The models that such a server has.

use basics::Time;
use egress::Target;
use serde::Deserialize;
use serde_json::Value;

use super::engine::failure_of;
use crate::{
    Failure, ListedModel, Listing,
    listing::{ask, question},
    vendor::Vendor,
};

/// OpenAI puts its list into an object; some who speak its API send the bare list.
#[derive(Deserialize)]
#[serde(untagged)]
enum Models {
    Within { data: Vec<Model> },
    Bare(Vec<Model>),
}

#[derive(Deserialize)]
struct Model {
    id: String,
    /// A day, or nothing; only OpenAI says.
    #[serde(default)]
    shutdown_date: Value,
}

/// The models that the server lists.
pub(super) async fn listed(vendor: &Vendor) -> Result<Listing, Failure> {
    let answer = ask(vendor, question(Target::path("models")), failure_of).await?;
    let (Models::Within { data } | Models::Bare(data)) = answer.json().ok_or(Failure::Unavailable)?;
    Ok(Listing::named(vendor, data.into_iter().map(Model::listed)))
}

impl Model {
    fn listed(self) -> ListedModel {
        ListedModel {
            shutdown: self.shutdown_date.as_str().and_then(Time::of_day),
            name: self.id,
        }
    }
}
