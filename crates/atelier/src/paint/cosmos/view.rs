//! A whole picture of space, put together from what the words named.

use super::{earth::Earth, galaxy::Galaxy, nebula::Nebula, planet::Planet, starfield::Starfield};
use crate::{
    colour::Rgb,
    paint::{
        canvas::{Column, Frame},
        layer::Layer,
    },
    scene::{Scene, Thing, Tone},
};

/// Everything that is seen in space.
pub(in crate::paint) struct Cosmos {
    stars: Starfield,
    nebula: Option<Nebula>,
    galaxies: Vec<Galaxy>,
    planet: Option<Planet>,
    earth: Option<Earth>,
}

impl Cosmos {
    pub fn new(scene: &Scene, frame: Frame, seed: u64) -> Self {
        let named = |thing| scene.has(thing);
        let earth = named(Thing::Earth);
        let galaxy = named(Thing::Galaxy);
        let only_stars = named(Thing::Stars) && !named(Thing::Nebula) && !named(Thing::Planet);
        let nothing = !earth && !galaxy && !only_stars && !named(Thing::Nebula) && !named(Thing::Moon);
        let planet = named(Thing::Planet) || named(Thing::Rings) || named(Thing::Moon) || nothing;
        // A faint nebula keeps a planet's sky from being empty.
        let strength = match () {
            () if named(Thing::Nebula) => 1.0,
            () if earth || only_stars => 0.0,
            () if galaxy => 0.1,
            () => 0.3,
        };
        let strength = if scene.tone(Tone::Dark) {
            strength * 0.6
        } else {
            strength
        };
        Self {
            stars: Starfield::new(frame, seed, if earth { 0.5 } else { 1.0 }),
            nebula: (strength > 0.0).then(|| Nebula::new(scene, frame, seed, strength)),
            galaxies: if galaxy {
                Galaxy::several(scene, frame, seed)
            } else {
                Vec::new()
            },
            planet: (planet && !earth).then(|| Planet::in_space(scene, frame, seed)),
            earth: earth.then(|| Earth::new(scene, frame, seed)),
        }
    }

    pub fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        if let Some(nebula) = &self.nebula {
            nebula.lay(column);
        } else {
            column.paint(0.0, 1.0, |_, _| Rgb::new(0.0012, 0.0016, 0.004));
        }
        column.paint(0.0, 1.0, |under, y| under + self.stars.at(x, y, under.luminance()));
        for galaxy in &self.galaxies {
            galaxy.lay(column);
        }
        if let Some(planet) = &self.planet {
            planet.lay(column);
        }
        if let Some(earth) = &self.earth {
            earth.lay(column);
        }
    }
}
