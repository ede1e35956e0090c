//! A film, beat by beat.

use std::{collections::BTreeSet, ops::RangeInclusive};

use super::sentences::{first, sentence};
use crate::composer::{
    idea::{Fact, facts_of},
    parts::{Part, Parts, Source},
};

const SECONDS: RangeInclusive<u8> = 1..=60;
/// A beat is about this long, in seconds.
const BEAT: u8 = 3;
const MOST_BEATS: u8 = 4;

/// What moves by itself where this is told; the first that fits is said.
const STIRRING: &[(Fact, &str)] = &[
    (Fact::Storm, "wind and clouds race across the frame"),
    (Fact::Rain, "rain falls steadily"),
    (Fact::Snow, "snow drifts down slowly"),
    (Fact::Fire, "the flames flicker and the light with them"),
    (Fact::Underwater, "everything sways gently in the current"),
    (Fact::Sea, "waves roll in and draw back"),
    (Fact::Water, "small ripples move across the water"),
    (Fact::Fog, "the fog drifts and thins"),
    (Fact::Person, "small natural movements, a breath, a glance"),
    (Fact::Animal, "small natural movements, alert and alive"),
    (Fact::Vehicle, "steady movement without haste"),
    (Fact::Wind, "everything loose stirs in the wind"),
    (Fact::Food, "a little steam, a slow shift of light"),
    (Fact::Meadow, "grass and leaves sway lightly"),
    (Fact::Forest, "leaves stir and the light shifts between them"),
    (Fact::Cloudy, "clouds move slowly"),
    (Fact::Neon, "the light pulses softly"),
    (Fact::Space, "very slow, weightless drift"),
    (Fact::Abstract, "shapes flow slowly into each other"),
];
const STILL: &str = "almost still, only the light shifts a little";

pub(super) fn write(parts: &Parts, seconds: u8) -> String {
    let seconds = seconds.clamp(*SECONDS.start(), *SECONDS.end());
    let beats = (seconds / BEAT).clamp(1, MOST_BEATS);
    let facts = facts(parts);
    let camera = Camera::new(parts);
    let stirring = stirring(&facts);
    let mut lines = Vec::new();
    for beat in 0..beats {
        let time = format!(
            "[{}–{} s]",
            boundary(seconds, beat, beats),
            boundary(seconds, beat + 1, beats)
        );
        let text = match beat {
            0 => opening(parts, &camera, if beats == 1 { Some(stirring) } else { None }),
            1 => sentence(&format!("{}; {stirring}", camera.during())),
            beat if beat + 1 == beats => sentence(camera.end()),
            _ => sentence(&format!("{}, without a cut; {stirring}", camera.further())),
        };
        lines.push(format!("{time} {text}"));
    }
    lines.extend(manner(parts));
    lines.join("\n")
}

/// The camera's way through a film.
struct Camera {
    told: String,
    is_static: bool,
}

impl Camera {
    fn new(parts: &Parts) -> Self {
        let told = parts.words(Part::Motion);
        let is_static = told.is_empty() || told.contains("static");
        Self { told, is_static }
    }

    fn during(&self) -> &str {
        if self.is_static {
            "The camera holds still"
        } else {
            &self.told
        }
    }

    const fn further(&self) -> &'static str {
        if self.is_static {
            "The camera stays"
        } else {
            "The move goes on"
        }
    }

    const fn end(&self) -> &'static str {
        if self.is_static {
            "The shot holds to the end"
        } else {
            "The move slows, settles and holds"
        }
    }
}

fn opening(parts: &Parts, camera: &Camera, stirring: Option<&str>) -> String {
    let mut text = first(parts);
    let framing = parts.words(Part::Composition);
    if !framing.is_empty() {
        text.push(' ');
        text.push_str(&sentence(&framing));
    }
    if let Some(stirring) = stirring {
        text.push(' ');
        text.push_str(&sentence(&format!("{}; {stirring}", camera.during())));
    }
    text
}

/// What holds from beginning to end.
fn manner(parts: &Parts) -> Vec<String> {
    let lines = [
        ("Look", Part::Style),
        ("Light", Part::Light),
        ("Camera", Part::Camera),
        ("Colours", Part::Palette),
        ("Mood", Part::Mood),
    ];
    let words = |part| match part {
        // What leads the first sentence is not said again.
        Part::Style => {
            let style = parts.get(Part::Style);
            let led = style
                .first()
                .is_some_and(|made| first(parts).to_lowercase().contains(&made.words.to_lowercase()));
            let rest = style.iter().skip(usize::from(led)).map(|phrase| phrase.words.as_str());
            rest.collect::<Vec<_>>().join(", ")
        }
        part => parts.words(part),
    };
    let said = lines.map(|(name, part)| (name, words(part)));
    said.into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(name, words)| format!("{name}: {words}."))
        .collect()
}

fn boundary(seconds: u8, beat: u8, beats: u8) -> u32 {
    (u32::from(seconds) * u32::from(beat) + u32::from(beats) / 2) / u32::from(beats)
}

fn stirring(facts: &BTreeSet<Fact>) -> &'static str {
    let found = STIRRING.iter().find(|(fact, _)| facts.contains(fact));
    found.map_or(STILL, |(_, words)| words)
}

fn facts(parts: &Parts) -> BTreeSet<Fact> {
    let told = [Part::Subject, Part::Setting, Part::Light].into_iter();
    let told: Vec<&str> = told
        .flat_map(|part| parts.get(part))
        .filter(|phrase| phrase.source == Source::Person)
        .map(|phrase| phrase.words.as_str())
        .collect();
    facts_of(&told.join(", "))
}
