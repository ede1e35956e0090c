//! The engine: orders in as predictions, pictures and films out before they are removed.

use std::sync::Arc;

use async_trait::async_trait;
use basics::{Chance, Span};
use egress::Target;
use http::Method;
use serde::{Deserialize, Serialize};

use super::{
    answer::{self, Prediction},
    files::{self, Written},
    models,
    request::Model,
};
use crate::{
    Card, Engine, Failure, Kind, Listing, ModelId, Order, OutboundPreview, Passport, Resumed, Submitted, Ticket, Watch,
    job::demand,
    patience::{made, patient, question, settled, under_way},
    told,
    vendor::Vendor,
};

/// Replicate's predictions.
pub(super) struct Replicate {
    vendor: Vendor,
    models: Vec<Model>,
    chance: Arc<Chance>,
}

/// A prediction as its ticket names it. Its addresses are made from its name: those in an answer are never followed.
#[derive(Serialize, Deserialize)]
struct Work {
    id: String,
    /// What was handed in for it.
    files: Vec<String>,
    /// Whether it makes a film.
    #[serde(default)]
    film: bool,
}

impl Work {
    /// The work that a ticket names.
    fn of(ticket: &Ticket) -> Result<Self, Failure> {
        let work: Self = serde_json::from_str(&ticket.token).map_err(|_| Failure::Unknown)?;
        if told::is_plain_path(&work.id, 1..=1) {
            Ok(work)
        } else {
            Err(Failure::Unknown)
        }
    }

    const fn kind(&self) -> Kind {
        if self.film { Kind::Video } else { Kind::Image }
    }
}

impl Replicate {
    pub const fn new(vendor: Vendor, models: Vec<Model>, chance: Arc<Chance>) -> Self {
        Self { vendor, models, chance }
    }

    /// The model, once the order fits it.
    fn accept(&self, model: &ModelId, order: &Order) -> Result<&Model, Failure> {
        self.vendor.accept(model, order)?;
        let mut known = self.models.iter();
        known.find(|known| known.id == *model).ok_or(Failure::Unavailable)
    }

    async fn create(&self, model: &Model, order: &Order, written: &Written) -> Result<Prediction, Failure> {
        let answer = self.vendor.ask(model.order(order, written)).await?;
        if !answer.status.is_success() {
            return Err(answer::failure(&answer));
        }
        let prediction: Prediction = answer.json().ok_or(Failure::Unknown)?;
        if told::is_plain_path(&prediction.id, 1..=1) {
            Ok(prediction)
        } else {
            Err(Failure::Unknown)
        }
    }

    async fn ask_after(&self, work: &Work, watch: &dyn Watch) -> Result<Resumed, Failure> {
        let path = Target::Path(format!("predictions/{}", work.id).into());
        let answer = settled(self.vendor.ask(question(path)).await?)?;
        if answer.status.is_client_error() {
            // The vendor knows nothing of this prediction.
            return Ok(Resumed::Failed(Failure::Unknown));
        }
        let prediction: Prediction = answer.json().ok_or(Failure::Unavailable)?;
        Ok(match prediction.status.as_str() {
            "succeeded" if prediction.data_removed || prediction.output.is_null() => Resumed::Failed(Failure::Cut),
            "succeeded" => made(&self.vendor, &answer::addresses(&prediction.output), work.kind()).await?,
            "failed" => Resumed::Failed(answer::run_failed(&prediction)),
            "canceled" => Resumed::Failed(Failure::Cancelled),
            // It never began, so it costs nothing.
            "aborted" => Resumed::Failed(Failure::TimedOut),
            "starting" => {
                watch.progress(0.0, "queued");
                under_way(None, Span::seconds(2))
            }
            // A word that nobody knows yet is taken for work under way.
            _ => under_way(None, Span::seconds(1)),
        })
    }
}

#[async_trait]
impl Engine for Replicate {
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
        let model = self.accept(model, &order)?;
        if watch.cancelled() {
            return Err(Failure::Cancelled);
        }
        let written = Written::hand_in(&self.vendor, &order, &self.chance).await?;
        let created = self.create(model, &order, &written).await;
        if !matches!(created, Ok(_) | Err(Failure::Unknown)) {
            // Where nobody knows whether it runs, the files stay for it; the vendor drops them after a day.
            files::delete(&self.vendor, &written.files).await;
        }
        let work = Work {
            id: created?.id,
            files: written.files,
            film: order.kind() == Kind::Video,
        };
        Ok(Submitted::Ticket(Ticket {
            engine: self.vendor.id().to_owned(),
            token: serde_json::to_string(&work).map_err(|_| Failure::Unknown)?,
        }))
    }

    async fn resume(&self, ticket: &Ticket, watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        let Ok(work) = Work::of(ticket) else {
            return Ok(Resumed::Failed(Failure::Unknown));
        };
        Ok(patient(self.ask_after(&work, watch.as_ref()).await))
    }

    async fn cancel(&self, ticket: &Ticket) -> Result<(), Failure> {
        let path = format!("predictions/{}/cancel", Work::of(ticket)?.id);
        let answer = self.vendor.ask(demand(Method::POST, path)).await?;
        match answer.status.as_u16() {
            // What is over already, or gone, cannot be stopped.
            200..300 | 404 | 409 | 422 => Ok(()),
            _ => Err(answer::failure(&answer)),
        }
    }

    async fn forget(&self, ticket: &Ticket) -> Result<(), Failure> {
        // The API deletes files but no predictions: the vendor removes what a prediction was given and gave, an hour after
        // it ended.
        files::delete(&self.vendor, &Work::of(ticket)?.files)
            .await
            .map_or(Ok(()), Err)
    }

    fn preview(&self, model: &ModelId, order: &Order) -> Result<OutboundPreview, Failure> {
        let model = self.accept(model, order)?;
        let said = model.said(order, &Written::shown(order));
        Ok(OutboundPreview::to(self.vendor.address(&model.path), said))
    }

    async fn listed(&self) -> Result<Listing, Failure> {
        models::listed(&self.vendor, &self.models).await
    }
}
