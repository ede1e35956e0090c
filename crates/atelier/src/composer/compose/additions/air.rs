//! Light, surroundings, mood and colours.

#![allow(
    clippy::enum_glob_use,
    reason = "a table of facts reads better without their type on every line"
)]

use super::{Addition, add};
use crate::composer::{
    idea::{Fact::*, Group},
    parts::Part::{Light, Mood, Palette, Setting},
    styles::Medium::{Digital, Drawing, Painting, Photograph},
};

pub(super) const ADDITIONS: &[Addition] = &[
    // Light where the hour is told: what it does, not when it is.
    add(Light, "low warm light grazing every surface", &[Side, Warm]).with(&[Golden, Sunset]),
    add(Light, "warm backlight with a glowing rim", &[Back, Warm]).with(&[Golden, Sunset]),
    add(Light, "the last light fading along the edges", &[Soft]).with(&[Sunset, Dusk]),
    add(Light, "cool ambient light with a few soft highlights", &[Soft, Cool]).with(&[Dusk]),
    add(Light, "pale first light with long soft shadows", &[Soft]).with(&[Dawn]),
    add(Light, "gentle low light from one side", &[Side, Soft]).with(&[Dawn, Morning]),
    add(Light, "fresh clear light with crisp shadows", &[Hard])
        .with(&[Morning, Day])
        .without(&[Fog, Rain, Snow, Cloudy, Storm, Indoors, Underwater]),
    add(Light, "bright open light with short shadows", &[Hard])
        .with(&[Day])
        .without(&[Fog, Rain, Snow, Cloudy, Storm, Indoors, Underwater]),
    add(Light, "deep shadows with cool ambient light", &[Soft, Cool])
        .with(&[Night])
        .without(&[Fire]),
    add(Light, "small pools of light in deep darkness", &[Hard])
        .with(&[Night])
        .without(&[Sky, Space]),
    add(Light, "faint silvery light on the edges", &[Soft])
        .with(&[Night])
        .without(&[Fire, Neon]),
    // Light that the weather gives.
    add(Light, "soft shadowless light from a covered sky", &[Soft])
        .with(&[Cloudy, Rain, Snow])
        .without(&[Night, Indoors, Sunset, Golden, Dusk, Dawn, Clear]),
    add(Light, "diffused light that dissolves the distance", &[Soft]).with(&[Fog]),
    add(Light, "light breaking through in a single shaft", &[Hard, Back])
        .with(&[Storm, Fog, Forest])
        .without(&[Night, Underwater]),
    add(Light, "shifting rays filtering down from above", &[Soft, Back]).with(&[Underwater]),
    add(Light, "hard unfiltered light with a black shadow side", &[Hard, Side]).with(&[Space]),
    add(Light, "dappled light between bright and deep shade", &[Side])
        .with(&[Forest])
        .without(&[Night, Fog, Rain, Snow, Cloudy, Dusk]),
    // Light from what is told to give it.
    add(
        Light,
        "flickering warm light falling off quickly into shadow",
        &[Soft, Warm],
    )
    .with(&[Fire]),
    add(Light, "coloured reflections on every smooth surface", &[Hard]).with(&[Neon]),
    // Light indoors and light that fits anywhere.
    add(
        Light,
        "soft light from one side falling off into shadow",
        &[Soft, Side, Lit],
    )
    .with(&[Indoors, Food, Still])
    .without(&[Night, Outdoors, Underwater, Space]),
    add(Light, "large soft key light with gentle fill", &[Soft, Lit])
        .with(&[Person, Still, Food])
        .without(&[Outdoors, Night, Underwater, Space])
        .unless(&[Group::Time]),
    add(Light, "soft directional light with gentle shadows", &[Soft, Side])
        .without(&[Night, Fog, Space, Underwater, Abstract, Neon]),
    add(Light, "low side light modelling every form", &[Side]).without(&[Fog, Day, Cloudy, Rain, Abstract, Underwater]),
    add(Light, "delicate rim light separating subject and background", &[Back])
        .without(&[Fog, Abstract, Underwater, Cloudy, Rain, Space]),
    add(Light, "soft even light without harsh shadows", &[Soft, Side])
        .without(&[Night, Fire, Neon, Space, Storm, Sunset, Golden]),
    add(Light, "bold contrast of light and shade", &[Hard]).without(&[Fog, Cloudy, Rain, Snow, Calm, Tender, Pastel]),
    // Surroundings: what is told, seen more closely.
    add(Setting, "wet surfaces full of reflections", &[Texture])
        .with(&[Rain])
        .without(&[Snow, Desert]),
    add(Setting, "fine spray and layered waves", &[Texture])
        .with(&[Sea])
        .without(&[Calm, Winter, Underwater]),
    add(Setting, "long quiet ripples", &[Texture])
        .with(&[Sea, Water])
        .without(&[Storm, Dramatic, Winter, Underwater]),
    add(Setting, "distance fading in layers", &[Layered])
        .with(&[Fog, Mountains, Meadow, Desert])
        .without(&[Close, Portrait, Indoors]),
    add(Setting, "fresh snow softening every edge", &[Texture]).with(&[Snow]),
    add(Setting, "everything leaning with the wind", &[Texture])
        .with(&[Wind, Storm])
        .without(&[Indoors]),
    add(Setting, "worn surfaces that tell of use", &[Texture])
        .with(&[Indoors, City, Building])
        .without(&[Snow, Space]),
    add(Setting, "fine particles drifting in the light", &[Texture])
        .with(&[Indoors, Underwater, Forest])
        .without(&[Rain, Storm]),
    // Mood.
    add(Mood, "quiet and contemplative", &[Calm]).without(&[Storm, Neon]),
    add(Mood, "hushed and expectant", &[Calm]).with(&[Fog, Snow, Dawn, Night, Forest, Indoors]),
    add(Mood, "fresh and hopeful", &[Joyful])
        .with(&[Dawn, Morning, Spring, Day])
        .without(&[Storm, Night, Fog]),
    add(Mood, "warm and intimate", &[Tender])
        .with(&[Indoors, Fire, Food, Portrait, Golden])
        .without(&[Cool, Storm]),
    add(Mood, "solemn and grand", &[Dramatic])
        .with(&[Mountains, Space, Storm, Sea, Building])
        .without(&[Indoors]),
    add(Mood, "charged and restless", &[Dramatic]).with(&[Storm, Wind, Neon, Vehicle]),
    add(Mood, "nostalgic and tender", &[Tender]).with(&[Sunset, Golden, Autumn, Era, Dusk]),
    add(Mood, "mysterious and dreamlike", &[Mysterious]).with(&[Fog, Night, Fantastic, Forest, Underwater, Abstract]),
    add(Mood, "playful and light-hearted", &[Playful])
        .with(&[Animal, Food, Fantastic])
        .without(&[Night, Storm, Fog]),
    add(Mood, "wistful and solitary", &[Gloomy])
        .with(&[Rain, Autumn, Winter, Dusk, Fog])
        .without(&[Food]),
    add(Mood, "warm and unhurried", &[Tender])
        .with(&[Food, Still])
        .without(&[Cool, Storm]),
    add(Mood, "thoughtful and present", &[Calm])
        .with(&[Person])
        .without(&[Storm]),
    add(Mood, "weightless and remote", &[Mysterious]).with(&[Space, Underwater]),
    add(Mood, "dignified and calm", &[Calm]).with(&[Person, Building, Portrait]),
    add(Mood, "curious and alert", &[Playful]).with(&[Animal]),
    // Colours.
    add(Palette, "amber and rose against slate blue", &[Coloured, Warm]).with(&[Sunset, Golden, Dusk]),
    add(Palette, "deep blue with a few warm accents", &[Coloured, Cool]).with(&[Night, Dusk]),
    add(Palette, "pale blue, silver and white", &[Coloured, Cool]).with(&[Snow, Winter, Fog]),
    add(Palette, "slate grey and moss green", &[Coloured, Muted]).with(&[Rain, Fog, Forest, Mountains, Storm]),
    add(Palette, "rust, ochre and faded green", &[Coloured, Warm]).with(&[Autumn]),
    add(Palette, "fresh greens with small touches of yellow", &[Coloured])
        .with(&[Spring, Meadow, Forest, Plant])
        .without(&[Autumn, Winter, Night, Sunset, Snow]),
    add(Palette, "turquoise, sand and white", &[Coloured])
        .with(&[Sea])
        .without(&[Storm, Night, Winter, Sunset, Dusk, Golden, Fog, Cloudy]),
    add(Palette, "cream, honey and soft brown", &[Coloured, Warm])
        .with(&[Indoors, Food, Fire])
        .without(&[Night, Cool]),
    add(Palette, "ink black and one saturated accent", &[Coloured]).with(&[Neon, Night, Made(Drawing), Abstract]),
    add(Palette, "muted earth tones with one warm accent", &[Muted, Warm])
        .without(&[Neon, Underwater, Space, Winter, Snow, Night]),
    add(Palette, "cool greys with one warm accent", &[Muted, Cool]).without(&[Fire, Golden, Sunset, Summer]),
    add(Palette, "soft analogous colours", &[Muted]),
    add(Palette, "clear complementary colours", &[Vivid]).without(&[Fog, Gloomy, Night]),
    add(Palette, "natural restrained colours", &[Muted])
        .with(&[Made(Photograph)])
        .without(&[Neon]),
    add(Palette, "a limited palette of four harmonious colours", &[Muted]).with(&[
        Made(Painting),
        Made(Digital),
        Made(Drawing),
    ]),
];
