//! The engine: orders in as tasks, pictures out while their addresses are good, which is ten minutes.

use std::sync::Arc;

use async_trait::async_trait;
use basics::Span;
use egress::Target;

use super::{
    answer::{self, State, Taken},
    request,
};
use crate::{
    Card, Engine, Failure, ImageOrder, Listing, ModelId, Order, OutboundPreview, Passport, Resumed, Submitted, Ticket,
    Watch,
    listing::{self, reach},
    patience::{patient, pictures, question, seeded, settled, under_way},
    vendor::Vendor,
};

/// Black Forest Labs' service. A ticket is the address at which its work is asked after.
pub(super) struct Bfl {
    vendor: Vendor,
}

impl Bfl {
    pub const fn new(vendor: Vendor) -> Self {
        Self { vendor }
    }

    fn accept<'a>(&self, model: &ModelId, order: &'a Order) -> Result<(&Card, &'a ImageOrder), Failure> {
        let card = self.vendor.accept(model, order)?;
        match order {
            Order::Image(image) => Ok((card, image)),
            Order::Text(_) | Order::Video(_) => Err(Failure::bad_order("model", "it makes pictures")),
        }
    }

    async fn ask_after(&self, address: &str, watch: &dyn Watch) -> Result<Resumed, Failure> {
        let answer = settled(self.vendor.ask(question(Target::Url(address.to_owned()))).await?)?;
        if answer.status.is_client_error() {
            return Ok(Resumed::Failed(Failure::Unknown));
        }
        let state: State = answer.json().ok_or(Failure::Unavailable)?;
        Ok(match state.status.as_str() {
            "Ready" => seeded(pictures(&self.vendor, &state.addresses()).await?, state.seed()),
            "Request Moderated" | "Content Moderated" => Resumed::Failed(state.refusal()),
            "Error" | "Failed" => Resumed::Failed(Failure::bad_order("model", "it failed and did not say why")),
            "Task not found" => Resumed::Failed(Failure::Unknown),
            // Pending, and any word that nobody knows yet.
            _ => {
                watch.progress(state.done().unwrap_or(0.0), "working");
                under_way(state.done(), Span::seconds(1))
            }
        })
    }
}

#[async_trait]
impl Engine for Bfl {
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
        let (card, image) = self.accept(model, &order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        let answer = self.vendor.ask(request::order(card, image)?).await?;
        if !answer.status.is_success() {
            return Err(answer::failure(&answer));
        }
        let taken: Taken = answer.json().ok_or(Failure::Unknown)?;
        if !self.vendor.reaches(&taken.polling_url) {
            // The key does not go there, so nobody can ask what came of it.
            return Err(Failure::Unknown);
        }
        Ok(Submitted::Ticket(Ticket {
            engine: self.vendor.id().to_owned(),
            token: taken.polling_url,
        }))
    }

    async fn resume(&self, ticket: &Ticket, watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        if !self.vendor.reaches(&ticket.token) {
            return Ok(Resumed::Failed(Failure::Unknown));
        }
        Ok(patient(self.ask_after(&ticket.token, watch.as_ref()).await))
    }

    async fn cancel(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // There is nothing in the API that would stop a task.
        Ok(())
    }

    async fn forget(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // There is nothing in the API that would delete one either: addresses are good for ten minutes, and the passport says
        // how long the rest is kept.
        Ok(())
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        let (card, image) = self.accept(model, order)?;
        let fields = request::fields(card, image, |input| format!("{input:?}"))?;
        Ok(OutboundPreview::to(self.vendor.address(card.id.model()), fields))
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        let credits = listing::question(Target::path("credits"));
        reach(&self.vendor, credits, "credits", answer::failure).await
    }
}
