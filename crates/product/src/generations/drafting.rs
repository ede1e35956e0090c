//! A draft: what somebody wants made, before it is anybody's order.

use basics::{Chance, GenerationId};
use engines::{
    Card, Failure, Found, Frames, ImageFormat, ImageOrder, Masks, Order, Registry, Seconds, Size, Sizes, TextOrder,
    VideoOrder,
};
pub use engines::{
    Kind,
    atelier::{ID as PAINTER, RETOUCHER},
};

use sha2::{Digest, Sha256};

use super::{
    ask_for_prompt::{asked, writes_prompts},
    generation::{MAX_PROMPT_CHARACTERS, NegativeWords, PromptError, PromptWords},
    input::{Input, Role},
};
use crate::error::Error;

/// The raw fields, as a form or a request gave them.
#[derive(Debug, Clone, Default)]
pub struct RawDraft<'a> {
    /// The words.
    pub prompt: &'a str,
    /// What is not to be shown; may be empty.
    pub negative: &'a str,
    /// Whether the words are taken as they are, wildcards and all.
    pub plain: bool,
    /// Styles to lay over the words, by their ids.
    pub styles: Vec<&'a str>,
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
    /// What is wanted: a picture, where nothing else is said.
    pub kind: Kind,
    /// How long it is to last; empty for as long as the model's films usually do.
    pub seconds: &'a str,
    /// Of a prompt, how it is written: `tags`, `shots`, `json`; empty for sentences.
    pub dialect: &'a str,
    /// Of a prompt, how much is added to the idea: `subtle`, `strong`; empty for what is usual.
    pub strength: &'a str,
}

/// A draft that its model can make.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What is wanted, which the model may do under another name: a prompt is a text to most.
    pub kind: Kind,
    /// The model's card; of a route, that of the first model that can make it.
    pub card: Card,
    /// The route that was asked for, if one was.
    pub route: Option<String>,
    /// The cards of the route's other models that can make it.
    pub others: Vec<Card>,
    /// The words.
    pub words: PromptWords,
    /// What is not to be shown, where something was said.
    pub negative: Option<NegativeWords>,
    /// Width and height; none of text.
    pub size: Option<Size>,
    /// How many pictures; one film.
    pub count: u32,
    /// How long a film is to last, in seconds; none for pictures.
    pub seconds: Option<u32>,
    /// The generation whose words were changed for this one.
    pub remixed_from: Option<GenerationId>,
    /// The seed, where one was chosen.
    pub seed: Option<u64>,
    /// The format of pictures.
    pub format: ImageFormat,
    /// What it starts from.
    pub inputs: Vec<Input>,
    /// By which a program knows it that may send it twice.
    pub idempotency_key: Option<String>,
    /// What tells its pictures from those of another order with the same key; nothing where it has no key.
    pub input_marks: Vec<[u8; 32]>,
}

impl Draft {
    /// Checks the fields against the card of the one model that is named; the first field that does not fit is named.
    pub fn check(raw: &RawDraft<'_>, engines: &Registry) -> Result<Self, Error> {
        let found = engines.find(raw.named_model()).map_err(|_| Error::NoSuchModel)?;
        Self::fitted(raw, &found.card)
    }

    /// The same where a route may be named: what is wrong is told only where no model of it can make it.
    pub fn check_routed(raw: &RawDraft<'_>, engines: &Registry) -> Result<Self, Error> {
        let named = engines.resolve(raw.named_model()).map_err(|_| Error::NoSuchModel)?;
        let mut objection = Error::NoSuchModel;
        for (position, Found { card, .. }) in named.models.iter().enumerate() {
            match Self::fitted(raw, card) {
                Ok(draft) => {
                    let others = named.models[position + 1..]
                        .iter()
                        .map(|found| Card::clone(&found.card));
                    let others = others.filter(|card| card.check(&draft.order()).is_ok()).collect();
                    let route = named.route.map(|route| route.name.clone());
                    return Ok(Self { route, others, ..draft });
                }
                Err(error) if position == 0 => objection = error,
                Err(_) => {}
            }
        }
        Err(objection)
    }

    fn fitted(raw: &RawDraft<'_>, card: &Card) -> Result<Self, Error> {
        if card.kind != raw.kind && !(raw.kind == Kind::Prompt && writes_prompts(card)) {
            let message = format!("{} makes {} and no {}", card.id, card.kind, raw.what());
            return Err(Error::Engine(Failure::bad_order("model", message)));
        }
        if !card.token_prices.are_free() {
            return Err(Error::Engine(Failure::bad_order(
                "model",
                format!(
                    "{} is paid by the token: POST /v1/chat/completions counts them",
                    card.id
                ),
            )));
        }
        let limit = card.max_prompt_chars.min(MAX_PROMPT_CHARACTERS);
        let words = PromptWords::typed(raw.prompt, limit).map_err(prompt_error)?;
        let negative =
            NegativeWords::typed(raw.negative, limit).map_err(|error| prompt_error(error).about("negative"))?;
        let draft = Self {
            kind: raw.kind,
            words,
            negative,
            route: None,
            others: Vec::new(),
            size: size(raw.size, card)?,
            count: count(raw.count, card)?,
            seconds: seconds(raw, card)?,
            remixed_from: None,
            seed: seed(raw.seed)?.filter(|_| card.seeds),
            format: format(raw.format)?,
            inputs: Vec::new(),
            idempotency_key: None,
            input_marks: Vec::new(),
            card: card.clone(),
        };
        draft.card.check(&draft.order()).map_err(Error::Engine)?;
        Ok(draft)
    }

