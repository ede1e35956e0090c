//! A village: gabled houses with lit windows around a church, each a solid thing with two faces and a roof.

use super::house::{House, Look};
use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
    },
    scene::{Scene, Season, Thing},
};

pub(in crate::paint) struct Village {
    noise: Noise,
    plan: Composition,
    /// From far to near.
    things: Vec<Built>,
    look: Look,
    lamp: f32,
    ground: [Rgb; 2],
    firs: [Rgb; 2],
    line: f32,
}

enum Built {
    House(House),
    /// A fir: its foot and how tall it is.
    Fir((f32, f32), f32),
}

impl Built {
    fn foot(&self) -> (f32, f32) {
        match self {
            Self::House(house) => house.foot,
            Self::Fir(foot, _) => *foot,
        }
    }
}

/// Rows of houses: how far below the first, how large, how far apart.
const ROWS: [(f32, f32, f32); 4] = [
    (0.0, 0.044, 0.105),
    (0.03, 0.056, 0.15),
    (0.075, 0.078, 0.23),
    (0.15, 0.112, 0.4),
];

impl Village {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Village) {
            return None;
        }
        let winter = scene.season == Some(Season::Winter);
        let line = if plan.waterline.is_some() { 0.82 } else { 0.77 };
        let falling = light.ambient * 1.15 + light.direct * 0.42;
        let ground = if winter {
            [0xAE_BED4, 0xEA_F0F8]
        } else {
            [0x34_4A24, 0x6E_8A3C]
        };
        Some(Self {
            noise: Noise::new(seed, 632),
            plan,
            things: things(plan, line, seed),
            look: Look::new(light, winter, plan.side),
            lamp: smooth(0.1, 0.6, light.night.max(0.8 * (1.0 - light.clearness))),
            ground: ground.map(|code| Rgb::hex(code) * falling * if winter { 1.3 } else { 1.0 }),
            firs: [
                Rgb::hex(0x38_4E4A) * falling,
                Rgb::hex(if winter { 0xE2_EAF4 } else { 0x36_5232 }) * falling,
            ],
            line,
        })
    }

    fn lay_ground(&self, column: &mut Column<'_>) {
        let x = column.x;
        let top = self.line - hollow(x / self.plan.frame.aspect) - 0.012 + 0.008 * self.noise.fbm(x * 5.0, 1.0, 4);
        let pixel = self.plan.frame.pixel;
        column.paint(top - pixel, 1.0, |under, y| {
            let depth = 0.2 / (y - self.line + 0.14).max(0.04);
            let across = (x - 0.5 * self.plan.frame.aspect) * depth;
            let drift = self.noise.fbm(across * 2.2, depth * 4.0, 4);
            let lane = smooth(0.1, 0.03, (across - 0.35 * crate::steady::sine(depth * 2.4)).abs());
            let grain = self.noise.at(across * 40.0, depth * 60.0);
            let lit = smooth(-0.4, 0.4, drift + 0.12 * grain);
            let soil = self.ground[0].mix(self.ground[1], lit) * (1.0 - 0.22 * lane);
            under.mix(soil + self.pools(x, y), cover(y - top, pixel))
        });
    }

    /// The light that falls out of the windows onto the ground before the houses.
    fn pools(&self, x: f32, y: f32) -> Rgb {
        if self.lamp <= 0.0 {
            return Rgb::BLACK;
        }
        let pools = self.things.iter().map(|thing| {
            let Built::House(house) = thing else { return 0.0 };
            let (u, v) = ((x - house.foot.0) / house.size, (y - house.foot.1) / house.size);
            if u.abs() > 1.6 || !(-0.4..0.9).contains(&v) {
                return 0.0;
            }
            decay(-(u * u * 1.9 + (v - 0.12).powi(2) * 11.0))
        });
        Rgb::new(0.62, 0.3, 0.09) * (self.lamp * 0.42 * pools.sum::<f32>().min(1.3))
    }

    fn lay_fir(&self, column: &mut Column<'_>, foot: (f32, f32), tall: f32) {
        let off = (column.x - foot.0) / tall;
        if off.abs() > 0.3 {
            return;
        }
        let pixel = self.plan.frame.pixel / tall;
        let (x, turn) = (column.x, foot.0 * 91.0);
        column.paint(foot.1 - tall, foot.1, |under, y| {
            let t = (y - foot.1) / tall + 1.0;
            let ragged = 0.12 * self.noise.at(x / tall * 24.0 + turn, t * 30.0);
            let tier = (t - 0.25 * off.abs()) * 6.0 + 0.3 * ragged;
            let bough = tier - tier.floor();
            let half = (0.05 + 0.24 * t) * (0.55 + 0.5 * bough + ragged) * smooth(0.0, 0.08, t);
            let white = smooth(0.62, 0.2, bough + 0.25 * off * self.plan.side + ragged) * smooth(0.02, 0.2, t);
            let colour = self.firs[0].mix(self.firs[1], 0.8 * white);
            under.mix(colour, cover(half - off.abs(), pixel))
        });
    }

    fn lay_house(&self, column: &mut Column<'_>, house: &House) {
        let x = column.x;
        let u = (x - house.foot.0) / house.size * house.faces;
        let (left, right, tall) = house.bounds();
        if u < left || u > right {
            return;
        }
        let pixel = self.plan.frame.pixel / house.size;
        column.paint(
            house.foot.1 - tall * house.size,
            house.foot.1 + 0.08 * house.size,
            |under, y| {
                let v = (house.foot.1 - y) / house.size;
                let halo = Rgb::new(0.9, 0.46, 0.14) * (0.07 * self.lamp * decay(-(u * u + (v - 0.3).powi(2)) * 2.2));
                self.look.paint(under, house, (u, v), pixel, self.lamp) + halo
            },
        );
    }
}

