//! Everything that a view is made of besides its sky: one list for paintings and films, so that neither can forget what
//! the other shows.

use super::{
    canvas::Column,
    city::City,
    cliff::Cliff,
    composition::Composition,
    cosmos::Planet,
    figures::{Birds, Boat, Cabin},
    landmarks::{
        Balloons, Birches, Bridge, Cactus, Fireworks, Flowers, Icebergs, Lamps, Mesas, Meteors, River, Shell, Tree,
        Village, Volcano, Waterfall, Windmill,
    },
    layer::Layer,
    light::Light,
    lighthouse::Lighthouse,
    palms::Palms,
    relief::Relief,
    shore::{Beach, Island},
    terrain::{LightHeight, Terrain},
    trees::Pines,
    weather::{Falling, Fog, Lightning},
};
use crate::scene::{Place, Scene, Thing, Time};

/// What a sheet shows, and so how a film moves it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Part {
    Sky,
    Clouds,
    /// What hangs in the sky of a landscape, as far off as the stars.
    Heaven,
    /// What hangs in space, and how near it is, 0 to 1.
    World(f32),
    Lightning,
    /// Land, city and far trees: all that water mirrors.
    Land,
    /// Smoke that rises from this place.
    Plume((f32, f32)),
    Waterfall(Fall),
    Beach,
    Boat,
    /// What lies on the ground before the eye.
    Ground,
    /// One balloon, and how near it is, 0 to 1.
    Balloon(f32),
    /// A row of trees that stands at this height in the picture.
    Trees(f32),
    /// Everything close to the eye.
    Near,
    /// What turns around a place, close to the eye.
    Sails((f32, f32)),
}

/// Where water falls, in the picture's measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fall {
    pub middle: f32,
    /// Half its width at the lip.
    pub half: f32,
    pub lip: f32,
    pub foot: f32,
}

/// What changes its shape so much that a film draws it anew in every frame.
#[derive(Debug, Clone)]
pub(crate) enum Mover {
    Meteors,
    Fireworks(Vec<Shell>),
    /// Glowing stones from a crater at this place, thrown so high.
    Eruption((f32, f32), f32),
    /// Fog, birds and what falls, which a film knows from the scene's own words.
    Air,
}

/// How a film shows a layer.
pub(super) enum Role {
    Painted(Part),
    Moved(Mover),
}

/// A layer of a view.
pub(super) struct Piece {
    pub role: Role,
    pub layer: Box<dyn Layer>,
}

/// The layers of a view, from the farthest to the nearest.
pub(super) struct Scenery {
    /// What water mirrors.
    pub far: Vec<Piece>,
    /// What stands in the water or before it.
    pub near: Vec<Piece>,
}

impl Scenery {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Self {
        let view = (scene, plan, light, seed);
        let (mut far, mut near) = (List::new(view), List::new(view));
        far.heaven();
        far.land();
        near.middle();
        near.close();
        Self {
            far: far.pieces,
            near: near.pieces,
        }
    }
}

impl Part {
    /// Whether it may drift, so that it is looked for beyond the picture too.
    pub const fn drifts(self) -> bool {
        matches!(self, Self::Sky | Self::Clouds | Self::Balloon(_))
    }

    /// Whether water mirrors it.
    pub const fn is_far(self) -> bool {
        match self {
            Self::Sky
            | Self::Clouds
            | Self::Heaven
            | Self::World(_)
            | Self::Lightning
            | Self::Land
            | Self::Plume(_)
            | Self::Waterfall(_) => true,
            Self::Beach
            | Self::Boat
            | Self::Ground
            | Self::Balloon(_)
            | Self::Trees(_)
            | Self::Near
            | Self::Sails(_) => false,
        }
    }
}

/// Layers in the making, and what every one is made from.
struct List<'a> {
    view: (&'a Scene, Composition, Light, u64),
    pieces: Vec<Piece>,
}

