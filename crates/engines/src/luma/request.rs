//! How an order is written for Luma.

use crate::{
    Failure, ImageFormat, ModelId, Order, VideoOrder,
    aspect::{self, Ratio},
    fields::Fields,
};

/// The shapes that the API has names for.
const SHAPES: [Ratio; 7] = [(1, 1), (16, 9), (9, 16), (4, 3), (3, 4), (21, 9), (9, 21)];

/// The numbers of lines that it has names for.
const LINES: [&str; 4] = ["540p", "720p", "1080p", "4k"];

/// Where an order goes.
pub(super) fn path(order: &Order) -> Result<&'static str, Failure> {
    match order {
        Order::Image(_) => Ok("generations/image"),
        Order::Video(_) => Ok("generations/video"),
        Order::Text(_) => Err(no_text()),
    }
}

/// What an order says.
pub(super) fn fields(model: &ModelId, order: &Order) -> Result<Fields, Failure> {
    let fields = Fields::default()
        .with("model", model.model())
        .with("prompt", order.prompt());
    match order {
        Order::Image(image) => Ok(fields
            .with("aspect_ratio", aspect::named(image.size, &SHAPES)?)
            .with("format", format(image.format))),
        Order::Video(video) => film(fields, video),
        Order::Text(_) => Err(no_text()),
    }
}

fn film(fields: Fields, video: &VideoOrder) -> Result<Fields, Failure> {
    Ok(fields
        .with("aspect_ratio", aspect::named(video.size, &SHAPES)?)
        .with("resolution", aspect::lines(video.size, &LINES)?)
        .with("duration", format!("{}s", video.seconds)))
}

const fn format(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Jpeg => "jpg",
        ImageFormat::Png | ImageFormat::WebP => "png",
    }
}

fn no_text() -> Failure {
    Failure::bad_order("model", "it makes pictures and films")
}