/// How much higher the ground is towards the edges of the picture.
fn hollow(across: f32) -> f32 {
    0.045 * ((across - 0.5) * 2.0).powi(2)
}

fn things(plan: Composition, line: f32, seed: u64) -> Vec<Built> {
    let mut choices = Choices::new(seed, 631);
    let (unit, aspect) = (plan.frame.unit.max(0.5), plan.frame.aspect);
    let mut things = Vec::new();
    for (down, size, gap) in ROWS {
        let count = (aspect / (gap * unit)).ceil().max(2.0);
        for index in 0..count as usize {
            let across = (index as f32 + choices.between(0.2, 0.8)) / count;
            let foot = (
                across * aspect,
                line + down - hollow(across) + choices.between(-0.006, 0.008),
            );
            let size = size * unit * choices.between(0.88, 1.12);
            let faces = choices.side();
            let fir = (0.9 + 0.5 * choices.unit()) * size * 1.5;
            let beside = foot.0 - faces * size * choices.between(0.85, 1.1);
            if choices.unit() < 0.55 {
                things.push(Built::Fir((beside, foot.1 + 0.004), fir));
            }
            // The church stands free.
            let free = (foot.0 - plan.focus).abs() > 0.16 * unit || !(0.01..=0.1).contains(&down);
            if free && choices.unit() > 0.1 {
                things.push(Built::House(House {
                    foot,
                    size,
                    faces,
                    dice: choices.unit(),
                    far: lerp(0.34, 0.0, smooth(0.0, 0.12, down)),
                    church: false,
                }));
            }
        }
    }
    let across = plan.focus / aspect;
    things.push(Built::House(House {
        foot: (plan.focus, line + 0.06 - hollow(across)),
        size: 0.1 * unit,
        faces: plan.side,
        dice: 0.4,
        far: 0.08,
        church: true,
    }));
    things.sort_by(|one, other| one.foot().1.total_cmp(&other.foot().1));
    things
}

impl Layer for Village {
    fn lay(&self, column: &mut Column<'_>) {
        self.lay_ground(column);
        for thing in &self.things {
            match thing {
                Built::House(house) => self.lay_house(column, house),
                Built::Fir(foot, tall) => self.lay_fir(column, *foot, *tall),
            }
        }
    }
}
