//! How it is framed, through which lens, and how the camera moves.

#![allow(
    clippy::enum_glob_use,
    reason = "a table of facts reads better without their type on every line"
)]

use super::{Addition, add};
use crate::composer::{
    idea::{Fact::*, Group},
    parts::Part::{Camera, Composition, Motion},
    styles::Medium::Photograph,
};

pub(super) const ADDITIONS: &[Addition] = &[
    // Framing: how near.
    add(Composition, "a wide view with a low horizon", &[Wide])
        .with(&[Sea, Mountains, Meadow, Desert, Sky])
        .without(&[Indoors, Underwater]),
    add(Composition, "a wide view with a high horizon", &[Wide])
        .with(&[Sea, Water, Meadow, Desert])
        .without(&[Indoors, Underwater, Sky, Night]),
    add(
        Composition,
        "a wide view with the subject small in its surroundings",
        &[Wide],
    )
    .with(&[Outdoors, Space, Underwater])
    .without(&[Food, Still]),
    add(Composition, "a medium shot that leaves room to breathe", &[Close]).with(&[Person, Animal, Vehicle]),
    add(
        Composition,
        "a head-and-shoulders view, turned slightly aside",
        &[Portrait],
    )
    .with(&[Person])
    .without(&[Wide, Outdoors, Fantastic]),
    add(Composition, "a close view that fills the frame", &[Close])
        .with(&[Animal, Food, Plant, Still])
        .without(&[Wide, Sea, Mountains, Space]),
    add(Composition, "a three-quarter view", &[Close]).with(&[Vehicle, Building, Still]),
    add(Composition, "a full view from a little distance", &[Wide])
        .with(&[Building, Vehicle, Animal, Person, Fantastic])
        .without(&[Portrait]),
    add(
        Composition,
        "a balanced arrangement of large and small shapes",
        &[Symmetric],
    )
    .with(&[Abstract]),
    add(
        Composition,
        "one strong diagonal leading through the frame",
        &[OffCentre],
    )
    .without(&[Calm, Portrait, Symmetric]),
    add(
        Composition,
        "the subject off-centre in a calm arrangement",
        &[OffCentre],
    )
    .without(&[Dramatic, Storm, Abstract]),
    add(Composition, "a centred and nearly symmetrical arrangement", &[Centred])
        .with(&[Building, Still, Indoors, Person, Plant]),
    // Space: what is around it.
    add(Composition, "generous empty space around the subject", &[Empty]).without(&[City, Forest, Layered, Abstract]),
    add(
        Composition,
        "clear layers of foreground, middle and distance",
        &[Layered],
    )
    .with(&[Outdoors])
    .without(&[Close, Portrait, Empty, Above]),
    add(Composition, "lines leading towards the subject", &[Layered])
        .with(&[City, Indoors, Building, Vehicle, Meadow, Forest]),
    add(
        Composition,
        "a plain background that keeps attention on the subject",
        &[Empty],
    )
    .with(&[Still, Food, Animal, Plant, Person])
    .without(&[Outdoors, Indoors, Space, Underwater]),
    add(Composition, "overlapping shapes that suggest depth", &[Layered]).with(&[Abstract, Forest, Plant]),
    // Lenses, for what is photographed.
    add(Camera, "a 35mm lens at eye level", &[Lens, Straight])
        .with(&[Made(Photograph)])
        .without(&[Above, Close, Space, Underwater, Abstract]),
    add(Camera, "a 24mm lens with great depth of field", &[Lens, Depth])
        .with(&[Made(Photograph)])
        .without(&[Close, Portrait, Food, Still, Space]),
    add(Camera, "an 85mm lens with a softly blurred background", &[Lens, Depth])
        .needs(&[Made(Photograph)])
        .with(&[Person, Animal, Portrait])
        .without(&[Wide, Above, Abstract])
        .unless(&[Group::Space]),
    add(Camera, "a 50mm lens with shallow depth of field", &[Lens, Depth])
        .needs(&[Made(Photograph)])
        .with(&[Person, Food, Still, Plant, Indoors])
        .without(&[Wide, Above, Abstract]),
    add(Camera, "a 100mm macro lens", &[Lens])
        .needs(&[Made(Photograph)])
        .with(&[Close])
        .without(&[Person, Vehicle, Building, Wide, Outdoors, Animal]),
    add(Camera, "a long lens that compresses the distance", &[Lens])
        .needs(&[Made(Photograph)])
        .with(&[Mountains, City, Meadow, Desert, Animal, Sea])
        .without(&[Close, Above, Indoors, Portrait]),
    add(Camera, "a low viewpoint near the ground", &[Below])
        .with(&[Building, Animal, Vehicle, Plant, City])
        .without(&[Above, Portrait, Indoors, Straight]),
    add(Camera, "a slightly raised viewpoint", &[Above])
        .with(&[City, Food, Still, Indoors, Meadow])
        .without(&[Straight, Below, Portrait]),
    // Moves, for films.
    add(Motion, "slow push in", &[Moving]),
    add(Motion, "slow pull back", &[Moving]).without(&[Close]),
    add(Motion, "gentle pan to the right", &[Moving])
        .with(&[Outdoors, City, Space])
        .without(&[Close, Portrait]),
    add(Motion, "gentle pan to the left", &[Moving])
        .with(&[Outdoors, City, Space])
        .without(&[Close, Portrait]),
    add(Motion, "slow rise from low to high", &[Moving])
        .with(&[Building, Mountains, Forest, City])
        .without(&[Indoors]),
    add(Motion, "slow orbit around the subject", &[Moving])
        .with(&[Person, Still, Food, Building, Vehicle, Fantastic, Animal]),
    add(Motion, "steady tracking shot alongside", &[Moving])
        .with(&[Vehicle, Animal, Person])
        .without(&[Portrait, Still, Indoors]),
    add(Motion, "low glide forward", &[Moving]).with(&[Sea, Meadow, Desert, Water, Underwater, Forest]),
    add(Motion, "static shot", &[Moving]).with(&[Calm, Still, Fog, Snow, Indoors]),
];
