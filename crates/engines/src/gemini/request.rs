//! How an order is written for `generateContent`.

use serde_json::{Value, json};

use super::films;
use crate::{
    Failure, ImageOrder, Input, ModelId, Order, Size, TextOrder,
    aspect::{self, Ratio},
    fields::Fields,
};

/// The shapes that the API has names for.
const SHAPES: [Ratio; 14] = [
    (1, 1),
    (3, 2),
    (2, 3),
    (4, 3),
    (3, 4),
    (5, 4),
    (4, 5),
    (16, 9),
    (9, 16),
    (21, 9),
    (4, 1),
    (1, 4),
    (8, 1),
    (1, 8),
];

/// Where an order goes.
pub(super) fn path(model: &ModelId, order: &Order) -> String {
    match order {
        Order::Video(_) => films::INTERACTIONS.to_owned(),
        Order::Image(_) | Order::Text(_) => format!("models/{}:generateContent", model.model()),
    }
}

/// What an order says.
pub(super) fn fields(model: &ModelId, order: &Order) -> Result<Fields, Failure> {
    match order {
        Order::Image(image) => picture(image),
        Order::Video(video) => films::fields(model, video),
        Order::Text(text) => Ok(words(text)),
    }
}

fn picture(image: &ImageOrder) -> Result<Fields, Failure> {
    let mut config = json!({ "aspectRatio": aspect::named(image.size, &SHAPES)? });
    if let Some(size) = larger(image.size) {
        config["imageSize"] = size.into();
    }
    let config = json!({ "responseModalities": ["IMAGE"], "imageConfig": config });
    Ok(contents(&image.prompt, &image.references).with("generationConfig", config))
}

fn words(text: &TextOrder) -> Fields {
    let fields = contents(&text.prompt, &[]);
    match text.max_tokens {
        Some(most) => fields.with("generationConfig", json!({ "maxOutputTokens": most })),
        None => fields,
    }
}

fn contents(prompt: &str, references: &[Input]) -> Fields {
    let mut parts = vec![json!({ "text": prompt })];
    parts.extend(references.iter().map(inline));
    let mut shown = vec![prompt.to_owned()];
    shown.extend(references.iter().map(|input| format!("{input:?}")));
    let contents = json!([{ "role": "user", "parts": parts }]);
    Fields::default().shown_as("contents", contents, shown)
}

fn inline(input: &Input) -> Value {
    json!({ "inlineData": { "mimeType": input.format.media_type(), "data": input.base64() } })
}

/// The class of a size beyond the usual one, whose name models of one class only do not know.
fn larger(size: Size) -> Option<&'static str> {
    const MEBI: u64 = 1 << 20;
    // The classes have one, four and sixteen million pixels; between two of them, the nearer by ratio.
    match u64::from(size.width()) * u64::from(size.height()) {
        pixels if pixels <= 2 * MEBI => None,
        pixels if pixels <= 8 * MEBI => Some("2K"),
        _ => Some("4K"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_belongs_to_the_nearest_class() {
        for (size, class) in [
            ("1024x1024", None),
            ("1920x1080", None),
            ("2048x2048", Some("2K")),
            ("2752x1536", Some("2K")),
            ("4096x4096", Some("4K")),
            ("65535x65535", Some("4K")),
        ] {
            assert_eq!(larger(size.parse().unwrap()), class, "{size}");
        }
    }
}
