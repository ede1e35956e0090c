//! A rocky headland in the foreground, reaching in from the side away from the light, with skerries before it.

use super::{
    canvas::Column,
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    scene::{Scene, SeaState, Season, Thing},
};

/// The headland.
pub(super) struct Cliff {
    noise: Noise,
    plan: Composition,
    ambient: Rgb,
    direct: Rgb,
    haze: Rgb,
    rise: f32,
    /// How much water breaks at its foot.
    surf: f32,
    turf: Rgb,
    skerries: Vec<Skerry>,
}

/// A rock in the water: where it stands, and how wide and tall it is.
struct Skerry {
    x: f32,
    foot: f32,
    wide: f32,
    tall: f32,
}

impl Cliff {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Cliff) && !scene.has(Thing::Lighthouse) {
            return None;
        }
        let surf = match scene.sea {
            _ if plan.waterline.is_none() => 0.0,
            SeaState::Calm => 0.25,
            SeaState::Moderate => 0.6,
            SeaState::Heavy => 1.0,
        };
        Some(Self {
            noise: Noise::new(seed, 81),
            plan,
            ambient: light.ambient * 1.25 + light.haze * lerp(0.06, 0.14, light.night * (1.0 - light.night) * 4.0),
            direct: light.direct * 1.15,
            haze: light.haze,
            rise: if scene.has(Thing::Cliff) { 0.36 } else { 0.2 },
            surf,
            turf: match scene.season {
                Some(Season::Winter) => Rgb::hex(0xDC_E4EE),
                Some(Season::Autumn) => Rgb::hex(0x7A_6030),
                _ => Rgb::hex(0x4E_6430),
            },
            skerries: if surf > 0.0 { skerries(plan, seed) } else { Vec::new() },
        })
    }

    /// How far a place is from the headland's point, in the direction of its root.
    fn inland(&self, x: f32) -> f32 {
        (self.plan.focus - x) * self.plan.side / self.plan.frame.unit.max(0.3)
    }

    /// The height of the headland's upper edge.
    pub fn edge(&self, x: f32) -> f32 {
        let t = self.inland(x);
        let broken = 0.035 * self.noise.fbm(x * 8.0, 2.0, 4) + 0.012 * self.noise.piece(x * 26.0, 3.5).tilt.0;
        let climb = smooth(-0.2, -0.07, t + broken) * 0.8
            + smooth(-0.29, -0.17, t + broken * 1.6) * 0.13
            + smooth(-0.1, 0.02, t + broken) * 0.07;
        let ledge = 0.012 * self.noise.at(x * 30.0, 1.0) * smooth(0.06, -0.06, t);
        0.9 - self.rise * climb - 0.05 * smooth(0.08, 0.5, t) - 0.3 * broken * smooth(0.0, -0.1, t) + ledge
    }

    /// Broken rock with its joints, layers and the light on its faces.
    fn rock(&self, x: f32, y: f32, round: f32) -> Rgb {
        let bend = (
            0.05 * self.noise.fbm(x * 9.0, y * 9.0, 4),
            0.04 * self.noise.fbm(x * 9.0 + 5.0, y * 9.0, 4),
        );
        let (u, v) = (x + bend.0, y + bend.1 + 0.25 * bend.0);
        let block = self.noise.piece(u * 11.0, v * 7.5);
        let shard = self.noise.piece(u * 31.0 + block.tilt.0, v * 24.0);
        let layer = self.noise.at(u * 5.0, v * 58.0 + 2.0 * block.tilt.1);
        let grain = self.noise.fbm(x * 90.0, y * 75.0, 2);
        let across = 0.3 * block.tilt.0 + 0.25 * shard.tilt.0 + 0.35 * layer + 0.8 * round + 0.3 * grain;
        let upward = 0.2 * block.tilt.1 + 0.25 * shard.tilt.1 + 0.4 * layer + 0.3 * grain;
        let facing = (0.42 + 0.6 * across - 0.2 * upward).clamp(0.0, 1.3);
        let open = 0.72 - 0.25 * upward + 0.15 * across;
        let joints = lerp(0.55, 1.0, smooth(0.0, 0.16, block.inside + 0.1 * grain))
            * lerp(0.8, 1.0, smooth(0.0, 0.2, shard.inside + 0.1 * grain));
        let stone = Rgb::hex(0x7C_6E62).mix(Rgb::hex(0x54_4E4E), 0.5 + 0.3 * block.tilt.1 + 0.4 * layer);
        let light = self.ambient * open.max(0.25) + self.direct * (facing * facing);
        stone * light * (joints * (1.0 + 0.25 * grain + 0.12 * layer))
    }

    fn skerry(&self, column: &mut Column<'_>, rock: &Skerry) {
        let x = column.x;
        let u = (x - rock.x) / rock.wide;
        if u.abs() > 1.6 {
            return;
        }
        let jag = 0.75
            + 0.35 * self.noise.fbm(x * 40.0, rock.foot * 31.0, 3)
            + 0.2 * self.noise.piece(x * 50.0, rock.foot).tilt.0;
        let top = rock.foot - rock.tall * (1.0 - u * u).max(0.0).sqrt() * jag;
        let wash = rock.foot + 0.006 * self.noise.at(x * 38.0, rock.foot * 17.0);
        let pixel = self.plan.frame.pixel;
        column.paint(top - 0.03, rock.foot + 0.03, |under, y| {
            let inside = cover((y - top).min(wash - y), pixel);
            let mut colour = under;
            if inside > 0.0 {
                let wet = lerp(0.8, 0.45, smooth(wash - 0.03, wash, y));
                let rock = self.rock(x + 3.0, y, u * self.plan.side * 0.5) * wet;
                colour = colour.mix(rock.mix(self.haze, 0.08), inside);
            }
            self.foam(colour, x, y, wash, smooth(1.6, 0.7, u.abs()) * 0.9)
        });
    }

    fn foam(&self, under: Rgb, x: f32, y: f32, foot: f32, share: f32) -> Rgb {
        let lace = self.noise.fbm(x * 30.0, y * 46.0, 4);
        let lying = decay(-((y - foot - 0.006) / 0.012).powi(2));
        let leaping = decay(-(foot - y).max(0.0) / (0.012 + 0.03 * self.surf)) * smooth(0.012, -0.004, y - foot);
        let white = lying * smooth(-0.3, 0.25, lace) + leaping * smooth(-0.05, 0.45, lace) * self.surf;
        let foam = (self.ambient * 1.15 + self.direct * 0.4).saturated(0.7);
        under.mix(foam, (white * share * self.surf.sqrt()).clamp(0.0, 0.92))
    }
}

