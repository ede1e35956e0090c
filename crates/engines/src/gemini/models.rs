//! The models that the vendor lists, page by page.

use egress::{Outbound, Target};
use serde::Deserialize;
use url::form_urlencoded;

use super::failure::failure;
use crate::{
    Failure, ListedModel, Listing,
    listing::{ask, question},
    vendor::Vendor,
};

/// More pages than there are: a thousand models are on each.
const MOST_PAGES: usize = 5;

#[derive(Deserialize)]
struct Page {
    models: Vec<Model>,
    #[serde(default, rename = "nextPageToken")]
    next: Option<String>,
}

#[derive(Deserialize)]
struct Model {
    name: String,
}

/// The models that this key may use.
pub(super) async fn listed(vendor: &Vendor) -> Result<Listing, Failure> {
    let mut names = Vec::new();
    let mut next = None;
    for _ in 0..MOST_PAGES {
        let page: Page = ask(vendor, page(next.as_deref()), failure)
            .await?
            .json()
            .ok_or(Failure::Unavailable)?;
        names.extend(page.models.into_iter().map(|model| written(&model.name)));
        next = page.next.filter(|token| !token.is_empty());
        if next.is_none() {
            break;
        }
    }
    Ok(Listing::named(vendor, names.into_iter().map(ListedModel::staying)))
}

fn page(token: Option<&str>) -> Outbound {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("pageSize", "1000");
    if let Some(token) = token {
        query.append_pair("pageToken", token);
    }
    question(Target::Path(format!("models?{}", query.finish()).into()))
}

/// The vendor's names are paths: every model is below the same folder.
fn written(name: &str) -> String {
    name.strip_prefix("models/").unwrap_or(name).to_owned()
}
