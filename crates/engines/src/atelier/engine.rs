//! The built-in models behind the engine protocol.

use std::sync::Arc;

use async_trait::async_trait;
use atelier::Watcher;
use basics::{Chance, Region};
use darkroom::{Darkroom, DarkroomError};

use super::{ID, RETOUCHER, animate::animate, cards::cards, paint::paint, retouch::retouch, write::write};
use crate::{
    Card, Destination, Engine, Failure, ImageOrder, ModelId, Order, OutboundPreview, Output, Passport, Resumed,
    Submitted, Ticket, Training, VendorRetention, Watch,
};

/// The built-in engine.
pub struct Atelier {
    cards: Vec<Card>,
    passport: Passport,
    chance: Arc<Chance>,
    darkroom: Darkroom,
}

impl Atelier {
    /// The built-in engine; `chance` gives seeds to orders that name none, and the darkroom does the painting.
    #[must_use]
    pub fn new(chance: Arc<Chance>, darkroom: Darkroom) -> Self {
        let passport = Passport {
            operator: "this installation".to_owned(),
            operator_country: None,
            region: Region::local(),
            retention: VendorRetention::Nothing,
            training: Training::Never,
            deletion: true,
            stays_here: true,
            valid_until: None,
        };
        Self {
            cards: cards(),
            passport,
            chance,
            darkroom,
        }
    }

    async fn image(&self, model: &ModelId, image: &ImageOrder, watch: &Arc<dyn Watch>) -> Result<Vec<Output>, Failure> {
        let first = image.seed.unwrap_or_else(|| self.chance.seed());
        let mut outputs = Vec::new();
        for number in 0..u64::from(image.count) {
            let seed = first.wrapping_add(number);
            let output = if model.as_str() == RETOUCHER {
                retouch(&self.darkroom, image, seed, watch.clone()).await?
            } else {
                paint(&self.darkroom, image, seed, watch.clone()).await?
            };
            outputs.push(output);
        }
        Ok(outputs)
    }
}

/// What is said of a picture of our own that was not painted.
pub(super) fn failure(error: DarkroomError) -> Failure {
    match error {
        DarkroomError::Cancelled => Failure::Cancelled,
        DarkroomError::Size => Failure::bad_order("size", "from 64x64 to 4096x4096 pixels"),
        DarkroomError::Impossible(why) => Failure::Impossible(why),
        DarkroomError::OutOfMemory => Failure::OutOfMemory,
        DarkroomError::TimedOut => Failure::TimedOut,
        _ => Failure::Unavailable,
    }
}

#[async_trait]
impl Engine for Atelier {
    fn id(&self) -> &str {
        ID
    }

    fn cards(&self) -> &[Card] {
        &self.cards
    }

    fn passport(&self) -> &Passport {
        &self.passport
    }

    fn repeatable(&self) -> bool {
        true
    }

    async fn submit(&self, model: &ModelId, order: Order, watch: Arc<dyn Watch>) -> Result<Submitted, Failure> {
        let card = self
            .cards
            .iter()
            .find(|card| card.id == *model)
            .ok_or(Failure::Unavailable)?;
        card.check(&order)?;
        let outputs = match order {
            Order::Image(image) => self.image(model, &image, &watch).await?,
            Order::Video(video) => {
                let seed = video.seed.unwrap_or_else(|| self.chance.seed());
                vec![animate(&self.darkroom, video, seed, watch).await?]
            }
            Order::Text(text) => {
                let seed = text.seed.unwrap_or_else(|| self.chance.seed());
                vec![write(&self.darkroom, model, text, seed, watch).await?]
            }
        };
        Ok(Submitted::Done(outputs))
    }

    async fn resume(&self, _ticket: &Ticket, _watch: Arc<dyn Watch>) -> Result<Resumed, Failure> {
        Ok(Resumed::Failed(Failure::Unavailable))
    }

    async fn cancel(&self, _ticket: &Ticket) -> Result<(), Failure> {
        Ok(())
    }

    async fn forget(&self, _ticket: &Ticket) -> Result<(), Failure> {
        Ok(())
    }

    fn preview(&self, _model: &ModelId, _order: &Order) -> Result<OutboundPreview, Failure> {
        Ok(OutboundPreview {
            destination: Destination::Here,
            fields: Vec::new(),
        })
    }
}

/// The atelier's watcher, told in the protocol's words.
pub(super) struct Watching(pub(super) Arc<dyn Watch>);

impl Watcher for Watching {
    fn progress(&self, done: f32, stage: atelier::Stage) {
        self.0.progress(done, stage.as_str());
    }

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}