impl Layer for Cliff {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        for rock in &self.skerries {
            self.skerry(column, rock);
        }
        let t = self.inland(x);
        if t < -0.36 {
            return;
        }
        let top = self.edge(x);
        let foot = 0.9 + 0.02 * self.noise.fbm(x * 12.0, 5.0, 3) + 0.14 * smooth(-0.22, 0.35, t);
        let foot = if self.surf > 0.0 { foot } else { 2.0 };
        let pixel = self.plan.frame.pixel;
        let shore = smooth(-0.32, -0.2, t);
        // Buttresses: the face bends away from the light farther inland.
        let round = 0.4 * self.noise.at(x * 7.0, 4.0) + 0.55 * smooth(0.02, -0.2, t) - 0.15;
        let depth = 0.012 + 0.02 * (0.5 + 0.5 * self.noise.fbm(x * 20.0, 6.0, 3));
        column.paint(top - 0.02, foot.min(1.0) + 0.04, |under, y| {
            let inside = cover((y - top).min(foot - y), pixel);
            let mut colour = under;
            if inside > 0.0 {
                let blade = self.noise.at(x * 110.0, y * 60.0);
                let turf = smooth(depth, depth * 0.4, y - top + 0.006 * blade) * smooth(-0.16, -0.05, t);
                let green =
                    self.turf * (self.ambient * 0.9 + self.direct * (0.45 + 0.25 * blade)) * (1.0 + 0.2 * blade);
                let damp = lerp(1.0, 0.5, smooth(foot - 0.09, foot, y));
                let rock = self.rock(x, y, round) * damp;
                colour = colour.mix(rock.mix(green, turf).mix(self.haze, 0.05), inside);
            }
            if self.surf > 0.0 {
                colour = self.foam(colour, x, y, foot, shore);
            }
            colour
        });
    }
}

fn skerries(plan: Composition, seed: u64) -> Vec<Skerry> {
    let mut choices = Choices::new(seed, 82);
    let unit = plan.frame.unit.max(0.3);
    let mut rocks: Vec<Skerry> = (0..6)
        .map(|index| {
            let out = 0.2 + 0.075 * index as f32 * choices.between(0.7, 1.25);
            let size = choices.between(0.018, 0.05) * (1.0 - 0.08 * index as f32);
            Skerry {
                x: plan.focus + plan.side * out * unit,
                foot: choices.between(0.81, 0.95),
                wide: size * unit * 1.2,
                tall: size * choices.between(0.7, 1.5),
            }
        })
        .collect();
    rocks.sort_by(|one, other| one.foot.total_cmp(&other.foot));
    rocks
}
