//! Orders whose words say how they end, as the vendors here understand them.

use bytes::Bytes;
use engines::{Card, Frames, ImageFormat, ImageOrder, Input, Masks, Order, Sizes, TextOrder, VideoOrder};

/// Is filled.
pub const LIGHTHOUSE: &str = "a lighthouse at dusk";
/// Is refused by the vendor's policy.
pub const FORBIDDEN: &str = "a forbidden lighthouse";
/// Fails at the vendor.
pub const BROKEN: &str = "a broken lighthouse";

/// A picture of one pixel.
pub fn picture() -> Bytes {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[200, 90, 30]).unwrap();
    writer.finish().unwrap();
    bytes.into()
}

/// The same on its way to a vendor.
pub fn input() -> Input {
    Input {
        bytes: picture(),
        format: ImageFormat::Png,
    }
}

/// An order for one picture, in the first size that the model makes.
pub fn painted(card: &Card, prompt: &str) -> ImageOrder {
    ImageOrder {
        prompt: prompt.to_owned(),
        negative: None,
        size: sizes(card)[0].parse().unwrap(),
        count: 1,
        seed: None,
        references: Vec::new(),
        mask: None,
        format: ImageFormat::Png,
    }
}

/// An order for a film, of the first size and length that the model makes.
pub fn filmed(card: &Card, prompt: &str) -> VideoOrder {
    VideoOrder {
        prompt: prompt.to_owned(),
        negative: None,
        size: sizes(card)[0].parse().unwrap(),
        seconds: lengths(card)[0],
        seed: None,
        first_frame: None,
        last_frame: None,
    }
}

/// An order for a line of text.
pub fn written(prompt: &str) -> Order {
    Order::Text(TextOrder {
        prompt: prompt.to_owned(),
        max_tokens: Some(50),
        seed: None,
    })
}

/// Everything that a model of films can be asked for, by its card: every size, every length, and every other thing once, from
/// words alone and from each number of frames that it takes.
pub fn every_film(card: &Card) -> Vec<VideoOrder> {
    let with_frames = |frames: Frames| {
        let frame = |least: Frames| (frames >= least).then(input);
        let plain = VideoOrder {
            first_frame: frame(Frames::First),
            last_frame: frame(Frames::FirstAndLast),
            ..filmed(card, LIGHTHOUSE)
        };
        let mut orders = vec![VideoOrder {
            seed: card.seeds.then_some(7),
            negative: card.negative.then(|| "fog".to_owned()),
            ..plain.clone()
        }];
        orders.extend(sizes(card).into_iter().map(|size| VideoOrder {
            size: size.parse().unwrap(),
            ..plain.clone()
        }));
        orders.extend(lengths(card).into_iter().map(|seconds| VideoOrder {
            seconds,
            ..plain.clone()
        }));
        orders
    };
    let frames = [Frames::None, Frames::First, Frames::FirstAndLast];
    let taken = frames.into_iter().filter(|frames| *frames <= card.frames);
    taken.flat_map(with_frames).collect()
}

/// Everything that a model of pictures can be asked for, by its card, likewise.
pub fn every_picture(card: &Card) -> Vec<ImageOrder> {
    let plain = || painted(card, LIGHTHOUSE);
    let sizes = sizes(card).into_iter().map(|size| ImageOrder {
        size: size.parse().unwrap(),
        ..plain()
    });
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];
    let formats = formats.into_iter().map(|format| ImageOrder { format, ..plain() });
    let references = (1..=card.references).map(|count| ImageOrder {
        references: vec![input(); count as usize],
        ..plain()
    });
    let counts = card.counts.clone().map(|count| ImageOrder { count, ..plain() });
    let seeded = card.seeds.then(|| ImageOrder {
        seed: Some(7),
        ..plain()
    });
    let masked = (card.masks != Masks::None).then(|| ImageOrder {
        references: vec![input()],
        mask: Some(input()),
        ..plain()
    });
    let orders = sizes.chain(formats).chain(references).chain(counts);
    let orders = orders.chain(seeded).chain(masked);
    orders.collect()
}

fn sizes(card: &Card) -> Vec<String> {
    match &card.sizes {
        Sizes::List(sizes) => sizes.iter().map(ToString::to_string).collect(),
        Sizes::Free { .. } | Sizes::None => vec!["1024x1024".to_owned()],
    }
}

fn lengths(card: &Card) -> Vec<u32> {
    (1..=60).filter(|seconds| card.seconds.allow(*seconds)).collect()
}
