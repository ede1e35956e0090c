//! What a model can do; forms, validation and API errors all come from its card.

use std::ops::RangeInclusive;

use basics::{Credits, Time};
use serde::Serialize;

use crate::{Failure, Frames, ImageOrder, Kind, ModelId, Order, Seconds, Size, TokenPrices, VideoOrder};

/// The sizes that a model can make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sizes {
    /// Any width and height from `min` to `max` in steps of `step` pixels.
    Free {
        /// The shortest side.
        min: u32,
        /// The longest side.
        max: u32,
        /// Both sides are multiples of this.
        step: u32,
    },
    /// Only these; the first is the usual one.
    List(Vec<Size>),
    /// The kind has no size, such as text.
    None,
}

/// How a model wants to be told which part of a picture to change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Masks {
    /// Not at all: it changes pictures as a whole, or not at all.
    #[default]
    None,
    /// A picture that is white where something is to change, black where nothing is.
    WhiteChanges,
    /// A picture that is transparent where something is to change.
    TransparentChanges,
}

/// What a model can do and what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent abilities, each a yes or no of its own"
)]
pub struct Card {
    /// The full name.
    pub id: ModelId,
    /// For people to read.
    pub name: String,
    /// What it makes.
    pub kind: Kind,
    /// Which sizes.
    pub sizes: Sizes,
    /// How many at once.
    pub counts: RangeInclusive<u32>,
    /// Whether a seed is honoured.
    pub seeds: bool,
    /// Whether a negative prompt is honoured.
    pub negative: bool,
    /// How many pictures it can be shown beside the prompt.
    pub references: u32,
    /// How it is told which part of the first of them to change.
    pub masks: Masks,
    /// How long a film lasts.
    pub seconds: Seconds,
    /// Which frames of a film it can be given.
    pub frames: Frames,
    /// For one output: a picture, a text, or a film of any length.
    pub price: Credits,
    /// For text.
    pub token_prices: TokenPrices,
    /// For every second of a film, on top.
    pub price_per_second: Credits,
    /// Made by rules and not by a neural model.
    pub procedural: bool,
    /// The longest prompt in characters.
    pub max_prompt_chars: usize,
    /// Whether text arrives piece by piece.
    pub streams: bool,
    /// Whether a stream says at its end how much it was, where it is asked to.
    pub usage_in_streams: bool,
    /// From which moment its provider has it no more, where that is known.
    pub shutdown: Option<Time>,
    /// Which model to take in its place, as its provider or the operator says.
    pub replacement: Option<String>,
}

impl Sizes {
    /// Whether the model can make this size.
    #[must_use]
    pub fn allow(&self, size: Size) -> bool {
        match self {
            Self::Free { min, max, step } => [size.width(), size.height()]
                .into_iter()
                .all(|side| (min..=max).contains(&&side) && side.is_multiple_of((*step).max(1))),
            Self::List(sizes) => sizes.contains(&size),
            Self::None => false,
        }
    }
}

impl Card {
    /// Whether this model can fill the order; the first field that it cannot is named.
    pub fn check(&self, order: &Order) -> Result<(), Failure> {
        // A prompt is a text as well.
        let is_prompt = self.kind == Kind::Prompt && order.kind() == Kind::Text;
        if order.kind() != self.kind && !is_prompt {
            return Err(Failure::bad_order(
                "model",
                format!("{} makes {}, not {}", self.id, self.kind, order.kind()),
            ));
        }
        self.check_words(order.prompt())?;
        match order {
            Order::Image(image) => self.check_image(image),
            Order::Video(video) => self.check_video(video),
            Order::Text(_) => Ok(()),
        }
    }

    /// Whether its provider has it no more.
    #[must_use]
    pub fn is_shut_down(&self, now: Time) -> bool {
        self.shutdown.is_some_and(|end| now >= end)
    }

    /// What one output costs at most.
    #[must_use]
    pub fn dearest(&self) -> Credits {
        self.cost(self.seconds.longest().unwrap_or(0))
    }

    /// What one output costs that lasts so many seconds; pictures last none.
    #[must_use]
    pub fn cost(&self, seconds: u32) -> Credits {
        let for_seconds = self.price_per_second.millionths().saturating_mul(seconds.into());
        Credits::from_millionths(self.price.millionths().saturating_add(for_seconds))
    }

    fn check_words(&self, prompt: &str) -> Result<(), Failure> {
        if prompt.trim().is_empty() {
            return Err(Failure::bad_order("prompt", "say what to make"));
        }
        if prompt.chars().count() > self.max_prompt_chars {
            return Err(Failure::bad_order(
                "prompt",
                format!("at most {} characters", self.max_prompt_chars),
            ));
        }
        Ok(())
    }

    fn check_image(&self, image: &ImageOrder) -> Result<(), Failure> {
        self.check_size(image.size)?;
        if !self.counts.contains(&image.count) {
            let (least, most) = (self.counts.start(), self.counts.end());
            return Err(Failure::bad_order("count", format!("from {least} to {most} at once")));
        }
        self.check_extras(image.seed, image.negative.as_ref())?;
        self.check_pictures(image)
    }

    fn check_video(&self, video: &VideoOrder) -> Result<(), Failure> {
        self.check_size(video.size)?;
        if !self.seconds.allow(video.seconds) {
            return Err(Failure::bad_order(
                "seconds",
                format!("{} makes films of {}", self.id, self.seconds),
            ));
        }
        self.check_extras(video.seed, video.negative.as_ref())?;
        if video.first_frame.is_some() && self.frames < Frames::First {
            return Err(Failure::bad_order(
                "first_frame",
                format!("{} takes no picture", self.id),
            ));
        }
        if video.last_frame.is_some() && self.frames < Frames::FirstAndLast {
            return Err(Failure::bad_order(
                "last_frame",
                format!("{} takes no picture to end with", self.id),
            ));
        }
        if video.last_frame.is_some() && video.first_frame.is_none() {
            return Err(Failure::bad_order("last_frame", "a last picture needs a first"));
        }
        Ok(())
    }

    fn check_size(&self, size: Size) -> Result<(), Failure> {
        if self.sizes.allow(size) {
            return Ok(());
        }
        Err(Failure::bad_order("size", format!("{} cannot make {size}", self.id)))
    }

    fn check_extras(&self, seed: Option<u64>, negative: Option<&String>) -> Result<(), Failure> {
        if seed.is_some() && !self.seeds {
            return Err(Failure::bad_order("seed", format!("{} takes no seed", self.id)));
        }
        if negative.is_some() && !self.negative {
            return Err(Failure::bad_order(
                "negative",
                format!("{} takes no negative prompt", self.id),
            ));
        }
        Ok(())
    }

    fn check_pictures(&self, image: &ImageOrder) -> Result<(), Failure> {
        let most = usize::try_from(self.references).unwrap_or(usize::MAX);
        if image.references.len() > most {
            let said = match most {
                0 => format!("{} takes no pictures", self.id),
                _ => format!("at most {most} pictures"),
            };
            return Err(Failure::bad_order("image", said));
        }
        if image.mask.is_some() && (self.masks == Masks::None || image.references.is_empty()) {
            let said = match self.masks {
                Masks::None => format!("{} takes no mask", self.id),
                _ => "a mask needs the picture that it belongs to".to_owned(),
            };
            return Err(Failure::bad_order("mask", said));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
