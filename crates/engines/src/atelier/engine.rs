//! The painter behind the engine protocol.

use std::sync::Arc;

use async_trait::async_trait;
use atelier::{PaintOrder, Watcher};
use basics::{Chance, Credits, Region};
use darkroom::{Darkroom, DarkroomError};

use crate::{
    Card, Destination, Engine, Failure, Frames, ImageFormat, ImageOrder, Kind, Masks, ModelId, Order, OutboundPreview,
    Output, Passport, Preview, Resumed, Seconds, Sizes, Submitted, Ticket, TokenPrices, Training, VendorRetention,
    Watch,
};

/// The id of the built-in engine.
pub const ID: &str = "atelier";

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

    async fn paint(&self, image: &ImageOrder, seed: u64, watch: Arc<dyn Watch>) -> Result<Output, Failure> {
        let (width, height) = (image.size.width(), image.size.height());
        let order = PaintOrder {
            words: image.prompt.clone(),
            width,
            height,
            seed,
        };
        let format = match image.format {
            ImageFormat::Png => atelier::ImageFormat::Png,
            ImageFormat::Jpeg => atelier::ImageFormat::Jpeg,
            ImageFormat::WebP => atelier::ImageFormat::WebP,
        };
        let painted = self
            .darkroom
            .paint(order, format, Arc::new(Watching(watch)))
            .await
            .map_err(failure)?;
        Ok(Output {
            bytes: painted.file,
            media_type: image.format.media_type().to_owned(),
            width: Some(width),
            height: Some(height),
            seed: Some(seed),
            title: Some(painted.title),
            unused_words: painted.unused_words,
            preview: Some(Preview {
                jpeg: painted.thumbnail,
                width,
                height,
            }),
        })
    }
}

/// What is said of a picture of our own that was not painted.
fn failure(error: DarkroomError) -> Failure {
    match error {
        DarkroomError::Cancelled => Failure::Cancelled,
        DarkroomError::Size => Failure::bad_order("size", "from 64x64 to 4096x4096 pixels"),
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
        let Order::Image(image) = order else {
            return Err(Failure::bad_order("kind", "the painter makes pictures"));
        };
        let first = image.seed.unwrap_or_else(|| self.chance.seed());
        let mut outputs = Vec::new();
        for number in 0..u64::from(image.count) {
            outputs.push(self.paint(&image, first.wrapping_add(number), watch.clone()).await?);
        }
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

fn cards() -> Vec<Card> {
    let Ok(id) = ID.parse::<ModelId>() else {
        return Vec::new();
    };
    vec![Card {
        id,
        name: "Atelier painter".to_owned(),
        kind: Kind::Image,
        sizes: Sizes::Free {
            min: 64,
            max: 4096,
            step: 1,
        },
        counts: 1..=4,
        seeds: true,
        references: 0,
        masks: Masks::None,
        shutdown: None,
        replacement: None,
        negative: false,
        seconds: Seconds::None,
        frames: Frames::None,
        price: Credits::FREE,
        token_prices: TokenPrices::default(),
        price_per_second: Credits::FREE,
        procedural: true,
        max_prompt_chars: 4_000,
        streams: false,
        usage_in_streams: false,
    }]
}

/// The painter's watcher, told in the protocol's words.
struct Watching(Arc<dyn Watch>);

impl Watcher for Watching {
    fn progress(&self, done: f32, stage: atelier::Stage) {
        self.0.progress(done, stage.as_str());
    }

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}
