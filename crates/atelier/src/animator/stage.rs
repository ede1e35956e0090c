//! A stage: the painted parts of a view and what moves between them, put in the order in which they are laid.

use std::f32::consts::FRAC_PI_2;

use super::{
    aurora::Aurora,
    birds::Birds,
    camera::{Depth, FAR},
    eruption::Eruption,
    fall::Strands,
    falling::{Falling, Kind},
    fireworks::Fireworks,
    fog::{Bank, Fog},
    lay::Cel,
    meteors::Meteors,
    sails::Sails,
    set::{Drift, Motion, Moving, ground_fog},
    twinkle::Twinkle,
    water::{Water, levels},
};
use crate::{
    PaintError,
    colour::Rgb,
    noise::{Choices, lerp, smooth},
    paint::{Apart, Margins, Mover, Outlook, Part, Sheet, Taken},
    scene::{Place, Scene, Thing, Weather},
    watch::Progress,
};

/// Clouds drift no farther than this over a film, in heights of the picture.
const FARTHEST_DRIFT: f32 = 0.9;
/// Balloons drift no farther than this from where they were painted.
const FARTHEST_FLIGHT: f32 = 0.05;
/// How far the wind turns sails in a second, in radians.
const WIND: f32 = 0.62;
/// How near things close to the eye are.
const NEAR: f32 = 0.92;

/// Paints a view and sets it up, from the farthest part to the nearest.
pub(super) fn view(
    scene: &Scene,
    size: (u32, u32),
    seed: u64,
    motion: Motion,
    progress: &Progress<'_>,
) -> Result<Vec<Moving>, PaintError> {
    let apart = Apart::new(scene, size, seed);
    let outlook = apart.outlook();
    let unit = size.1 as f32;
    let drift = drift(scene, &outlook, motion, seed);
    let gone = [motion.from, motion.until].map(|at| drift * (at - motion.middle) * unit);
    let least = if scene.has(Thing::Balloons) {
        FARTHEST_FLIGHT * unit
    } else {
        0.0
    };
    let margin = |far: f32| (far.max(least) * 0.5).ceil() as usize * 2 + 8;
    let margins = Margins {
        left: margin(gone[0].max(gone[1])),
        right: margin(-gone[0].min(gone[1])),
    };
    let mut stage = Stage {
        apart: &apart,
        scene,
        outlook,
        seed,
        drift: drift * unit,
        motion,
        things: Vec::new(),
        is_flooded: false,
        is_veiled: false,
    };
    for part in apart.parts(margins, progress)? {
        match part {
            Taken::Sheet(part, sheet) => stage.add(part, sheet),
            Taken::Moved(mover) => stage.add_mover(mover),
        }
    }
    if !scene.is_at(Place::Space) {
        stage.before_near();
        stage.fall();
    }
    Ok(stage.things)
}

/// How fast clouds drift, in heights of the picture a second.
fn drift(scene: &Scene, outlook: &Outlook, motion: Motion, seed: u64) -> f32 {
    let usual = match () {
        () if motion.is_lapse => 0.085,
        () if scene.weather(Weather::Storm) => 0.03,
        () => 0.0135,
    };
    let most = 0.5 * FARTHEST_DRIFT / motion.farthest();
    let way = -outlook.side * Choices::new(seed, 76).between(0.85, 1.15);
    (way * usual * motion.pace).clamp(-most, most)
}

/// How fast balloons drift, in heights of the picture a second.
fn flight(motion: Motion) -> f32 {
    (0.011 * motion.pace).min(FARTHEST_FLIGHT / motion.farthest())
}

/// A set in the making.
struct Stage<'a> {
    apart: &'a Apart<'a>,
    scene: &'a Scene,
    outlook: Outlook,
    seed: u64,
    /// How far clouds drift in a second where they are highest, in pixels.
    drift: f32,
    motion: Motion,
    things: Vec<Moving>,
    is_flooded: bool,
    is_veiled: bool,
}

