//! The engine: orders out, pictures in.

use std::sync::Arc;

use async_trait::async_trait;
use basics::Chance;
use bytes::Bytes;
use egress::{Inbound, Outbound};
use serde::{Deserialize, Serialize};

use super::{
    answer::{self, Image},
    films, models,
    request::{self, Dialect},
};
use crate::{
    Card, Destination, Endpoint, Engine, Failure, ImageOrder, Listing, ModelId, Order, OutboundPreview, Output,
    PassThrough, Passport, Resumed, Submitted, TextOrder, Ticket, VideoOrder, Watch, fields,
    job::Job,
    pass_through::pass_through,
    patience::{patient, pictures},
    vendor::{Answer, Vendor},
};

/// A server that speaks OpenAI's API, or OpenAI's own.
pub struct OpenAiCompatible {
    vendor: Vendor,
    dialect: Dialect,
    chance: Arc<Chance>,
}

/// What a ticket names.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Pending {
    /// Pictures that are made, by their addresses.
    Pictures(Vec<String>),
    /// A film's job.
    Film(Job),
}

impl Pending {
    fn of(ticket: &Ticket) -> Result<Self, Failure> {
        serde_json::from_str(&ticket.token).map_err(|_| Failure::Unknown)
    }
}

impl OpenAiCompatible {
    /// The server behind a vendor.
    #[must_use]
    pub const fn new(vendor: Vendor, dialect: Dialect, chance: Arc<Chance>) -> Self {
        Self {
            vendor,
            dialect,
            chance,
        }
    }

    async fn images(&self, model: &ModelId, image: &ImageOrder) -> Result<Submitted, Failure> {
        let mut answer = self.vendor.ask(self.order(model, image, self.dialect)?).await?;
        if answer.status == 400 && answer::wants_no_response_format(&answer.body.0) {
            answer = self.vendor.ask(self.order(model, image, Dialect::OpenAi)?).await?;
        }
        if !answer.status.is_success() {
            return Err(failure_of(&answer));
        }
        let images = answer::images(&answer.body.0)?;
        if let Some(addresses) = images.iter().map(only_named).collect::<Option<Vec<_>>>() {
            return self.ticket(&Pending::Pictures(addresses));
        }
        images
            .into_iter()
            .map(sent_along)
            .collect::<Result<_, _>>()
            .map(Submitted::Done)
    }

    async fn film(&self, model: &ModelId, video: &VideoOrder) -> Result<Submitted, Failure> {
        let outbound = films::order(model, video, &self.chance).ok_or(Failure::Unavailable)?;
        let answer = self.vendor.ask(outbound).await?;
        if !answer.status.is_success() {
            return Err(failure_of(&answer));
        }
        self.ticket(&Pending::Film(films::begun(&answer)?))
    }

    /// The ticket for a film under way, or for pictures that were made and are only named, so that a crash before they are
    /// fetched loses nothing that was paid for.
    fn ticket(&self, pending: &Pending) -> Result<Submitted, Failure> {
        Ok(Submitted::Ticket(Ticket {
            engine: self.vendor.id().to_owned(),
            token: serde_json::to_string(pending).map_err(|_| Failure::Unknown)?,
        }))
    }

    fn order(&self, model: &ModelId, image: &ImageOrder, dialect: Dialect) -> Result<Outbound, Failure> {
        if image.references.is_empty() {
            return Ok(fields::post(GENERATIONS, request::fields(model, image, dialect)));
        }
        request::edit(model, image, dialect, &self.chance).ok_or(Failure::Unavailable)
    }

    async fn text(&self, model: &ModelId, text: &TextOrder) -> Result<Vec<Output>, Failure> {
        let body = request::chat(model, text, self.dialect);
        let answer = Answer::read(self.pass(Endpoint::ChatCompletions, body.to_string().into()).await?).await?;
        if !answer.status.is_success() {
            return Err(failure_of(&answer));
        }
        answer::text(&answer.body.0).map(|said| vec![Output::text(said)])
    }
}

pub(super) const GENERATIONS: &str = "images/generations";

#[async_trait]
impl Engine for OpenAiCompatible {
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
        match &order {
            Order::Image(image) => self.images(model, image).await,
            Order::Text(text) => self.text(model, text).await.map(Submitted::Done),
            Order::Video(video) => self.film(model, video).await,
        }
    }

    async fn resume(&self, ticket: &Ticket, watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        Ok(patient(match Pending::of(ticket)? {
            Pending::Pictures(addresses) => pictures(&self.vendor, &addresses).await,
            Pending::Film(job) => match job.checked() {
                Ok(job) => films::ask_after(&self.vendor, &job, watch.as_ref()).await,
                Err(unknown) => Ok(Resumed::Failed(unknown)),
            },
        }))
    }

    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure> {
        self.forget(ticket).await
    }

    async fn forget(&self, ticket: &Ticket) -> Result<(), Failure> {
        match Pending::of(ticket)? {
            // There is nothing in OpenAI's API that would take a picture back; the passport says how long it is kept.
            Pending::Pictures(_) => Ok(()),
            Pending::Film(job) => films::delete(&self.vendor, &job.checked()?).await,
        }
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        self.vendor.accept(model, order)?;
        let (path, fields) = request::shown(model, order, self.dialect);
        Ok(OutboundPreview {
            destination: Destination::Url(self.vendor.address(path)),
            fields,
        })
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        models::listed(&self.vendor).await
    }

    fn pass_through(&self) -> Option<&dyn PassThrough> {
        Some(self)
    }
}

#[async_trait]
impl PassThrough for OpenAiCompatible {
    async fn pass(&self, endpoint: Endpoint, body: Bytes) -> Result<Inbound, Failure> {
        pass_through(&self.vendor, "", endpoint, body).await
    }
}

pub(super) fn failure_of(answer: &Answer) -> Failure {
    answer::failure(answer.status, &answer.headers, &answer.body.0)
}

fn only_named(image: &Image) -> Option<String> {
    match (&image.b64_json, &image.url) {
        (None, Some(address)) => Some(address.clone()),
        _ => None,
    }
}

fn sent_along(image: Image) -> Result<Output, Failure> {
    Output::from_base64(&image.b64_json.ok_or(Failure::NotAnImage)?)
}
