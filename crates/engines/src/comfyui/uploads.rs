//! Pictures that a graph starts from, handed in before it.

use basics::Chance;
use egress::{Body, Outbound, PurposeKind, Target};
use http::{Method, header::CONTENT_TYPE};

use super::answer;
use crate::{Failure, ImageOrder, Input, form::Form, vendor::Vendor};

/// The folder of ours on the server.
const FOLDER: &str = "nanoprompt";

/// The names under which a graph can load what was handed in.
#[derive(Default)]
pub(super) struct Uploads {
    pub image: Option<String>,
    pub mask: Option<String>,
}

impl Uploads {
    /// As they would be shown to a person.
    pub fn shown(order: &ImageOrder) -> Self {
        Self {
            image: order.references.first().map(|input| format!("{input:?}")),
            mask: order.mask.as_ref().map(|input| format!("{input:?}")),
        }
    }

    /// Hands an order's pictures in. Nothing is ordered yet, so whatever goes wrong costs nothing.
    pub async fn hand_in(vendor: &Vendor, order: &ImageOrder, chance: &Chance) -> Result<Self, Failure> {
        let mut uploads = Self::default();
        if let Some(reference) = order.references.first() {
            uploads.image = Some(upload(vendor, "image", reference, chance).await?);
        }
        if let Some(mask) = &order.mask {
            uploads.mask = Some(upload(vendor, "mask", mask, chance).await?);
        }
        Ok(uploads)
    }
}

/// Puts a picture where the server keeps what it empties whenever it starts and stops: there is no call that would delete
/// it, and what is put among its inputs would stay for ever.
async fn upload(vendor: &Vendor, field: &'static str, input: &Input, chance: &Chance) -> Result<String, Failure> {
    let random: [u8; 16] = chance.bytes();
    let name = format!("{:032x}", u128::from_be_bytes(random));
    let form = Form::new(chance)
        .text("type", "temp")
        .text("subfolder", FOLDER)
        .picture("image", &name, input);
    let (media_type, body) = form.finish().ok_or(Failure::Unavailable)?;
    let target = Target::path("upload/image");
    let outbound = Outbound::new(Method::POST, target, Body::Bytes(body), PurposeKind::Generate);
    let asked = vendor.ask(outbound.header(CONTENT_TYPE, media_type).field(field)).await;
    let answer = asked.map_err(|failure| match failure {
        Failure::Unknown => Failure::TimedOut,
        other => other,
    })?;
    if answer.status.is_success() {
        Ok(format!("{FOLDER}/{name}.{} [temp]", input.format.as_str()))
    } else {
        Err(answer::failure(&answer))
    }
}