impl Stage<'_> {
    fn add(&mut self, part: Part, sheet: Sheet) {
        let horizon = self.outlook.horizon;
        if !part.is_far() {
            self.flood();
        }
        match part {
            Part::Sky => self.add_sky(sheet),
            Part::Clouds => {
                let cel = Cel::new(Depth::Flat(0.08), sheet);
                self.things.push(Moving::Clouds(cel, self.drift, horizon));
            }
            Part::Heaven => self.push_cel(Depth::Flat(0.03), sheet),
            Part::World(near) => self.push_cel(Depth::Flat(near), sheet),
            Part::Lightning => {
                let cel = Cel::new(Depth::Flat(0.1), sheet);
                self.things.push(Moving::Lightning(cel, self.seed));
            }
            Part::Land => self.push_cel(self.land(), sheet),
            Part::Plume(vent) => {
                let cel = Cel::new(Depth::Flat(FAR), sheet);
                self.things.push(Moving::Plume(cel, vent.1));
            }
            Part::Waterfall(fall) => {
                self.push_cel(self.land(), sheet);
                self.things.push(Moving::Strands(Strands::new(fall, self.seed)));
            }
            Part::Beach | Part::Ground => self.push_cel(Depth::Ground(horizon), sheet),
            Part::Boat => {
                let (near, rise) = (0.11 / (1.0 - horizon).max(0.1), 0.0045);
                let cel = Cel::new(Depth::Flat(lerp(FAR, 1.0, near)), sheet);
                self.things.push(Moving::Afloat(cel, rise));
            }
            Part::Balloon(near) => self.add_balloon(near, sheet),
            Part::Trees(base) => {
                self.before_near();
                self.push_cel(Depth::Flat(smooth(0.2, 1.15, base).max(FAR)), sheet);
                self.mist_before(base);
            }
            Part::Near => {
                self.before_near();
                self.push_cel(Depth::Flat(NEAR), sheet);
            }
            Part::Sails((x, y)) => {
                let unit = self.apart.unit();
                // Four sails look the same after every quarter of a turn.
                let pace = self.outlook.side * self.motion.turning(WIND, FRAC_PI_2);
                let sails = Sails::new(sheet, (x * unit, y * unit), NEAR, pace);
                self.things.push(Moving::Sails(sails));
            }
        }
    }

    fn add_sky(&mut self, sheet: Sheet) {
        let stars = (self.outlook.night > 0.5).then(|| Twinkle::new(&sheet, &self.outlook, 0.0, self.seed));
        self.push_cel(Depth::Flat(0.0), sheet);
        self.things.extend(stars.map(Moving::Stars));
        if self.scene.has(Thing::Aurora) && !self.scene.is_at(Place::Space) {
            let aurora = Aurora::new(self.apart, self.outlook, self.seed);
            self.things.push(Moving::Aurora(aurora));
        }
    }

    fn add_balloon(&mut self, near: f32, sheet: Sheet) {
        let mut choices = Choices::new(self.seed, 81 + (near * 1000.0) as u64);
        let speed = flight(self.motion) * lerp(0.35, 1.0, near) * choices.between(0.75, 1.0);
        let cel = Cel::new(Depth::Flat(lerp(FAR, 0.5, near)), sheet);
        self.things.push(Moving::Drifting(
            cel,
            Drift {
                across: -self.outlook.side * speed,
                up: 0.4 * speed * choices.between(-0.7, 0.4),
                turn: choices.between(0.0, 6.3),
                round: self.motion.round,
            },
        ));
    }

    fn add_mover(&mut self, mover: Mover) {
        let (apart, outlook, seed) = (self.apart, &self.outlook, self.seed);
        self.things.push(match mover {
            Mover::Meteors => Moving::Meteors(Meteors::new(apart, outlook, seed)),
            Mover::Fireworks(shells) => Moving::Fireworks(Fireworks::new(apart, outlook, shells, seed)),
            Mover::Eruption(vent, high) => Moving::Eruption(Eruption::new(apart, outlook, (vent, high), seed)),
            // Birds come with the water, fog before what is near, and rain and snow last.
            Mover::Air => return,
        });
    }

    /// How far off land is that stands behind water, or that runs up to the eye.
    const fn land(&self) -> Depth {
        if self.outlook.water.is_some() {
            Depth::Flat(FAR)
        } else {
            Depth::Ground(self.outlook.horizon)
        }
    }

    fn push_cel(&mut self, depth: Depth, sheet: Sheet) {
        self.things.push(Moving::Cel(Cel::new(depth, sheet)));
    }

    /// Lays the water before whatever stands in it, and birds before the water.
    fn flood(&mut self) {
        if std::mem::replace(&mut self.is_flooded, true) {
            return;
        }
        if self.scene.has(Thing::Birds) {
            let colour = levels(self.apart, self.outlook.zenith * 0.25);
            self.things
                .push(Moving::Birds(Birds::new(&self.outlook, colour, self.seed)));
        }
        let water = Water::new(self.apart, self.outlook, self.seed);
        self.things.extend(water.map(|water| Moving::Water(Box::new(water))));
    }

    /// Everything that lies behind what is close to the eye.
    fn before_near(&mut self) {
        self.flood();
        if std::mem::replace(&mut self.is_veiled, true) {
            return;
        }
        let wet = self.scene.weather(Weather::Rain) || self.scene.weather(Weather::Snow);
        let thick = match () {
            () if self.scene.is_at(Place::Desert) => return,
            () if self.scene.weather(Weather::Fog) && self.scene.is_at(Place::Mountains) => 0.46,
            () if self.scene.weather(Weather::Fog) => 0.7,
            () if wet => 0.2,
            () => return,
        };
        self.push_fog(ground_fog(self.outlook.horizon, thick));
    }

    /// Mist between the rows of a wood.
    fn mist_before(&mut self, base: f32) {
        let foggy = self.scene.weather(Weather::Fog);
        if !self.scene.is_at(Place::Forest) || self.outlook.water.is_some() || base > 0.97 {
            return;
        }
        self.push_fog(Bank {
            line: base + 0.03,
            above: 16.0,
            below: 12.0,
            thick: if foggy { 0.34 } else { 0.14 },
            depth: smooth(0.2, 1.15, base).max(FAR),
            wind: if (base * 100.0) as i32 % 2 == 0 { 0.022 } else { -0.016 },
        });
    }

    fn push_fog(&mut self, bank: Bank) {
        let colour = levels(self.apart, self.outlook.haze);
        self.things.push(Moving::Fog(Fog::new(colour, bank, self.seed)));
    }

    fn fall(&mut self) {
        let (direct, ambient) = self.outlook.falling;
        let base = (ambient + direct * 0.3 + self.outlook.haze * 0.5).saturated(0.4);
        let wind = -0.5 * self.outlook.side;
        if self.scene.weather(Weather::Snow) {
            let colour = levels(self.apart, base * 1.5 + Rgb::grey(0.08));
            let falling = Falling::new(Kind::Snow, colour, wind * 0.08, self.seed);
            self.things.push(Moving::Falling(falling));
        } else if self.scene.weather(Weather::Rain) {
            let colour = levels(self.apart, base * 1.3 + Rgb::grey(0.12));
            let falling = Falling::new(Kind::Rain, colour, wind * 0.24, self.seed);
            self.things.push(Moving::Falling(falling));
        } else if self.scene.has(Thing::Blossom) {
            let colour = levels(self.apart, Rgb::hex(0xF4_B4C6) * (ambient * 1.2 + direct * 0.5));
            let falling = Falling::new(Kind::Petals, colour, wind * 0.1, self.seed);
            self.things.push(Moving::Falling(falling));
        }
    }
}
