//! How an order is written for Black Forest Labs.

use egress::Outbound;
use serde_json::{Value, json};

use crate::{Card, Failure, ImageFormat, ImageOrder, Input, Masks, fields, template::ratio};

/// The fields for pictures to start from, in their order.
const PICTURES: [&str; 8] = [
    "input_image",
    "input_image_2",
    "input_image_3",
    "input_image_4",
    "input_image_5",
    "input_image_6",
    "input_image_7",
    "input_image_8",
];

/// The fields of an order, with pictures written as asked.
pub(super) fn fields(
    card: &Card,
    image: &ImageOrder,
    write: fn(&Input) -> String,
) -> Result<Vec<(&'static str, Value)>, Failure> {
    let mut fields = vec![("prompt", json!(image.prompt))];
    match Shape::of(card) {
        // What is filled in keeps the size of its picture.
        Shape::Fill => fields.extend(filling(image, write)?),
        Shape::Ratio => fields.push(("aspect_ratio", json!(ratio(image.size)))),
        Shape::Size => {
            fields.push(("width", json!(image.size.width())));
            fields.push(("height", json!(image.size.height())));
        }
    }
    if !matches!(Shape::of(card), Shape::Fill) {
        let written = image.references.iter().map(|input| json!(write(input)));
        fields.extend(PICTURES.into_iter().zip(written));
    }
    fields.extend(image.seed.map(|seed| ("seed", json!(seed))));
    let format = match image.format {
        ImageFormat::Jpeg => "jpeg",
        ImageFormat::Png | ImageFormat::WebP => "png",
    };
    fields.push(("output_format", json!(format)));
    Ok(fields)
}

/// An order on its way.
pub(super) fn order(card: &Card, image: &ImageOrder) -> Result<Outbound, Failure> {
    let said = fields(card, image, Input::base64)?;
    Ok(fields::post(card.id.model().to_owned(), said))
}

/// How a model wants to be told what its picture looks like.
enum Shape {
    Size,
    Ratio,
    Fill,
}

impl Shape {
    fn of(card: &Card) -> Self {
        let name = card.id.model();
        if card.masks != Masks::None {
            Self::Fill
        } else if name.contains("kontext") || name.ends_with("ultra") {
            Self::Ratio
        } else {
            Self::Size
        }
    }
}

fn filling(image: &ImageOrder, write: fn(&Input) -> String) -> Result<Vec<(&'static str, Value)>, Failure> {
    let picture = image.references.first();
    let picture = picture.ok_or_else(|| Failure::bad_order("image", "it starts from a picture"))?;
    let mask = image.mask.iter().map(|mask| ("mask", json!(write(mask))));
    Ok(std::iter::once(("image", json!(write(picture)))).chain(mask).collect())
}
