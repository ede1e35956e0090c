//! How an order is written for fal.

use egress::{Outbound, PurposeKind, Target};
use http::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::{
    Card, ImageOrder, Input, VideoOrder, data_uri, fields,
    template::{Place, Template},
};

/// What is asked for besides a picture: that neither the order nor the answer is stored, that the picture is public no
/// longer than the answer that names it can be fetched, and that no other model takes the order over.
const HEADERS: [(&str, &str); 3] = [
    ("x-fal-store-io", "0"),
    (
        "x-fal-object-lifecycle-preference",
        r#"{"expiration_duration_seconds":3600}"#,
    ),
    ("x-app-fal-disable-fallback", "true"),
];

/// The fields of an order, with pictures written as asked.
pub(super) fn fields(card: &Card, image: &ImageOrder, write: fn(&Input) -> String) -> Vec<(&'static str, Value)> {
    let size = json!({ "width": image.size.width(), "height": image.size.height() });
    let mut fields = vec![
        ("prompt", json!(image.prompt)),
        ("image_size", size),
        ("num_images", json!(image.count)),
    ];
    fields.extend(image.negative.iter().map(|text| ("negative_prompt", json!(text))));
    fields.extend(image.seed.map(|seed| ("seed", json!(seed))));
    let pictures: Vec<_> = image.references.iter().map(write).collect();
    match pictures.as_slice() {
        [] => {}
        // A model that can take several wants a list of one, too.
        [only] if card.references == 1 => fields.push(("image_url", json!(only))),
        several => fields.push(("image_urls", json!(several))),
    }
    fields.extend(image.mask.iter().map(|mask| ("mask_url", json!(write(mask)))));
    fields
}

/// An order on its way into the queue.
pub(super) fn order(card: &Card, image: &ImageOrder) -> Outbound {
    asking(fields::post(
        card.id.model().to_owned(),
        fields(card, image, data_uri::encode),
    ))
}

/// What an order for a film says, by the places where it says it, with frames written as asked.
pub(super) fn film_fields(
    template: &Template,
    video: &VideoOrder,
    write: fn(&Input) -> String,
) -> Vec<(&'static str, Value)> {
    template.said(|place| said_of_film(place, video, write))
}

/// An order for a film on its way into the queue.
pub(super) fn film(card: &Card, template: &Template, video: &VideoOrder) -> Outbound {
    let input = template.fill(|place| said_of_film(place, video, data_uri::encode));
    let names = film_fields(template, video, data_uri::encode)
        .into_iter()
        .map(|(name, _)| name);
    let target = Target::Path(card.id.model().to_owned().into());
    let outbound = Outbound::post_json(target, input.to_string().into(), PurposeKind::Generate);
    asking(outbound.fields(names))
}

fn said_of_film(place: Place, video: &VideoOrder, write: fn(&Input) -> String) -> Option<Value> {
    match place {
        Place::FirstFrame => video.first_frame.as_ref().map(|frame| json!(write(frame))),
        Place::LastFrame => video.last_frame.as_ref().map(|frame| json!(write(frame))),
        said => said.said_of_film(video),
    }
}

fn asking(outbound: Outbound) -> Outbound {
    HEADERS.into_iter().fold(outbound, |outbound, (name, value)| {
        outbound.header(HeaderName::from_static(name), HeaderValue::from_static(value))
    })
}
