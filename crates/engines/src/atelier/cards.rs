//! What the built-in models can do.

use basics::Credits;

use super::{ANIMATOR, COMPOSER, ID, RETOUCHER, WRITER};
use crate::{Card, Frames, Kind, Masks, ModelId, Seconds, Size, Sizes, TokenPrices};

/// The sizes of films, the usual one first.
const FILM_SIZES: [(u32, u32); 8] = [
    (1280, 720),
    (1920, 1080),
    (854, 480),
    (640, 360),
    (720, 1280),
    (1080, 1920),
    (720, 720),
    (1080, 1080),
];

/// Every built-in model, the painter first.
pub(super) fn cards() -> Vec<Card> {
    [painter(), retoucher(), animator(), writer(), composer()]
        .into_iter()
        .flatten()
        .collect()
}

fn painter() -> Option<Card> {
    let card = card(ID, "Atelier painter", Kind::Image)?;
    Some(Card {
        counts: 1..=4,
        negative: true,
        ..card
    })
}

fn retoucher() -> Option<Card> {
    let card = card(RETOUCHER, "Atelier retoucher", Kind::Image)?;
    Some(Card {
        counts: 1..=4,
        references: 2,
        masks: Masks::TransparentChanges,
        ..card
    })
}

fn animator() -> Option<Card> {
    let sizes = FILM_SIZES.into_iter().map(|(width, height)| Size::new(width, height));
    let card = card(ANIMATOR, "Atelier animator", Kind::Video)?;
    Some(Card {
        sizes: Sizes::List(sizes.collect::<Result<_, _>>().ok()?),
        negative: true,
        seconds: Seconds::Free(1..=60),
        frames: Frames::FirstAndLast,
        ..card
    })
}

fn writer() -> Option<Card> {
    let card = card(WRITER, "Atelier writer", Kind::Text)?;
    Some(Card {
        sizes: Sizes::None,
        max_prompt_chars: 40_000,
        ..card
    })
}

fn composer() -> Option<Card> {
    let card = card(COMPOSER, "Atelier composer", Kind::Prompt)?;
    Some(Card {
        sizes: Sizes::None,
        max_prompt_chars: 2_000,
        ..card
    })
}

/// What all of them share.
fn card(id: &str, name: &str, kind: Kind) -> Option<Card> {
    Some(Card {
        id: id.parse::<ModelId>().ok()?,
        name: name.to_owned(),
        kind,
        sizes: Sizes::Free {
            min: 64,
            max: 4096,
            step: 1,
        },
        counts: 1..=1,
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
    })
}
