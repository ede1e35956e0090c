//! The scene: everything that the words asked for, completed so that a picture can be made of it.

use std::collections::BTreeSet;

use super::{Hue, Mood, Motif, Place, SeaState, Season, Style, Thing, Time, Tone, Weather, meaning::Meaning};
use crate::{Medium, noise::Choices};

/// What to paint, understood and complete.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub places: BTreeSet<Place>,
    pub things: BTreeSet<Thing>,
    pub time: Time,
    pub season: Option<Season>,
    pub weather: BTreeSet<Weather>,
    pub sea: SeaState,
    pub hues: Vec<Hue>,
    pub tones: BTreeSet<Tone>,
    pub moods: BTreeSet<Mood>,
    pub style: Option<Style>,
    /// What a seamless pattern repeats.
    pub motif: Option<Motif>,
    /// Whether the picture is printed as a poster.
    pub poster: bool,
    /// What stands on the poster, line by line.
    pub lettering: Vec<String>,
    pub medium: Option<Medium>,
    /// Whether the hour was asked for, rather than chosen.
    pub time_was_told: bool,
    /// Whether the state of the sea was asked for.
    pub sea_was_told: bool,
}

impl Scene {
    /// Completes what was wanted; `seed` decides what was left open.
    pub fn new(wanted: &[Meaning], unwanted: &[Meaning], seed: u64) -> Self {
        let mut scene = Self::empty();
        let mut time = None;
        let mut sea = None;
        for meaning in wanted {
            match *meaning {
                Meaning::Place(place) => _ = scene.places.insert(place),
                Meaning::Thing(thing) => _ = scene.things.insert(thing),
                // A word that only implies night must not overrule an hour that was named.
                Meaning::Time(told) => {
                    time = if told == Time::Night {
                        time.or(Some(told))
                    } else {
                        Some(told)
                    }
                }
                Meaning::Season(season) => scene.season = Some(season),
                Meaning::Weather(weather) => _ = scene.weather.insert(weather),
                Meaning::Sea(state) => sea = sea.max(Some(state)),
                Meaning::Hue(hue) => scene.hues.push(hue),
                Meaning::Tone(tone) => _ = scene.tones.insert(tone),
                Meaning::Mood(mood) => _ = scene.moods.insert(mood),
                Meaning::Style(style) => scene.style = Some(scene.style.filter(|s| *s != Style::Flow).unwrap_or(style)),
                Meaning::Motif(motif) => scene.motif = scene.motif.or(Some(motif)),
                Meaning::Poster => scene.poster = true,
                Meaning::Medium(medium) => scene.medium = Some(medium),
                Meaning::Without | Meaning::Filler => {}
            }
        }
        scene.settle_style(wanted);
        scene.settle_space();
        scene.time_was_told = time.is_some();
        scene.sea_was_told = sea.is_some();
        scene.complete(time, sea, unwanted, &mut Choices::new(seed, 1));
        scene
    }

    pub fn has(&self, thing: Thing) -> bool {
        self.things.contains(&thing)
    }

    pub fn is_at(&self, place: Place) -> bool {
        self.places.contains(&place)
    }

    pub fn weather(&self, weather: Weather) -> bool {
        self.weather.contains(&weather)
    }

    pub fn tone(&self, tone: Tone) -> bool {
        self.tones.contains(&tone)
    }

    pub fn mood(&self, mood: Mood) -> bool {
        self.moods.contains(&mood)
    }

    /// Whether the sky at night is what the picture is about.
    pub fn shows_stars(&self) -> bool {
        self.has(Thing::Stars) || self.has(Thing::Aurora) || self.has(Thing::MilkyWay)
    }

    fn empty() -> Self {
        Self {
            places: BTreeSet::new(),
            things: BTreeSet::new(),
            time: Time::Golden,
            season: None,
            weather: BTreeSet::new(),
            sea: SeaState::Moderate,
            hues: Vec::new(),
            tones: BTreeSet::new(),
            moods: BTreeSet::new(),
            style: None,
            motif: None,
            poster: false,
            lettering: Vec::new(),
            medium: None,
            time_was_told: false,
            sea_was_told: false,
        }
    }
}
