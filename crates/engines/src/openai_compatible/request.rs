//! How an order is written for a server that speaks OpenAI's API.

use basics::Chance;
use egress::{Body, Outbound, PurposeKind, Target};
use http::{Method, header::CONTENT_TYPE};
use serde_json::{Value, json};

use super::films;
use crate::{ImageOrder, ModelId, Order, TextOrder, form::Form};

/// The spellings in which servers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAI's own: always bytes, in a format that can be chosen, and `response_format` is refused.
    OpenAi,
    /// What others took over from its earlier models: bytes are asked for by `response_format`.
    Compatible,
    /// Another installation of this program: as OpenAI's own, and with seeds.
    Ours,
}

const EDITS: &str = "images/edits";

/// The fields of an order for pictures, in the order sent.
pub(super) fn fields(model: &ModelId, image: &ImageOrder, dialect: Dialect) -> Vec<(&'static str, Value)> {
    let mut fields = vec![
        ("model", json!(model.model())),
        ("prompt", json!(image.prompt)),
        ("n", json!(image.count)),
        ("size", json!(image.size.to_string())),
    ];
    fields.push(match dialect {
        Dialect::OpenAi | Dialect::Ours => ("output_format", json!(image.format.as_str())),
        Dialect::Compatible => ("response_format", json!("b64_json")),
    });
    // Only where the model's card says that it honours one.
    fields.extend(image.seed.map(|seed| ("seed", json!(seed))));
    fields
}

/// An order that starts from pictures. One is called `image`, several are called `image[]`, as OpenAI's own clients do.
pub(super) fn edit(model: &ModelId, image: &ImageOrder, dialect: Dialect, chance: &Chance) -> Option<Outbound> {
    let (mut form, mut names) = (Form::new(chance), Vec::new());
    for (name, value) in fields(model, image, dialect) {
        form = form.text(name, &plain(&value));
        names.push(name);
    }
    let called = if image.references.len() == 1 {
        "image"
    } else {
        "image[]"
    };
    for reference in &image.references {
        form = form.picture(called, "image", reference);
    }
    names.push("image");
    if let Some(mask) = &image.mask {
        form = form.picture("mask", "mask", mask);
        names.push("mask");
    }
    let (media_type, body) = form.finish()?;
    let outbound = Outbound::new(
        Method::POST,
        Target::path(EDITS),
        Body::Bytes(body),
        PurposeKind::Generate,
    );
    Some(outbound.header(CONTENT_TYPE, media_type).fields(names))
}

/// An order for text.
pub(super) fn chat(model: &ModelId, text: &TextOrder, dialect: Dialect) -> Value {
    let mut body = json!({ "model": model.model(), "messages": [{ "role": "user", "content": text.prompt }] });
    if let Some(most) = text.max_tokens {
        let name = match dialect {
            Dialect::OpenAi => "max_completion_tokens",
            Dialect::Compatible | Dialect::Ours => "max_tokens",
        };
        body[name] = most.into();
    }
    if dialect == Dialect::OpenAi {
        body["store"] = false.into();
    }
    body
}

/// Where an order goes and what it says, for people to read.
pub(super) fn shown(model: &ModelId, order: &Order, dialect: Dialect) -> (&'static str, Vec<(&'static str, String)>) {
    match order {
        Order::Text(text) => {
            let fields = vec![("model", model.model().to_owned()), ("messages", text.prompt.clone())];
            ("chat/completions", fields)
        }
        Order::Video(video) => (films::VIDEOS, films::shown(model, video)),
        Order::Image(image) => {
            let mut shown: Vec<_> = fields(model, image, dialect)
                .into_iter()
                .map(|(name, value)| (name, plain(&value)))
                .collect();
            shown.extend(image.references.iter().map(|input| ("image", format!("{input:?}"))));
            shown.extend(image.mask.iter().map(|input| ("mask", format!("{input:?}"))));
            let path = if image.references.is_empty() {
                super::engine::GENERATIONS
            } else {
                EDITS
            };
            (path, shown)
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
