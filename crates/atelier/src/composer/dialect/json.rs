//! A JSON object, for pipelines and for models that read it.

use serde::Serialize;

use crate::composer::parts::{Part, Parts};

#[derive(Serialize)]
struct Object<'a> {
    subject: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    setting: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    style: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    light: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    composition: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    camera: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    palette: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mood: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    motion: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    negative: Vec<&'a str>,
}

pub(super) fn write(parts: &Parts) -> String {
    let words = |part| parts.get(part).iter().map(|phrase| phrase.words.as_str()).collect();
    let object = Object {
        subject: words(Part::Subject),
        setting: words(Part::Setting),
        style: words(Part::Style),
        light: words(Part::Light),
        composition: words(Part::Composition),
        camera: words(Part::Camera),
        palette: words(Part::Palette),
        mood: words(Part::Mood),
        motion: words(Part::Motion),
        negative: words(Part::Negative),
    };
    // Texts alone cannot fail to be written.
    serde_json::to_string_pretty(&object).unwrap_or_default()
}
