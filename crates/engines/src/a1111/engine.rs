//! The engine: one order, one call, which is answered when the pictures are finished. Until then the server is asked how
//! far it is, and told to stop when nobody wants them any more.

use std::{pin::pin, sync::Arc};

use async_trait::async_trait;
use basics::{Chance, Span};
use bytes::Bytes;
use egress::{Body, Outbound, PurposeKind, Target};
use http::Method;

use super::{
    answer, models,
    pace::Pace,
    progress::{Progress, SHORTLY},
    request,
};
use crate::{
    Card, Destination, Engine, Failure, ImageOrder, Listing, ModelId, Order, OutboundPreview, Passport, Resumed,
    Submitted, Ticket, Watch,
    vendor::{Answer, Vendor},
};

/// A server's models.
pub(super) struct A1111 {
    vendor: Vendor,
    chance: Arc<Chance>,
}

impl A1111 {
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

    /// A name for one order, by which its work can be told from everybody else's: chance, so that it says nothing.
    fn task(&self) -> String {
        format!("{:032x}", u128::from_le_bytes(self.chance.bytes()))
    }

    async fn made(&self, outbound: Outbound, task: &str, watch: &dyn Watch) -> Result<Answer, Failure> {
        let mut answered = pin!(self.vendor.ask(outbound));
        let mut pace = Pace::new();
        while !watch.cancelled() {
            tokio::select! {
                answered = &mut answered => return answered,
                () = watch.until_cancelled() => break,
                () = self.look(pace.next(), task, watch) => {}
            }
        }
        self.interrupt(task).await;
        Err(Failure::Cancelled)
    }

    /// Passes on how far the order is, after a pause. Nothing depends on it, so nothing is said of its failure.
    async fn look(&self, after: Span, task: &str, watch: &dyn Watch) {
        self.vendor.pause(after).await;
        match Progress::ask(&self.vendor).await {
            Some(progress) if progress.is_of(task) => watch.progress(progress.done(), "running"),
            Some(_) => watch.progress(0.0, "queued"),
            None => {}
        }
    }

    /// Stops the server's work where it is this order's. The server would stop whatever it is at, and has no way to take an
    /// order out of its queue: one that still waits there is made for nobody.
    async fn interrupt(&self, task: &str) {
        let progress = Progress::ask(&self.vendor).await;
        if progress.is_some_and(|progress| progress.is_of(task)) {
            let (path, body) = (Target::path("sdapi/v1/interrupt"), Body::Bytes(Bytes::new()));
            let outbound = Outbound::new(Method::POST, path, body, PurposeKind::Generate).within(SHORTLY);
            // Whether it heard us makes no difference to whoever does not want the pictures.
            let _ = self.vendor.ask(outbound).await;
        }
    }
}

#[async_trait]
impl Engine for A1111 {
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
        // Not every order has a seed, and even with one the same picture is not sure: it depends on settings, extensions
        // and hardware that may have changed in between. The first attempt may also still run on the server, which makes
        // one picture at a time, and whether its hours cost nothing is for its operator to say.
        false
    }

    async fn submit(&self, model: &ModelId, order: Order, watch: Arc<dyn Watch>) -> Result<Submitted, Failure> {
        let image = self.accept(model, &order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        let task = self.task();
        let fields = request::fields(model, image).with("force_task_id", task.as_str());
        let answered = self
            .made(fields.post(request::path(image)), &task, watch.as_ref())
            .await?;
        if !answered.status.is_success() {
            return Err(answer::failure(&answered));
        }
        answer::pictures(&answered, image.count).map(Submitted::Done)
    }

    async fn resume(&self, _ticket: &Ticket, _watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        // No ticket is ever given out: the server answers whoever asked, and keeps nothing to ask for later.
        Ok(Resumed::Failed(Failure::Unknown))
    }

    async fn cancel(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // There is no ticket to stop anything by; an order under way is stopped where it waits.
        Ok(())
    }

    async fn forget(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // The server has no way to delete anything, so every order tells it to keep nothing.
        Ok(())
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        let image = self.accept(model, order)?;
        let fields = request::fields(model, image).shown_as("force_task_id", true.into(), vec!["chance".to_owned()]);
        Ok(OutboundPreview {
            destination: Destination::Url(self.vendor.address(request::path(image))),
            fields: fields.shown(),
        })
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        models::listed(&self.vendor).await
    }
}
