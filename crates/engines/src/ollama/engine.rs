//! The engine: text as orders, chat as pass-through.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use egress::Inbound;

use super::{answer, models, request};
use crate::{
    Card, Destination, Endpoint, Engine, Failure, Listing, ModelId, Order, OutboundPreview, Output, PassThrough,
    Passport, Resumed, Submitted, TextOrder, Ticket, Watch, pass_through::pass_through, vendor::Vendor,
};

/// An Ollama server's models.
pub(super) struct Ollama {
    vendor: Vendor,
}

impl Ollama {
    pub const fn new(vendor: Vendor) -> Self {
        Self { vendor }
    }

    fn accept<'a>(&self, model: &ModelId, order: &'a Order) -> Result<&'a TextOrder, Failure> {
        self.vendor.accept(model, order)?;
        match order {
            Order::Text(text) => Ok(text),
            Order::Image(_) | Order::Video(_) => Err(Failure::bad_order("model", "it writes text")),
        }
    }
}

#[async_trait]
impl Engine for Ollama {
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
        // It costs nothing, but without a seed the second answer is another one.
        false
    }

    async fn submit(&self, model: &ModelId, order: Order, watch: Arc<dyn Watch>) -> Result<Submitted, Failure> {
        let text = self.accept(model, &order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        let outbound = request::fields(model, text).post(request::CHAT);
        // Whoever lets go of the connection stops the work: Ollama looks whether somebody still listens.
        let answered = tokio::select! {
            answered = self.vendor.ask(outbound) => answered?,
            () = watch.until_cancelled() => return Err(Failure::Cancelled),
        };
        if !answered.status.is_success() {
            return Err(answer::failure(&answered));
        }
        answer::text(&answered.body.0).map(|said| Submitted::Done(vec![Output::text(said)]))
    }

    async fn resume(&self, _ticket: &Ticket, _watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        // No ticket is ever given out: the answer is the result.
        Ok(Resumed::Failed(Failure::Unknown))
    }

    async fn cancel(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // There is no ticket to stop anything by; an order under way is stopped where it waits.
        Ok(())
    }

    async fn forget(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // Ollama keeps neither prompts nor answers, so it has nothing to delete.
        Ok(())
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        let text = self.accept(model, order)?;
        Ok(OutboundPreview {
            destination: Destination::Url(self.vendor.address(request::CHAT)),
            fields: request::fields(model, text).shown(),
        })
    }

    fn pass_through(&self) -> Option<&dyn PassThrough> {
        Some(self)
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        models::listed(&self.vendor).await
    }
}

#[async_trait]
impl PassThrough for Ollama {
    async fn pass(&self, endpoint: Endpoint, body: Bytes) -> Result<Inbound, Failure> {
        pass_through(&self.vendor, "v1/", endpoint, body).await
    }
}
