//! What a picture is made of, and how that looks from near.

#![allow(
    clippy::enum_glob_use,
    reason = "a table of facts reads better without their type on every line"
)]

use super::{Addition, add};
use crate::composer::{
    idea::Fact::*,
    parts::Part::Style,
    styles::Medium::{Craft, Digital, Drawing, Painting, Photograph, Print},
};

pub(super) const ADDITIONS: &[Addition] = &[
    add(Style, "documentary photograph", &[Made(Photograph)]).without(&[Abstract, Fantastic, Space]),
    add(Style, "editorial photograph", &[Made(Photograph)]).without(&[Abstract, Fantastic, Space]),
    add(Style, "fine art photograph", &[Made(Photograph)]).without(&[Fantastic, Space]),
    add(Style, "film photograph", &[Made(Photograph)]).without(&[Abstract, Fantastic, Space]),
    add(Style, "cinematic film still", &[Made(Photograph)]).without(&[Abstract, Food, Still]),
    add(Style, "landscape photograph", &[Made(Photograph)])
        .with(&[Mountains, Sea, Meadow, Desert, Forest, Water])
        .without(&[Person, Animal, Fantastic, Indoors]),
    add(Style, "oil painting", &[Made(Painting)]),
    add(Style, "watercolour painting", &[Made(Painting)]).without(&[Neon, Space]),
    add(Style, "gouache illustration", &[Made(Painting)]),
    add(Style, "ink and wash drawing", &[Made(Drawing)]).without(&[Vivid, Coloured, Neon, Food]),
    add(Style, "coloured pencil drawing", &[Made(Drawing)]).without(&[Monochrome, Neon]),
    add(Style, "linocut print", &[Made(Print)]).without(&[Person, Food, Pastel]),
    add(Style, "painterly digital illustration", &[Made(Digital)]),
    add(Style, "layered paper cut", &[Made(Craft)]).without(&[Person, Food, Monochrome, Storm]),
    // From near.
    add(Style, "fine film grain", &[Texture]).with(&[Made(Photograph)]),
    add(Style, "true-to-life surface detail", &[Sharpness])
        .with(&[Made(Photograph)])
        .without(&[Fog, Depth]),
    add(Style, "subtle tonal transitions", &[Sharpness]).with(&[Made(Photograph)]),
    add(Style, "visible brushwork", &[Texture]).with(&[Made(Painting)]),
    add(Style, "layers of colour showing through each other", &[Texture]).with(&[Made(Painting)]),
    add(Style, "simplified shapes with soft edges", &[Sharpness]).with(&[Made(Painting), Made(Digital)]),
    add(Style, "lively line of varying weight", &[Texture]).with(&[Made(Drawing)]),
    add(Style, "paper texture showing through", &[Texture]).with(&[Made(Drawing)]),
    add(Style, "bold carved shapes", &[Texture]).with(&[Made(Print)]),
    add(Style, "slightly uneven ink coverage", &[Sharpness]).with(&[Made(Print)]),
    add(Style, "crisp edges with soft cast shadows", &[Sharpness]).with(&[Made(Craft)]),
    add(Style, "handmade irregularities", &[Texture]).with(&[Made(Craft)]),
    add(Style, "clean readable silhouettes", &[Sharpness]).with(&[Made(Digital)]),
    add(Style, "an even level of detail", &[Texture]).with(&[Made(Digital)]),
];
