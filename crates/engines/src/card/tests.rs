use bytes::Bytes;

use super::*;
use crate::{ImageFormat, Input};

fn filmer(frames: Frames) -> Card {
    Card {
        id: ModelId::of("lab", "filmer").unwrap(),
        name: "filmer".to_owned(),
        kind: Kind::Video,
        sizes: Sizes::List(vec!["1280x720".parse().unwrap()]),
        counts: 1..=1,
        seeds: false,
        negative: false,
        references: 0,
        masks: Masks::None,
        shutdown: None,
        replacement: None,
        seconds: Seconds::List(vec![4, 8]),
        frames,
        price: Credits::from_millionths(5),
        token_prices: TokenPrices::default(),
        price_per_second: Credits::from_millionths(100),
        procedural: false,
        max_prompt_chars: 20,
        streams: false,
        usage_in_streams: false,
    }
}

fn film() -> VideoOrder {
    VideoOrder {
        prompt: "a lighthouse at dusk".to_owned(),
        negative: None,
        size: "1280x720".parse().unwrap(),
        seconds: 8,
        seed: None,
        first_frame: None,
        last_frame: None,
    }
}

fn frame() -> Input {
    Input {
        bytes: Bytes::from_static(b"\x89PNG"),
        format: ImageFormat::Png,
    }
}

/// The field at fault and what is said of it.
fn objection(card: &Card, order: VideoOrder) -> Option<(String, String)> {
    match card.check(&Order::Video(order)) {
        Ok(()) => None,
        Err(Failure::BadOrder { field, message }) => Some((field, message)),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_film_that_the_model_cannot_make_is_refused_by_the_field_and_its_limit() {
    let card = filmer(Frames::None);
    assert_eq!(objection(&card, film()), None);
    let six = VideoOrder { seconds: 6, ..film() };
    let said = "lab/filmer makes films of 4, 8 seconds".to_owned();
    assert_eq!(objection(&card, six), Some(("seconds".to_owned(), said)));
    let mut range = filmer(Frames::None);
    range.seconds = Seconds::Free(2..=10);
    let long = VideoOrder { seconds: 11, ..film() };
    let said = "lab/filmer makes films of 2 to 10 seconds".to_owned();
    assert_eq!(objection(&range, long), Some(("seconds".to_owned(), said)));
    let wrong = [
        (
            "prompt",
            VideoOrder {
                prompt: " ".to_owned(),
                ..film()
            },
        ),
        (
            "prompt",
            VideoOrder {
                prompt: "a".repeat(21),
                ..film()
            },
        ),
        (
            "size",
            VideoOrder {
                size: "720x1280".parse().unwrap(),
                ..film()
            },
        ),
        (
            "seed",
            VideoOrder {
                seed: Some(7),
                ..film()
            },
        ),
        (
            "negative",
            VideoOrder {
                negative: Some("people".to_owned()),
                ..film()
            },
        ),
    ];
    for (at_fault, order) in wrong {
        let objection = objection(&card, order).map(|(field, _)| field);
        assert_eq!(objection.as_deref(), Some(at_fault));
    }
}

#[test]
fn a_model_is_given_only_the_frames_that_it_takes() {
    let first = || VideoOrder {
        first_frame: Some(frame()),
        ..film()
    };
    let both = || VideoOrder {
        last_frame: Some(frame()),
        ..first()
    };
    let last = || VideoOrder {
        last_frame: Some(frame()),
        ..film()
    };
    let cases = [
        (Frames::None, first(), Some("first_frame")),
        (Frames::None, last(), Some("last_frame")),
        (Frames::First, first(), None),
        (Frames::First, both(), Some("last_frame")),
        (Frames::FirstAndLast, first(), None),
        (Frames::FirstAndLast, both(), None),
        (Frames::FirstAndLast, last(), Some("last_frame")),
    ];
    for (frames, order, expected) in cases {
        let objection = objection(&filmer(frames), order).map(|(field, _)| field);
        assert_eq!(objection.as_deref(), expected, "{frames:?}");
    }
}

#[test]
fn a_model_of_another_kind_makes_no_film() {
    let painter = Card {
        kind: Kind::Image,
        ..filmer(Frames::None)
    };
    assert_eq!(
        objection(&painter, film()).map(|(field, _)| field).as_deref(),
        Some("model")
    );
}

#[test]
fn a_film_costs_as_much_as_its_longest() {
    assert_eq!(filmer(Frames::None).dearest(), Credits::from_millionths(805));
}
