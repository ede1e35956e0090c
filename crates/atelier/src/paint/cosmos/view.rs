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
    depths: Depths,
    worlds: Vec<World>,
}

/// What is endlessly far: gas and stars.
struct Depths {
    stars: Starfield,
    nebula: Option<Nebula>,
}

/// Something that hangs before the stars, and how near it is, 0 to 1.
struct World {
    near: f32,
    layer: Box<dyn Layer>,
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
        let mut worlds = Vec::new();
        if galaxy {
            let far = Galaxy::several(scene, frame, seed).into_iter();
            worlds.extend(far.map(|galaxy| World::new(0.12, galaxy)));
        }
        if planet && !earth {
            worlds.push(World::new(0.45, Planet::in_space(scene, frame, seed)));
        }
        if earth {
            worlds.push(World::new(0.35, Earth::new(scene, frame, seed)));
        }
        Self {
            depths: Depths {
                stars: Starfield::new(frame, seed, if earth { 0.5 } else { 1.0 }),
                nebula: (strength > 0.0).then(|| Nebula::new(scene, frame, seed, strength)),
            },
            worlds,
        }
    }

    /// Gas and stars, and what hangs before them, from the farthest to the nearest.
    pub fn apart(self) -> (impl Layer + 'static, Vec<(f32, Box<dyn Layer>)>) {
        let worlds = self.worlds.into_iter().map(|world| (world.near, world.layer));
        (self.depths, worlds.collect())
    }
}

impl World {
    fn new(near: f32, layer: impl Layer + 'static) -> Self {
        Self {
            near,
            layer: Box::new(layer),
        }
    }
}

impl Layer for Cosmos {
    fn lay(&self, column: &mut Column<'_>) {
        self.depths.lay(column);
        for world in &self.worlds {
            world.layer.lay(column);
        }
    }
}

impl Layer for Depths {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        if let Some(nebula) = &self.nebula {
            nebula.lay(column);
        } else {
            column.paint(0.0, 1.0, |_, _| Rgb::new(0.0012, 0.0016, 0.004));
        }
        column.paint(0.0, 1.0, |under, y| under + self.stars.at(x, y, under.luminance()));
    }
}
