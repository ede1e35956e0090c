//! The scene: everything that the words asked for, completed so that a picture can be made of it.

use std::collections::BTreeSet;

use super::{Hue, Mood, Place, SeaState, Season, Style, Thing, Time, Tone, Weather, meaning::Meaning};
use crate::noise::Choices;

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
                Meaning::Without | Meaning::Filler => {}
            }
        }
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
            time_was_told: false,
            sea_was_told: false,
        }
    }

    fn complete(&mut self, time: Option<Time>, sea: Option<SeaState>, unwanted: &[Meaning], choices: &mut Choices) {
        if self.places.is_empty() && self.style.is_none() {
            self.places.extend(self.implied_place(choices));
        }
        if !self.places.is_empty() && self.style == Some(Style::Flow) {
            self.style = None;
        }
        self.time = time.unwrap_or_else(|| self.likely_time(choices));
        self.sea = sea.unwrap_or(if self.mood(Mood::Serene) {
            SeaState::Calm
        } else {
            SeaState::Moderate
        });
        if self.is_at(Place::Beach) && !self.is_at(Place::Lake) {
            self.places.insert(Place::Sea);
        }
        if self.weather(Weather::Lightning) {
            self.weather.insert(Weather::Storm);
        }
        for meaning in unwanted {
            match meaning {
                Meaning::Weather(Weather::Clouds) => _ = self.weather.insert(Weather::Clear),
                Meaning::Thing(thing) => _ = self.things.remove(thing),
                _ => {}
            }
        }
    }

    fn implied_place(&self, choices: &mut Choices) -> Option<Place> {
        if self.has(Thing::Palms) {
            return Some(Place::Beach);
        }
        if self.has(Thing::Boat) || self.has(Thing::Cliff) {
            return Some(Place::Sea);
        }
        if self.has(Thing::Pines) {
            return Some(Place::Forest);
        }
        if self.has(Thing::Cabin) || self.season == Some(Season::Winter) || self.has(Thing::Aurora) {
            return Some(Place::Mountains);
        }
        if self.weather(Weather::Clouds) || self.has(Thing::Stars) || self.has(Thing::Moon) {
            return Some(Place::Sky);
        }
        choices.pick(&[Place::Mountains, Place::Sea, Place::Lake, Place::Meadow])
    }

    fn likely_time(&self, choices: &mut Choices) -> Time {
        if self.has(Thing::Moon) {
            return Time::Night;
        }
        if self.mood(Mood::Cheerful) || self.has(Thing::Palms) || self.weather(Weather::Clear) {
            return Time::Noon;
        }
        if self.weather(Weather::Storm) || self.mood(Mood::Gloomy) || self.weather(Weather::Snow) {
            return Time::Noon;
        }
        choices
            .pick(&[Time::Morning, Time::Golden, Time::Golden, Time::Sunset, Time::Noon])
            .unwrap_or(Time::Golden)
    }
}
