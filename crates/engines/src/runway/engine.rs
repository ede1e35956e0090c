//! The engine: orders in as tasks, results out while their addresses are good.

use std::sync::Arc;

use async_trait::async_trait;
use basics::Span;
use egress::{Outbound, Target};
use http::{HeaderName, HeaderValue};

use super::{
    answer::{self, Begun, Organization, Task},
    request,
};
use crate::{
    Card, Engine, Failure, ListedModel, Listing, ModelId, Order, OutboundPreview, Passport, Resumed, Submitted, Ticket,
    Watch,
    job::Job,
    listing::{self, question},
    patience::{made, patient, settled, under_way},
    vendor::{Answer, Vendor},
};

/// The version of the API that is spoken here, which every call has to name.
const VERSION: (&str, &str) = ("x-runway-version", "2024-11-06");

/// Where tasks are.
const TASKS: &str = "tasks";

/// The vendor wants to be asked after a task no oftener than every five seconds.
const PAUSE: Span = Span::seconds(6);

/// Runway's tasks.
pub(super) struct Runway {
    vendor: Vendor,
}

impl Runway {
    pub const fn new(vendor: Vendor) -> Self {
        Self { vendor }
    }

    async fn ask(&self, outbound: Outbound) -> Result<Answer, Failure> {
        self.vendor.ask(versioned(outbound)).await
    }

    async fn ask_after(&self, job: &Job, watch: &dyn Watch) -> Result<Resumed, Failure> {
        let answer = settled(self.ask(job.question(TASKS)).await?)?;
        if answer.status.is_client_error() {
            // The vendor knows nothing of this task.
            return Ok(Resumed::Failed(Failure::Unknown));
        }
        let task: Task = answer.json().ok_or(Failure::Unavailable)?;
        match task.status.as_str() {
            "SUCCEEDED" => made(&self.vendor, &task.addresses(), job.kind()).await,
            "FAILED" => Ok(Resumed::Failed(task.failed())),
            "CANCELLED" => Ok(Resumed::Failed(Failure::Cancelled)),
            "PENDING" | "THROTTLED" => {
                watch.progress(0.0, "queued");
                Ok(under_way(None, PAUSE))
            }
            // A word that nobody knows yet is taken for work under way.
            _ => Ok(under_way(task.done(), PAUSE)),
        }
    }
}

#[async_trait]
impl Engine for Runway {
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
        let answer = self.ask(outbound).await?;
        if !answer.status.is_success() {
            return Err(answer::failure(&answer));
        }
        let begun: Begun = answer.json().ok_or(Failure::Unknown)?;
        let job = Job::begun(begun.id, order.kind())?;
        job.ticket(self.vendor.id()).map(Submitted::Ticket)
    }

    async fn resume(&self, ticket: &Ticket, watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        let Ok(job) = Job::of(ticket) else {
            return Ok(Resumed::Failed(Failure::Unknown));
        };
        Ok(patient(self.ask_after(&job, watch.as_ref()).await))
    }

    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure> {
        // The same call stops a task under way, and deletes one that is over.
        self.forget(ticket).await
    }

    async fn forget(&self, ticket: &Ticket) -> Result<(), Failure> {
        self.ask(Job::of(ticket)?.delete(TASKS)).await?.deleted(answer::failure)
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        self.vendor.accept(model, order)?;
        let fields = request::fields(model, order)?;
        Ok(fields.preview(self.vendor.address(request::path(order)?)))
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        let answer = listing::ask(
            &self.vendor,
            versioned(question(Target::path("organization"))),
            answer::failure,
        )
        .await?;
        let organization: Organization = answer.json().ok_or(Failure::Unavailable)?;
        let names = organization.tier.models.into_iter().map(|(name, _)| name);
        Ok(Listing::named(&self.vendor, names.map(ListedModel::staying)))
    }
}

fn versioned(outbound: Outbound) -> Outbound {
    let (name, value) = VERSION;
    outbound.header(HeaderName::from_static(name), HeaderValue::from_static(value))
}
