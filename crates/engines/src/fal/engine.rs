//! The engine: orders into the queue, pictures and films out of it.

use std::sync::Arc;

use async_trait::async_trait;
use basics::Span;
use egress::{Body, Outbound, PurposeKind, Target};
use http::Method;

use super::{
    answer::{self, Made, State},
    request,
    work::Work,
};
use crate::{
    Card, Engine, Failure, Input, Kind, ModelId, Order, OutboundPreview, Passport, Resumed, Submitted, Ticket, Watch,
    patience::{made, patient, pictures, question, seeded, settled, under_way},
    template::Template,
    vendor::Vendor,
};

/// fal's queue.
pub(super) struct Fal {
    vendor: Vendor,
    /// What each model of films is given.
    films: Vec<(ModelId, Template)>,
}

impl Fal {
    pub const fn new(vendor: Vendor, films: Vec<(ModelId, Template)>) -> Self {
        Self { vendor, films }
    }

    fn template(&self, card: &Card) -> Result<&Template, Failure> {
        let found = self.films.iter().find(|(id, _)| *id == card.id);
        found.map(|(_, template)| template).ok_or(Failure::Unavailable)
    }

    async fn order(&self, card: &Card, order: &Order) -> Result<Submitted, Failure> {
        let outbound = match order {
            Order::Image(image) => request::order(card, image),
            Order::Video(video) => request::film(card, self.template(card)?, video),
            Order::Text(_) => return Err(no_text()),
        };
        let answer = self.vendor.ask(outbound).await?;
        if !answer.status.is_success() {
            return Err(answer::failure(&answer));
        }
        let mut work: Work = answer.json().ok_or(Failure::Unknown)?;
        work.film = order.kind() == Kind::Video;
        work.ticket(&self.vendor).map(Submitted::Ticket)
    }

    async fn ask_after(&self, work: &Work, watch: &dyn Watch) -> Result<Resumed, Failure> {
        let answer = settled(self.vendor.ask(question(Target::Url(work.status_url.clone()))).await?)?;
        if answer.status.is_client_error() {
            // The queue knows nothing of this work.
            return Ok(Resumed::Failed(Failure::Unknown));
        }
        let state: State = answer.json().ok_or(Failure::Unavailable)?;
        match state.status.as_str() {
            "COMPLETED" => self.collect(work, !state.error.is_null()).await,
            "IN_QUEUE" => {
                watch.progress(0.0, "queued");
                let ahead = state.queue_position.unwrap_or(0).clamp(0, 28);
                Ok(under_way(None, Span::seconds(1 + ahead)))
            }
            // A word that nobody knows yet is taken for work under way.
            _ => Ok(under_way(None, Span::seconds(1))),
        }
    }

    async fn collect(&self, work: &Work, ended_badly: bool) -> Result<Resumed, Failure> {
        let answer = self
            .vendor
            .ask(question(Target::Url(work.response_url.clone())))
            .await?;
        if answer::too_early(&answer) {
            return Ok(under_way(None, Span::seconds(1)));
        }
        if answer.status == 404 {
            // An answer is kept for an hour; what it named is lost with it.
            return Ok(Resumed::Failed(Failure::Cut));
        }
        if !answer.status.is_success() {
            let end = answer::ended(&answer, ended_badly).ok_or(Failure::Unavailable)?;
            return Ok(Resumed::Failed(end));
        }
        let ready: Made = answer.json().ok_or(Failure::NotAnImage)?;
        let seed = ready.seed();
        let resumed = if work.film {
            made(&self.vendor, &ready.film(), Kind::Video).await?
        } else {
            pictures(&self.vendor, &ready.addresses()?).await?
        };
        Ok(seeded(resumed, seed))
    }
}

#[async_trait]
impl Engine for Fal {
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
        let card = self.vendor.accept(model, &order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        self.order(card, &order).await
    }

    async fn resume(&self, ticket: &Ticket, watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        let Ok(work) = Work::of(ticket, &self.vendor) else {
            return Ok(Resumed::Failed(Failure::Unknown));
        };
        Ok(patient(self.ask_after(&work, watch.as_ref()).await))
    }

    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure> {
        let work = Work::of(ticket, &self.vendor)?;
        let nothing = Body::Bytes(bytes::Bytes::new());
        let outbound = Outbound::new(
            Method::PUT,
            Target::Url(work.cancel_url),
            nothing,
            PurposeKind::Generate,
        );
        let answer = self.vendor.ask(outbound.within(Span::minutes(1))).await?;
        match answer.status.as_u16() {
            // 400 and 404: there is nothing left that could be stopped.
            200..300 | 400 | 404 => Ok(()),
            _ => Err(answer::failure(&answer)),
        }
    }

    async fn forget(&self, _ticket: &Ticket) -> Result<(), Failure> {
        // The order asked for nothing to be stored and for pictures that expire within the hour. What deletes them sooner
        // is at another origin and wants an administrator's key, so it is not called.
        Ok(())
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        let card = self.vendor.accept(model, order)?;
        let shown = |input: &Input| format!("{input:?}");
        let fields = match order {
            Order::Image(image) => request::fields(card, image, shown),
            Order::Video(video) => request::film_fields(self.template(card)?, video, shown),
            Order::Text(_) => return Err(no_text()),
        };
        Ok(OutboundPreview::to(self.vendor.address(card.id.model()), fields))
    }
}

fn no_text() -> Failure {
    Failure::bad_order("model", "it makes pictures and films")
}
