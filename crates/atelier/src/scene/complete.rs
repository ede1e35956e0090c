//! Completing a scene: what the words left open is chosen so that it fits what they said.

use super::{Mood, Motif, Place, Scene, SeaState, Season, Style, Thing, Time, Weather, meaning::Meaning};
use crate::{Medium, noise::Choices};

/// Places that things bring with them where no place was named, in the order in which they are asked.
const HOMES: &[(Thing, Place)] = &[
    (Thing::Palms, Place::Beach),
    (Thing::Boat, Place::Sea),
    (Thing::Cliff, Place::Sea),
    (Thing::Broadleaf, Place::Meadow),
    (Thing::Blossom, Place::Meadow),
    (Thing::Birches, Place::Meadow),
    (Thing::Pines, Place::Forest),
    (Thing::Volcano, Place::Lake),
    (Thing::Bridge, Place::Sea),
    (Thing::Fireworks, Place::City),
    (Thing::Lamps, Place::City),
    (Thing::Village, Place::Mountains),
    (Thing::River, Place::Meadow),
    (Thing::Balloons, Place::Meadow),
    (Thing::Cabin, Place::Mountains),
];

impl Scene {
    pub(super) fn complete(
        &mut self,
        time: Option<Time>,
        sea: Option<SeaState>,
        unwanted: &[Meaning],
        choices: &mut Choices,
    ) {
        if self.places.is_empty() && self.style.is_none() {
            self.places.extend(self.implied_place(unwanted, choices));
        }
        if !self.places.is_empty() && self.style == Some(Style::Flow) {
            self.style = None;
        }
        // "Ink flow" is a way to flow, and no drawing.
        if self.style == Some(Style::Flow) && self.medium == Some(Medium::Ink) {
            self.medium = None;
        }
        self.time = time.unwrap_or_else(|| self.likely_time(unwanted, choices));
        self.sea = sea.unwrap_or(if self.mood(Mood::Serene) {
            SeaState::Calm
        } else {
            SeaState::Moderate
        });
        if self.is_at(Place::Beach) && !self.is_at(Place::Lake) {
            self.places.insert(Place::Sea);
        }
        // "A cherry tree" names a tree that is no pine.
        let broad = [Thing::Broadleaf, Thing::Blossom, Thing::Birches];
        if !self.is_at(Place::Forest) && broad.iter().any(|tree| self.has(*tree)) {
            self.things.remove(&Thing::Pines);
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

    /// A gradient or a seamless pattern is meant even where another style was named before it; a motif alone, too.
    pub(super) fn settle_style(&mut self, wanted: &[Meaning]) {
        let told = |style| wanted.contains(&Meaning::Style(style));
        if told(Style::Gradient) {
            self.style = Some(Style::Gradient);
        } else if told(Style::Seamless) || self.motif.is_some() && self.places.is_empty() && self.things.is_empty() {
            self.motif = self.motif.or_else(|| self.likely_motif(told));
            self.style = Some(Style::Seamless);
        }
    }

    fn likely_motif(&self, told: impl Fn(Style) -> bool) -> Option<Motif> {
        Some(match () {
            () if told(Style::Waves) => Motif::Stripes,
            () if told(Style::Bubbles) => Motif::Dots,
            () if told(Style::Geometric) => Motif::Hexagons,
            () if told(Style::Marble) => Motif::Terrazzo,
            () if self.is_at(Place::Sea) => Motif::Scales,
            () if self.is_at(Place::Meadow) || self.season == Some(Season::Spring) => Motif::Flowers,
            () if self.is_at(Place::Forest) || self.has(Thing::Pines) || self.has(Thing::Palms) => Motif::Leaves,
            () if self.has(Thing::Stars) => Motif::Dots,
            () => return None,
        })
    }

    /// Over a landscape, space is its night sky; otherwise it is the whole picture.
    pub(super) fn settle_space(&mut self) {
        if !self.is_at(Place::Space) {
            return;
        }
        if self
            .places
            .iter()
            .any(|place| !matches!(place, Place::Space | Place::Sky))
        {
            self.places.remove(&Place::Space);
            if !self.has(Thing::Planet) {
                self.things.extend([Thing::MilkyWay, Thing::Stars]);
            }
        } else {
            self.places.remove(&Place::Sky);
            if self.has(Thing::MilkyWay) {
                self.things.insert(Thing::Galaxy);
            }
        }
    }

    fn implied_place(&self, unwanted: &[Meaning], choices: &mut Choices) -> Option<Place> {
        if let Some((_, place)) = HOMES.iter().find(|(thing, _)| self.has(*thing)) {
            return Some(*place);
        }
        if self.season == Some(Season::Winter) || self.has(Thing::Aurora) {
            return Some(Place::Mountains);
        }
        let of_sky = [Thing::Stars, Thing::Moon, Thing::Comet, Thing::Meteors];
        if self.weather(Weather::Clouds) || of_sky.into_iter().any(|thing| self.has(thing)) {
            return Some(Place::Sky);
        }
        let mut open = vec![Place::Mountains, Place::Sea, Place::Lake, Place::Meadow];
        open.retain(|place| !unwanted.contains(&Meaning::Place(*place)));
        choices.pick(&open).or(Some(Place::Sky))
    }

    fn likely_time(&self, unwanted: &[Meaning], choices: &mut Choices) -> Time {
        if self.has(Thing::Moon) {
            return Time::Night;
        }
        if self.has(Thing::Lamps) || self.has(Thing::Village) {
            return Time::Dusk;
        }
        // The sun stands too low for a gorge at every other hour.
        let high = self.has(Thing::Palms) || self.has(Thing::Waterfall);
        if high || self.mood(Mood::Cheerful) || self.weather(Weather::Clear) {
            return Time::Noon;
        }
        if self.weather(Weather::Storm) || self.mood(Mood::Gloomy) || self.weather(Weather::Snow) {
            return Time::Noon;
        }
        let mut open = vec![Time::Morning, Time::Golden, Time::Golden, Time::Sunset, Time::Noon];
        open.retain(|time| !unwanted.contains(&Meaning::Time(*time)));
        choices.pick(&open).unwrap_or(Time::Noon)
    }
}