    /// What the key that orders it has to be for: the route, or the model.
    #[must_use]
    pub fn asked_for(&self) -> &str {
        self.route.as_deref().unwrap_or(self.card.id.as_str())
    }

    /// Notes what tells one of its pictures from any other, where the order may be sent twice.
    pub fn mark_input(&mut self, picture: &[u8], role: Role) {
        if self.idempotency_key.is_some() {
            let mut hash = Sha256::new_with_prefix(role.name());
            hash.update(picture);
            self.input_marks.push(hash.finalize().into());
        }
    }

    /// The cards of every model that can make it, the first one's first.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        std::iter::once(&self.card).chain(&self.others)
    }

    /// Leaves the models that take so many pictures, and a mask; asked before any of them is kept. Where none does, says
    /// why the first does not.
    pub fn takes(&mut self, references: usize, mask: bool) -> Result<(), Error> {
        let mut left = self.cards().filter(|card| taken(card, references, mask).is_ok());
        let Some(first) = left.next().cloned() else {
            return taken(&self.card, references, mask);
        };
        let others = left.cloned().collect();
        (self.card, self.others) = (first, others);
        Ok(())
    }

    /// The order for the engine, without the pictures that it starts from.
    #[must_use]
    pub fn order(&self) -> Order {
        let Some(size) = self.size else {
            return Order::Text(TextOrder {
                prompt: asked(self.kind, &self.card, self.words.as_str()),
                max_tokens: None,
                seed: self.seed,
            });
        };
        if let Some(seconds) = self.seconds {
            return Order::Video(VideoOrder {
                prompt: self.words.as_str().to_owned(),
                negative: self.negative.as_ref().map(|words| words.as_str().to_owned()),
                size,
                seconds,
                seed: self.seed,
                first_frame: None,
                last_frame: None,
            });
        }
        Order::Image(ImageOrder {
            prompt: self.words.as_str().to_owned(),
            negative: self.negative.as_ref().map(|words| words.as_str().to_owned()),
            size,
            count: self.count,
            seed: self.seed,
            references: Vec::new(),
            mask: None,
            format: self.format,
        })
    }
}

impl RawDraft<'_> {
    fn named_model(&self) -> &str {
        match self.model.trim() {
            "" => engines::atelier::maker(self.kind),
            model => model,
        }
    }

    const fn what(&self) -> &'static str {
        match self.kind {
            Kind::Video => "films",
            Kind::Image => "pictures",
            Kind::Text => "texts",
            Kind::Prompt => "prompts",
        }
    }
}

fn taken(card: &Card, references: usize, mask: bool) -> Result<(), Error> {
    let most = match (card.kind, card.frames) {
        (Kind::Video, Frames::None) => 0,
        (Kind::Video, Frames::First) => 1,
        (Kind::Video, Frames::FirstAndLast) => 2,
        _ => card.references,
    };
    if references > usize::try_from(most).unwrap_or(usize::MAX) {
        return Err(Error::beyond("image", "invalid-references", most.into()));
    }
    if mask && card.masks == Masks::None {
        return Err(Error::invalid("mask", "invalid-mask-model"));
    }
    Ok(())
}

/// The size a model makes when nobody chose one.
#[must_use]
pub fn usual_size(card: &Card) -> Option<Size> {
    match &card.sizes {
        Sizes::List(sizes) => sizes.first().copied(),
        Sizes::Free { .. } if card.kind == Kind::Video => Size::new(1280, 720).ok(),
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

fn size(text: &str, card: &Card) -> Result<Option<Size>, Error> {
    if card.sizes == Sizes::None {
        return Ok(None);
    }
    let wanted = match text.trim() {
        "" | "auto" => usual_size(card),
        text => text.parse::<Size>().ok(),
    };
    wanted
        .filter(|size| card.sizes.allow(*size))
        .map(Some)
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

/// How long a film lasts where nobody says, and any length is made.
const USUAL_SECONDS: u32 = 4;

fn seconds(raw: &RawDraft<'_>, card: &Card) -> Result<Option<u32>, Error> {
    if raw.kind != Kind::Video {
        return Ok(None);
    }
    let usual = match &card.seconds {
        Seconds::List(lengths) => lengths.first().copied(),
        Seconds::Free(lengths) => Some(USUAL_SECONDS.clamp(*lengths.start(), *lengths.end())),
        Seconds::None => None,
    };
    let wanted = match raw.seconds.trim() {
        "" => usual,
        text => text.parse().ok(),
    };
    let fits = wanted.filter(|seconds| card.seconds.allow(*seconds));
    let longest = i64::from(card.seconds.longest().unwrap_or(0));
    fits.map(Some)
        .ok_or(Error::beyond("seconds", "invalid-seconds", longest))
}

fn seed(text: &str) -> Result<Option<u64>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let seed = text.trim().parse().ok().filter(|seed| *seed <= Chance::LARGEST_SEED);
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
