//! The engine: one order, one call, and the answer is the result.

use std::sync::Arc;

use async_trait::async_trait;

use super::{answer, failure, request};
use crate::{
    Card, Destination, Engine, Failure, ModelId, Order, OutboundPreview, Output, Passport, Resumed, Submitted, Ticket,
    Watch, vendor::Vendor,
};

/// Gemini's models.
pub(super) struct Gemini {
    vendor: Vendor,
}

impl Gemini {
    pub const fn new(vendor: Vendor) -> Self {
        Self { vendor }
    }
}

#[async_trait]
impl Engine for Gemini {
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
        self.vendor.accept(model, &order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        let outbound = request::fields(&order)?.post(request::path(model));
        let answered = self.vendor.ask(outbound).await?;
        if !answered.status.is_success() {
            return Err(failure::failure(&answered));
        }
        let body = &answered.body.0;
        match order {
            Order::Image(image) => answer::images(body, image.count),
            Order::Video(_) => Err(Failure::bad_order("model", "it makes pictures and text")),
            Order::Text(_) => answer::text(body).map(|said| vec![Output::text(said)]),
        }
        .map(Submitted::Done)
    }

    async fn resume(&self, _ticket: &Ticket, _watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        // No ticket is ever given out: the answer is the result.
        Ok(Resumed::Failed(Failure::Unknown))
    }

    async fn cancel(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // A call to generateContent cannot be stopped, and it is paid once it is sent.
        Ok(())
    }

    async fn forget(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // generateContent keeps no object that could be deleted; what the vendor logs, the passport says.
        Ok(())
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        self.vendor.accept(model, order)?;
        Ok(OutboundPreview {
            destination: Destination::Url(self.vendor.address(&request::path(model))),
            fields: request::fields(order)?.shown(),
        })
    }
}
