//! A draft: what somebody wants made, before it is anybody's order.

use engines::{Card, Failure, ImageFormat, ImageOrder, Kind, Masks, Order, Registry, Size, Sizes};

use super::{
    generation::{MAX_PROMPT_CHARACTERS, PromptError, PromptWords},
    input::Input,
};
use crate::error::Error;

/// The raw fields, as a form or a request gave them.
#[derive(Debug, Clone, Default)]
pub struct RawDraft<'a> {
    /// The words.
    pub prompt: &'a str,
    /// The model's name; empty for the built-in one.
    pub model: &'a str,
    /// `1024x1024`; empty for the model's usual size.
    pub size: &'a str,
    /// How many; empty for one.
    pub count: &'a str,
    /// The seed; empty for chance.
    pub seed: &'a str,
    /// `png`, `jpeg` or `webp`; empty for PNG.
    pub format: &'a str,
}

/// A draft that its model can make.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The model's card.
    pub card: Card,
    /// The words.
    pub words: PromptWords,
    /// Width and height.
    pub size: Size,
    /// How many pictures.
    pub count: u32,
    /// The seed, where one was chosen.
    pub seed: Option<u64>,
    /// The format of the files.
    pub format: ImageFormat,
    /// What it starts from.
    pub inputs: Vec<Input>,
}

/// The largest seed, so that it survives every client's numbers.
const MAX_SEED: u64 = (1 << 53) - 1;

impl Draft {
    /// Checks the fields against the model's card; the first one that does not fit is named.
    pub fn check(raw: &RawDraft<'_>, engines: &Registry) -> Result<Self, Error> {
        let model = if raw.model.trim().is_empty() {
            "atelier"
        } else {
            raw.model.trim()
        };
        let card = engines.find(model).map_err(|_| Error::NoSuchModel)?.card;
        if card.kind != Kind::Image {
            let message = format!("{} makes {} and no pictures", card.id, card.kind);
            return Err(Error::Engine(Failure::bad_order("model", message)));
        }
        let limit = card.max_prompt_chars.min(MAX_PROMPT_CHARACTERS);
        let words = PromptWords::typed(raw.prompt, limit).map_err(prompt_error)?;
        let draft = Self {
            words,
            size: size(raw.size, &card)?,
            count: count(raw.count, &card)?,
            seed: seed(raw.seed)?.filter(|_| card.seeds),
            format: format(raw.format)?,
            inputs: Vec::new(),
            card,
        };
        draft.card.check(&draft.order()).map_err(Error::Engine)?;
        Ok(draft)
    }

    /// Whether its model takes so many pictures, and a mask; asked before any of them is kept.
    pub fn takes(&self, references: usize, mask: bool) -> Result<(), Error> {
        let most = usize::try_from(self.card.references).unwrap_or(usize::MAX);
        if references > most {
            return Err(Error::beyond(
                "image",
                "invalid-references",
                i64::from(self.card.references),
            ));
        }
        if mask && self.card.masks == Masks::None {
            return Err(Error::invalid("mask", "invalid-mask-model"));
        }
        Ok(())
    }

    /// The order for the engine, without the pictures that it starts from.
    #[must_use]
    pub fn order(&self) -> Order {
        Order::Image(ImageOrder {
            prompt: self.words.as_str().to_owned(),
            negative: None,
            size: self.size,
            count: self.count,
            seed: self.seed,
            references: Vec::new(),
            mask: None,
            format: self.format,
        })
    }
}

/// The size a model makes when nobody chose one.
#[must_use]
pub fn usual_size(card: &Card) -> Option<Size> {
    match &card.sizes {
        Sizes::List(sizes) => sizes.first().copied(),
        Sizes::Free { .. } => Size::new(1024, 1024).ok(),
        Sizes::None => None,
    }
}

fn prompt_error(error: PromptError) -> Error {
    match error {
        PromptError::Empty => Error::invalid("prompt", "invalid-prompt-empty"),
        PromptError::TooLong { limit } => Error::beyond(
            "prompt",
            "invalid-prompt-long",
            i64::try_from(limit).unwrap_or(i64::MAX),
        ),
        PromptError::HiddenCharacter => Error::invalid("prompt", "invalid-prompt-hidden"),
    }
}

fn size(text: &str, card: &Card) -> Result<Size, Error> {
    let wanted = match text.trim() {
        "" | "auto" => usual_size(card),
        text => text.parse::<Size>().ok(),
    };
    wanted
        .filter(|size| card.sizes.allow(*size))
        .ok_or(Error::invalid("size", "invalid-size"))
}

fn count(text: &str, card: &Card) -> Result<u32, Error> {
    let most = i64::from(*card.counts.end());
    let wanted = if text.trim().is_empty() {
        Some(1)
    } else {
        text.trim().parse().ok()
    };
    wanted
        .filter(|count| card.counts.contains(count))
        .ok_or(Error::beyond("count", "invalid-count", most))
}

fn seed(text: &str) -> Result<Option<u64>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let seed = text.trim().parse().ok().filter(|seed| *seed <= MAX_SEED);
    seed.map(Some).ok_or(Error::invalid("seed", "invalid-seed"))
}

fn format(text: &str) -> Result<ImageFormat, Error> {
    match text.trim() {
        "" | "png" => Ok(ImageFormat::Png),
        "jpeg" | "jpg" => Ok(ImageFormat::Jpeg),
        "webp" => Ok(ImageFormat::WebP),
        _ => Err(Error::invalid("format", "invalid-format")),
    }
}
