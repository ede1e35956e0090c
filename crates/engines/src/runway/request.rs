//! How an order is written for Runway.

use serde_json::{Value, json};

use crate::{Failure, ImageOrder, Input, ModelId, Order, Size, VideoOrder, data_uri, fields::Fields};

/// Longer texts in place of an address are refused by the vendor.
const LONGEST_TEXT: usize = 5 << 20;

/// Where an order goes: there is one place for each way of making something.
pub(super) fn path(order: &Order) -> Result<&'static str, Failure> {
    match order {
        Order::Image(_) => Ok("text_to_image"),
        Order::Video(video) if video.first_frame.is_some() => Ok("image_to_video"),
        Order::Video(_) => Ok("text_to_video"),
        Order::Text(_) => Err(no_text()),
    }
}

/// What an order says.
pub(super) fn fields(model: &ModelId, order: &Order) -> Result<Fields, Failure> {
    let fields = Fields::default()
        .with("model", model.model())
        .with("promptText", order.prompt());
    match order {
        Order::Image(image) => picture(fields, image),
        Order::Video(video) => film(fields, video),
        Order::Text(_) => Err(no_text()),
    }
}

fn picture(fields: Fields, image: &ImageOrder) -> Result<Fields, Failure> {
    let fields = fields.with("ratio", ratio(image.size));
    let fields = seeded(fields, image.seed);
    if image.references.is_empty() {
        return Ok(fields);
    }
    let written = image.references.iter().map(|input| written("image", input));
    let written: Vec<_> = written
        .map(|uri| uri.map(|uri| json!({ "uri": uri })))
        .collect::<Result<_, _>>()?;
    let shown = image.references.iter().map(shown).collect();
    Ok(fields.shown_as("referenceImages", Value::from(written), shown))
}

fn film(fields: Fields, video: &VideoOrder) -> Result<Fields, Failure> {
    let mut fields = fields.with("ratio", ratio(video.size)).with("duration", video.seconds);
    if let Some(negative) = &video.negative {
        fields = fields.with("negativePrompt", negative.as_str());
    }
    let fields = seeded(fields, video.seed);
    let Some(first) = &video.first_frame else {
        return Ok(fields);
    };
    let uri = written("first_frame", first)?;
    Ok(match &video.last_frame {
        None => fields.shown_as("promptImage", json!(uri), vec![shown(first)]),
        Some(last) => {
            let both = json!([
                { "uri": uri, "position": "first" },
                { "uri": written("last_frame", last)?, "position": "last" },
            ]);
            fields.shown_as("promptImage", both, vec![shown(first), shown(last)])
        }
    })
}

fn seeded(fields: Fields, seed: Option<u64>) -> Fields {
    match seed {
        Some(seed) => fields.with("seed", seed),
        None => fields,
    }
}

/// Runway says a size with a colon.
fn ratio(size: Size) -> String {
    format!("{}:{}", size.width(), size.height())
}

/// A picture as text. Runway would take a larger one from an address, and there is none that it could reach.
fn written(field: &str, input: &Input) -> Result<String, Failure> {
    let text = data_uri::encode(input);
    if text.len() > LONGEST_TEXT {
        let most = LONGEST_TEXT / 4 * 3 / 1_000;
        return Err(Failure::bad_order(field, format!("a picture of at most {most} kB")));
    }
    Ok(text)
}

fn shown(input: &Input) -> String {
    format!("{input:?}")
}

fn no_text() -> Failure {
    Failure::bad_order("model", "it makes pictures and films")
}
