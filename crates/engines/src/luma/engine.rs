//! The engine: orders in as generations, results out by their addresses.

use std::sync::Arc;

use async_trait::async_trait;
use basics::Span;
use egress::Target;

use super::{
    answer::{self, Generation},
    request,
};
use crate::{
    Card, Engine, Failure, Listing, ModelId, Order, OutboundPreview, Passport, Resumed, Submitted, Ticket, Watch,
    job::Job,
    listing::{question, reach},
    patience::{made, patient, settled, under_way},
    vendor::Vendor,
};

/// Where generations are.
const GENERATIONS: &str = "generations";

/// How long to wait before asking again, since the vendor does not say.
const PAUSE: Span = Span::seconds(3);

/// Luma's generations.
pub(super) struct Luma {
    vendor: Vendor,
}

impl Luma {
    pub const fn new(vendor: Vendor) -> Self {
        Self { vendor }
    }

    async fn ask_after(&self, job: &Job, watch: &dyn Watch) -> Result<Resumed, Failure> {
        let answer = settled(self.vendor.ask(job.question(GENERATIONS)).await?)?;
        if answer.status.is_client_error() {
            // The vendor knows nothing of this generation.
            return Ok(Resumed::Failed(Failure::Unknown));
        }
        let generation: Generation = answer.json().ok_or(Failure::Unavailable)?;
        match generation.state.as_str() {
            "completed" => made(&self.vendor, &generation.addresses(job.kind()), job.kind()).await,
            "failed" => Ok(Resumed::Failed(generation.failed())),
            word => {
                if word == "queued" {
                    watch.progress(0.0, "queued");
                }
                // A word that nobody knows yet is taken for work under way.
                Ok(under_way(None, PAUSE))
            }
        }
    }
}

#[async_trait]
impl Engine for Luma {
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
        let outbound = request::fields(model, &order)?.post(request::path(&order)?);
        let answer = self.vendor.ask(outbound).await?;
        if !answer.status.is_success() {
            return Err(answer::failure(&answer));
        }
        let generation: Generation = answer.json().ok_or(Failure::Unknown)?;
        let job = Job::begun(generation.id, order.kind())?;
        job.ticket(self.vendor.id()).map(Submitted::Ticket)
    }

    async fn resume(&self, ticket: &Ticket, watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        let Ok(job) = Job::of(ticket) else {
            return Ok(Resumed::Failed(Failure::Unknown));
        };
        Ok(patient(self.ask_after(&job, watch.as_ref()).await))
    }

    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure> {
        // There is no call that stops a generation; one that is deleted is wanted by nobody.
        self.forget(ticket).await
    }

    async fn forget(&self, ticket: &Ticket) -> Result<(), Failure> {
        self.vendor
            .ask(Job::of(ticket)?.delete(GENERATIONS))
            .await?
            .deleted(answer::failure)
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        self.vendor.accept(model, order)?;
        let fields = request::fields(model, order)?;
        Ok(fields.preview(self.vendor.address(request::path(order)?)))
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        let credits = question(Target::path("credits"));
        reach(&self.vendor, credits, "credit_balance", answer::failure).await
    }
}
