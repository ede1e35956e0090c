//! The engine: one order, one call, and the answer is the result, but for films.

use std::sync::Arc;

use async_trait::async_trait;

use super::{answer, failure, films, models, request};
use crate::{
    Card, Engine, Failure, Listing, ModelId, Order, OutboundPreview, Output, Passport, Resumed, Submitted, Ticket,
    Watch, job::Job, patience::patient, vendor::Vendor,
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
        let outbound = request::fields(model, &order)?.post(request::path(model, &order));
        let answered = self.vendor.ask(outbound).await?;
        if !answered.status.is_success() {
            return Err(failure::failure(&answered));
        }
        let body = &answered.body.0;
        match order {
            Order::Image(image) => answer::images(body, image.count).map(Submitted::Done),
            Order::Text(_) => answer::text(body).map(|said| Submitted::Done(vec![Output::text(said)])),
            Order::Video(_) => {
                let job = films::begun(&answered)?;
                job.ticket(self.vendor.id()).map(Submitted::Ticket)
            }
        }
    }

    async fn resume(&self, ticket: &Ticket, _watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        // A ticket is given out for films only: else the answer is the result.
        let Ok(job) = Job::of(ticket) else {
            return Ok(Resumed::Failed(Failure::Unknown));
        };
        Ok(patient(films::ask_after(&self.vendor, &job).await))
    }

    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure> {
        films::cancel(&self.vendor, &Job::of(ticket)?).await
    }

    async fn forget(&self, ticket: &Ticket) -> Result<(), Failure> {
        films::delete(&self.vendor, &Job::of(ticket)?).await
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        self.vendor.accept(model, order)?;
        let address = self.vendor.address(&request::path(model, order));
        Ok(request::fields(model, order)?.preview(address))
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        models::listed(&self.vendor).await
    }
}