impl<'a> List<'a> {
    const fn new(view: (&'a Scene, Composition, Light, u64)) -> Self {
        Self {
            view,
            pieces: Vec::new(),
        }
    }

    fn paint(&mut self, part: Part, layer: Option<impl Layer + 'static>) {
        self.push(Role::Painted(part), layer);
    }

    fn push(&mut self, role: Role, layer: Option<impl Layer + 'static>) {
        self.pieces.extend(layer.map(|layer| Piece {
            role,
            layer: Box::new(layer),
        }));
    }

    /// What hangs in the sky or stands behind the land.
    fn heaven(&mut self) {
        let (scene, plan, light, seed) = self.view;
        let without = |thing: Thing| {
            let mut scene = scene.clone();
            scene.things.remove(&thing);
            Meteors::new(&scene, plan, seed)
        };
        self.paint(Part::Heaven, Planet::over_land(scene, plan, light.night, seed));
        self.push(Role::Moved(Mover::Meteors), without(Thing::Comet));
        self.paint(Part::Heaven, without(Thing::Meteors));
        self.paint(Part::Land, Mesas::new(scene, plan, light, seed));
    }

    fn land(&mut self) {
        let (scene, plan, light, seed) = self.view;
        let high = matches!(scene.time, Time::Noon | Time::Morning) && !scene.is_at(Place::Desert);
        let height = if high { LightHeight::High } else { LightHeight::Low };
        let relief = Relief::new(scene, seed);
        self.paint(
            Part::Land,
            relief.map(|relief| Terrain::new(plan, light, relief, height)),
        );
        self.paint(Part::Lightning, Lightning::new(scene, plan, seed));
        if let Some(fireworks) = Fireworks::new(scene, plan, light, seed) {
            self.push(Role::Moved(Mover::Fireworks(fireworks.shells())), Some(fireworks));
        }
        self.paint(Part::Land, City::new(scene, plan, light, seed));
        if let Some([plume, stones, cone]) = Volcano::new(scene, plan, light, seed).map(Volcano::apart) {
            let (vent, high) = stones.vent();
            self.paint(Part::Plume(vent), Some(plume));
            self.push(Role::Moved(Mover::Eruption(vent, high)), Some(stones));
            self.paint(Part::Land, Some(cone));
        }
        self.paint(Part::Land, Icebergs::new(scene, plan, light, seed));
        self.paint(Part::Land, Island::new(scene, plan, light, seed));
        self.paint(Part::Land, Pines::shore(scene, plan, light, seed));
        if let Some(waterfall) = Waterfall::new(scene, plan, light, seed) {
            self.paint(Part::Waterfall(waterfall.fall()), Some(waterfall));
        }
        self.paint(Part::Land, Bridge::new(scene, plan, light, seed));
    }

    fn middle(&mut self) {
        let (scene, plan, light, seed) = self.view;
        self.paint(Part::Beach, Beach::new(scene, plan, light, seed));
        self.paint(Part::Boat, Boat::new(scene, plan, light, seed));
        self.paint(Part::Ground, River::new(scene, plan, light, seed));
        self.paint(Part::Ground, Flowers::new(scene, plan, light, seed));
        self.push(Role::Moved(Mover::Air), Fog::new(scene, plan, light, seed));
        let balloons = Balloons::new(scene, plan, light, seed);
        for balloon in balloons.into_iter().flat_map(Balloons::apart) {
            self.paint(Part::Balloon(balloon.near()), Some(balloon));
        }
        self.push(Role::Moved(Mover::Air), Birds::new(scene, plan, light, seed));
        for row in Pines::near(scene, plan, light, seed).into_iter().flat_map(Pines::apart) {
            self.paint(Part::Trees(row.base()), Some(row));
        }
    }

    fn close(&mut self) {
        let (scene, plan, light, seed) = self.view;
        self.paint(Part::Near, Birches::new(scene, plan, light, seed));
        self.paint(Part::Near, Village::new(scene, plan, light, seed));
        self.paint(Part::Near, Cabin::new(scene, plan, light, seed));
        if let Some((tower, sails)) = Windmill::new(scene, plan, light, seed).map(Windmill::apart) {
            let hub = sails.hub();
            self.paint(Part::Near, Some(tower));
            self.paint(Part::Sails(hub), Some(sails));
        }
        self.paint(Part::Near, Tree::new(scene, plan, light, seed));
        self.paint(Part::Near, Cactus::new(scene, plan, light, seed));
        self.paint(Part::Near, Lamps::new(scene, plan, light, seed));
        let cliff = Cliff::new(scene, plan, light, seed);
        let lighthouse = Lighthouse::new(scene, cliff.as_ref(), plan, light);
        self.paint(Part::Near, cliff);
        self.paint(Part::Near, lighthouse);
        self.paint(Part::Near, Palms::new(scene, plan, light, seed));
        self.push(Role::Moved(Mover::Air), Falling::new(scene, plan, light, seed));
    }
}

/// Lays pieces into a column, one over the other.
pub(super) fn lay(pieces: &[Piece], column: &mut Column<'_>) {
    for piece in pieces {
        piece.layer.lay(column);
    }
}
