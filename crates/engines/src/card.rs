//! What a model can do; forms, validation and API errors all come from its card.

use std::ops::RangeInclusive;

use basics::Credits;
use serde::Serialize;

use crate::{Failure, ImageOrder, Kind, ModelId, Order, Size, TokenPrices};

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
    /// For one output.
    pub price: Credits,
    /// For text.
    pub token_prices: TokenPrices,
    /// Made by rules and not by a neural model.
    pub procedural: bool,
    /// The longest prompt in characters.
    pub max_prompt_chars: usize,
    /// Whether text arrives piece by piece.
    pub streams: bool,
    /// Whether a stream says at its end how much it was, where it is asked to.
    pub usage_in_streams: bool,
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
        let prompt = match order {
            Order::Image(image) => &image.prompt,
            Order::Text(text) => &text.prompt,
        };
        if order.kind() != self.kind {
            return Err(Failure::bad_order(
                "model",
                format!("{} makes {}, not {}", self.id, self.kind, order.kind()),
            ));
        }
        if prompt.trim().is_empty() {
            return Err(Failure::bad_order("prompt", "say what to make"));
        }
        if prompt.chars().count() > self.max_prompt_chars {
            return Err(Failure::bad_order(
                "prompt",
                format!("at most {} characters", self.max_prompt_chars),
            ));
        }
        let Order::Image(image) = order else { return Ok(()) };
        if !self.sizes.allow(image.size) {
            return Err(Failure::bad_order(
                "size",
                format!("{} cannot make {}", self.id, image.size),
            ));
        }
        if !self.counts.contains(&image.count) {
            let (least, most) = (self.counts.start(), self.counts.end());
            return Err(Failure::bad_order("count", format!("from {least} to {most} at once")));
        }
        if image.seed.is_some() && !self.seeds {
            return Err(Failure::bad_order("seed", format!("{} takes no seed", self.id)));
        }
        if image.negative.is_some() && !self.negative {
            return Err(Failure::bad_order(
                "negative",
                format!("{} takes no negative prompt", self.id),
            ));
        }
        self.check_pictures(image)
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
