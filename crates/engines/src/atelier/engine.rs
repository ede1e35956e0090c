//! The painter behind the engine protocol.

use std::sync::Arc;

use async_trait::async_trait;
use atelier::{DigitalSourceType, Origin, PaintError, PaintOrder, Painting, Watcher};
use basics::{Chance, Credits, Region};
use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::{
    Card, Destination, Engine, Failure, ImageFormat, ImageOrder, Kind, ModelId, Order, OutboundPreview, Output,
    Passport, Preview, Resumed, Sizes, Submitted, Ticket, Training, VendorRetention, Watch,
};

/// How many pictures are painted at once: each uses every core.
const AT_ONCE: usize = 2;
const ID: &str = "atelier";
const MADE_BY: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicMedia,
    software: "Nano Prompt atelier",
};

/// The built-in engine.
pub struct Atelier {
    cards: Vec<Card>,
    passport: Passport,
    chance: Arc<Chance>,
    places: Arc<Semaphore>,
}

impl Atelier {
    /// The built-in engine; `chance` gives seeds to orders that name none.
    #[must_use]
    pub fn new(chance: Arc<Chance>) -> Self {
        let passport = Passport {
            operator: "this installation".to_owned(),
            operator_country: None,
            region: Region::local(),
            retention: VendorRetention::Nothing,
            training: Training::Never,
            deletion: true,
            stays_here: true,
        };
        Self {
            cards: cards(),
            passport,
            chance,
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    async fn paint(&self, image: &ImageOrder, seed: u64, watch: Arc<dyn Watch>) -> Result<Output, Failure> {
        let _place = self.places.acquire().await.map_err(|_| Failure::Unavailable)?;
        let order = PaintOrder {
            words: image.prompt.clone(),
            width: image.size.width(),
            height: image.size.height(),
            seed,
        };
        let format = image.format;
        let painting = tokio::task::spawn_blocking(move || {
            let painting = atelier::paint(&order, &Watching(watch.as_ref()))?;
            output(painting, format, seed)
        });
        painting
            .await
            .map_err(|_| Failure::Unavailable)?
            .map_err(|error| match error {
                PaintError::Cancelled => Failure::Cancelled,
                PaintError::Size => Failure::bad_order("size", "from 64x64 to 4096x4096 pixels"),
                PaintError::Encode(_) => Failure::Unavailable,
            })
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
        negative: false,
        price: Credits::FREE,
        procedural: true,
        max_prompt_chars: 4_000,
        streams: false,
    }]
}

fn output(painting: Painting, format: ImageFormat, seed: u64) -> Result<Output, PaintError> {
    let (width, height) = (painting.width, painting.height);
    let written = match format {
        ImageFormat::Png => atelier::ImageFormat::Png,
        ImageFormat::Jpeg => atelier::ImageFormat::Jpeg,
        ImageFormat::WebP => atelier::ImageFormat::WebP,
    };
    let bytes = atelier::encode(&painting.rgb, width, height, written, &MADE_BY)?;
    Ok(Output {
        bytes: Bytes::from(bytes),
        media_type: format.media_type().to_owned(),
        width: Some(width),
        height: Some(height),
        seed: Some(seed),
        title: Some(painting.title),
        unused_words: painting.unused_words,
        preview: Some(Preview {
            rgb: painting.rgb,
            width,
            height,
        }),
    })
}

/// The painter's watcher, told in the protocol's words.
struct Watching<'a>(&'a dyn Watch);

impl Watcher for Watching<'_> {
    fn progress(&self, done: f32, stage: atelier::Stage) {
        self.0.progress(done, stage.as_str());
    }

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}
