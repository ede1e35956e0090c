//! How an order is written for Stability: which of its services does it, and the form that this service takes. The headers
//! by which it would like to be told who asks are left out.

use basics::Chance;
use egress::{Body, Outbound, PurposeKind, Target};
use http::{
    HeaderValue, Method,
    header::{ACCEPT, CONTENT_TYPE},
};

use crate::{
    Failure, ImageOrder, Input, ModelId,
    aspect::{self, Ratio},
    form::Form,
};

/// The shapes that the API has names for.
const SHAPES: [Ratio; 9] = [
    (1, 1),
    (3, 2),
    (2, 3),
    (5, 4),
    (4, 5),
    (16, 9),
    (9, 16),
    (21, 9),
    (9, 21),
];

/// How far to go from the picture to start from: 0 is not at all, 1 is as if there were none. Most of the way, as orders
/// name no measure of their own.
const STRENGTH: &str = "0.7";

/// The largest seed. None at all is the vendor's word for chance.
const LARGEST_SEED: u64 = 4_294_967_294;

/// One of the vendor's services.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Service {
    Core,
    Ultra,
    Diffusion,
    Inpaint,
}

/// An order as it will leave.
pub(super) struct Written<'a> {
    service: Service,
    parts: Vec<(&'static str, Part<'a>)>,
}

enum Part<'a> {
    Text(String),
    Picture(&'a Input),
}

impl<'a> Written<'a> {
    /// The order for the model. A masked one is the same service whatever the model.
    pub fn new(model: &ModelId, image: &'a ImageOrder) -> Result<Self, Failure> {
        let service = match model.model() {
            _ if image.mask.is_some() => Service::Inpaint,
            "core" => Service::Core,
            "ultra" => Service::Ultra,
            _ => Service::Diffusion,
        };
        let mut parts = vec![("prompt", Part::Text(image.prompt.clone()))];
        parts.extend(image.negative.clone().map(|text| ("negative_prompt", Part::Text(text))));
        if service == Service::Diffusion {
            parts.push(("model", Part::Text(model.model().to_owned())));
        }
        parts.extend(start(service, image)?);
        if let Some(seed) = image.seed {
            parts.push(("seed", Part::Text(allowed(seed)?)));
        }
        parts.push(("output_format", Part::Text(image.format.as_str().to_owned())));
        Ok(Self { service, parts })
    }

    /// Where it goes.
    pub const fn path(&self) -> &'static str {
        match self.service {
            Service::Core => "stable-image/generate/core",
            Service::Ultra => "stable-image/generate/ultra",
            Service::Diffusion => "stable-image/generate/sd3",
            Service::Inpaint => "stable-image/edit/inpaint",
        }
    }

    /// The request.
    pub fn post(self, chance: &Chance) -> Option<Outbound> {
        let path = Target::path(self.path());
        let names: Vec<_> = self.parts.iter().map(|(name, _)| *name).collect();
        let form = self.parts.into_iter().fold(Form::new(chance), |form, part| match part {
            (name, Part::Text(text)) => form.text(name, &text),
            (name, Part::Picture(input)) => form.picture(name, name, input),
        });
        let (media_type, body) = form.finish()?;
        let outbound = Outbound::new(Method::POST, path, Body::Bytes(body), PurposeKind::Generate);
        let json = HeaderValue::from_static("application/json");
        Some(
            outbound
                .header(CONTENT_TYPE, media_type)
                .header(ACCEPT, json)
                .fields(names),
        )
    }

    /// For people to read.
    pub fn shown(self) -> Vec<(&'static str, String)> {
        let shown = |(name, part)| match part {
            Part::Text(text) => (name, text),
            Part::Picture(input) => (name, format!("{input:?}")),
        };
        self.parts.into_iter().map(shown).collect()
    }
}

/// What the picture starts from, or its shape where it starts from nothing: a changed picture keeps the shape that it has.
fn start(service: Service, image: &ImageOrder) -> Result<Vec<(&'static str, Part<'_>)>, Failure> {
    let shape = || Ok(("aspect_ratio", Part::Text(aspect::named(image.size, &SHAPES)?)));
    let Some(reference) = image.references.first() else {
        return Ok(vec![shape()?]);
    };
    let picture = ("image", Part::Picture(reference));
    let strength = ("strength", Part::Text(STRENGTH.to_owned()));
    match service {
        Service::Core => Err(Failure::bad_order(
            "image",
            "this model starts from a picture only with a mask",
        )),
        Service::Ultra => Ok(vec![picture, strength, shape()?]),
        Service::Diffusion => Ok(vec![
            picture,
            strength,
            ("mode", Part::Text("image-to-image".to_owned())),
        ]),
        Service::Inpaint => {
            let mask = image.mask.iter().map(|mask| ("mask", Part::Picture(mask)));
            Ok([picture].into_iter().chain(mask).collect())
        }
    }
}

fn allowed(seed: u64) -> Result<String, Failure> {
    if (1..=LARGEST_SEED).contains(&seed) {
        Ok(seed.to_string())
    } else {
        Err(Failure::bad_order("seed", format!("from 1 to {LARGEST_SEED}")))
    }
}
