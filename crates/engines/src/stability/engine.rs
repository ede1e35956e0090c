//! The engine: one order, one call, one picture.

use std::sync::Arc;

use async_trait::async_trait;
use basics::Chance;
use egress::Target;

use super::{answer, request::Written};
use crate::{
    Card, Destination, Engine, Failure, ImageOrder, Listing, ModelId, Order, OutboundPreview, Passport, Resumed,
    Submitted, Ticket, Watch,
    listing::{question, reach},
    vendor::Vendor,
};

/// Stability's models.
pub(super) struct Stability {
    vendor: Vendor,
    chance: Arc<Chance>,
}

impl Stability {
    pub const fn new(vendor: Vendor, chance: Arc<Chance>) -> Self {
        Self { vendor, chance }
    }

    fn accept<'a>(&self, model: &ModelId, order: &'a Order) -> Result<&'a ImageOrder, Failure> {
        self.vendor.accept(model, order)?;
        match order {
            Order::Image(image) => Ok(image),
            Order::Text(_) | Order::Video(_) => Err(Failure::bad_order("model", "it makes pictures")),
        }
    }
}

#[async_trait]
impl Engine for Stability {
    fn id(&self) -> &str {
        self.vendor.id()
    }

    fn cards(&self) -> &[Card] {
        self.vendor.cards()
    }

    fn passport(&self) -> &Passport {
        self.vendor.passport()
    }

    fn repeatable(&self) -> bool {
        false
    }

    async fn submit(&self, model: &ModelId, order: Order, watch: Arc<dyn Watch>) -> Result<Submitted, Failure> {
        let image = self.accept(model, &order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        let outbound = Written::new(model, image)?.post(&self.chance);
        let answered = self.vendor.ask(outbound.ok_or(Failure::Unavailable)?).await?;
        if !answered.status.is_success() {
            return Err(answer::failure(&answered));
        }
        answer::picture(&answered).map(|output| Submitted::Done(vec![output]))
    }

    async fn resume(&self, _ticket: &Ticket, _watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        // No ticket is ever given out: the answer is the result.
        Ok(Resumed::Failed(Failure::Unknown))
    }

    async fn cancel(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // The API has no way to stop a call that was made.
        Ok(())
    }

    async fn forget(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // The API has no way to delete a picture that came with the answer; the passport says how long it is kept.
        Ok(())
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        let written = Written::new(model, self.accept(model, order)?)?;
        Ok(OutboundPreview {
            destination: Destination::Url(self.vendor.address(written.path())),
            fields: written.shown(),
        })
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        // Which models there are it does not say: the only list is that of an API before this one, whose models are gone.
        let base = self.vendor.address("");
        let Some(root) = base.strip_suffix("v2beta/") else {
            return Ok(Listing::NotAsked);
        };
        let balance = question(Target::Url(format!("{root}v1/user/balance")));
        reach(&self.vendor, balance, "credits", answer::failure).await
    }
}
