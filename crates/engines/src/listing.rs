//! Which models a provider has, asked of itself: whether its address and its key are right, and which of a table's models are
//! still there.

use basics::{Span, Time};
use egress::{Outbound, PurposeKind, Target};
use serde_json::Value;

use crate::{
    Failure, ModelId,
    vendor::{Answer, Vendor},
};

/// What came of asking a provider which models it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// It took the key and named these. A model of its table that is not among them is not there for this key.
    Models(Vec<ListedModel>),
    /// It took the key and has no list: nobody can say which models are there.
    Reached,
    /// It has no call that costs nothing, so nothing was sent.
    NotAsked,
}

/// One model of such a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedModel {
    /// As the provider's table writes it, at most 200 plain characters.
    pub name: String,
    /// When it will not be there any more, where the provider says.
    pub shutdown: Option<Time>,
}

/// More models than any provider has. What is named beyond them is left out.
const MOST: usize = 5_000;

/// The largest answer that is read, in bytes: some lists say everything of every model.
const LARGEST: u64 = 4 << 20;

impl Listing {
    /// The models of these names. Those that no table could write are left out.
    pub(crate) fn named(vendor: &Vendor, models: impl IntoIterator<Item = ListedModel>) -> Self {
        let writable = |model: &ListedModel| ModelId::of(vendor.id(), &model.name).is_ok();
        Self::Models(models.into_iter().filter(writable).take(MOST).collect())
    }
}

impl ListedModel {
    /// A model that stays for as long as anybody knows.
    pub(crate) const fn staying(name: String) -> Self {
        Self { name, shutdown: None }
    }
}

/// A question that orders nothing and says nothing of anybody. Its answer is small, so half a minute is long.
pub fn question(target: Target) -> Outbound {
    let outbound = Outbound::get(target, PurposeKind::Operate);
    outbound.within(Span::seconds(30)).at_most(LARGEST)
}

/// Asks it, and gives the answer where it is one with success.
pub async fn ask(vendor: &Vendor, outbound: Outbound, failure: fn(&Answer) -> Failure) -> Result<Answer, Failure> {
    let answer = vendor.ask(outbound).await.map_err(harmless)?;
    if answer.status.is_success() {
        Ok(answer)
    } else {
        Err(harmless(failure(&answer)))
    }
}

/// Asks a provider without a list for something else that is free. An answer that has this field is its own.
pub async fn reach(
    vendor: &Vendor,
    outbound: Outbound,
    field: &str,
    failure: fn(&Answer) -> Failure,
) -> Result<Listing, Failure> {
    let body: Value = ask(vendor, outbound, failure).await?.json().unwrap_or_default();
    if body.get(field).is_some() {
        Ok(Listing::Reached)
    } else {
        Err(Failure::Unavailable)
    }
}

/// What a failure means where nothing was ordered: nobody is refused anything, and whatever is in doubt can be asked again.
pub fn harmless(failure: Failure) -> Failure {
    match failure {
        Failure::Unknown | Failure::Cut => Failure::TimedOut,
        Failure::Refused(_) | Failure::BadOrder { .. } => Failure::Unavailable,
        other => other,
    }
}
