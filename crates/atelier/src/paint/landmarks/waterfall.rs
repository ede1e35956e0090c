//! A waterfall between wooded cliffs, with mist at its foot.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
        scenery::Fall,
    },
    scene::{Scene, Thing},
};

pub(in crate::paint) struct Waterfall {
    noise: Noise,
    plan: Composition,
    light: Light,
    falling: Rgb,
    middle: f32,
    half: f32,
    lip: f32,
    leaves: [Rgb; 2],
}

impl Waterfall {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Waterfall) {
            return None;
        }
        let mut choices = Choices::new(seed, 541);
        let leaves = match scene.season {
            Some(crate::scene::Season::Autumn) => [0x8A_4A1C, 0xD8_9A34],
            Some(crate::scene::Season::Winter) => [0x6A_7A80, 0xE4_ECF2],
            _ => [0x1E_3C1C, 0x6A_8E3A],
        };
        Some(Self {
            noise: Noise::new(seed, 542),
            plan,
            light,
            falling: light.ambient * 1.05 + light.direct * 0.45,
            middle: plan.frame.aspect * (0.5 + choices.between(-0.05, 0.05)),
            half: choices.between(0.075, 0.1) * plan.frame.unit.max(0.5),
            lip: plan.horizon.min(0.8) * choices.between(0.3, 0.36),
            leaves: leaves.map(Rgb::hex),
        })
    }

    /// Where its water falls.
    pub fn fall(&self) -> Fall {
        Fall {
            middle: self.middle,
            half: self.half,
            lip: self.lip,
            foot: self.plan.horizon,
        }
    }

    /// Where the rock ends above; it dips where the water comes over.
    fn top(&self, x: f32) -> f32 {
        let off = (x - self.middle).abs();
        let rise = 0.2 * smooth(self.half, self.half * 4.5, off) + 0.16 * smooth(0.25, 0.75, off);
        let rough = 0.06 * self.noise.fbm(x * 3.0, 2.0, 5) * smooth(self.half * 0.9, self.half * 1.6, off);
        self.lip - rise * self.lip * 2.0 + rough
    }

    fn rock(&self, x: f32, y: f32, top: f32) -> Rgb {
        let bend = 0.35 * self.noise.at(x * 3.0, y * 3.0);
        let layer = self.noise.fbm(x * 9.0 + bend, y * 24.0 + bend * 6.0, 4);
        let crack = self.noise.ridged(x * 13.0 + layer * 0.5, y * 4.5 + bend, 5);
        let block = self.noise.piece(x * 24.0 + bend * 4.0, y * 5.0 + layer * 0.8);
        let towards = (x - self.middle) * self.plan.side;
        let facet =
            0.26 * (block.tilt.0 * self.plan.side - 0.7 * block.tilt.1) - 0.16 * smooth(0.12, 0.0, block.inside);
        let lit = 0.72 + 0.5 * layer + 1.0 * (crack - 0.45) + facet + 0.25 * smooth(0.5, -0.5, towards);
        let wet = decay(-((x - self.middle).abs() - self.half).max(0.0) * 9.0);
        let stone = Rgb::hex(0x74_746E).mix(Rgb::hex(0x3E_3C3E), wet * 0.8) * lit.clamp(0.12, 1.5);
        let moss = smooth(
            0.0,
            0.35,
            self.noise.fbm(x * 7.0 + 3.0, y * 7.0, 4) + 0.25 * wet + 0.2 - (y - top) * 0.4 - 0.5 * facet,
        );
        let leaf = 0.5 + 0.5 * self.noise.fbm(x * 42.0, y * 42.0, 3);
        let green = self.leaves[0].mix(self.leaves[1], leaf * leaf + 0.2 * layer);
        stone.mix(green * (0.75 + 0.5 * layer), moss * 0.8) * self.falling
    }

    /// Bushes and crowns of trees along the edge.
    fn wood(&self, x: f32, y: f32) -> Rgb {
        let leaf = self.noise.fbm(x * 30.0, y * 30.0, 4);
        let clump = self.noise.at(x * 13.0, y * 16.0);
        self.leaves[0].mix(self.leaves[1], smooth(-0.5, 0.7, leaf + clump * 0.6)) * self.falling * (0.7 + 0.4 * clump)
    }

    fn water(&self, x: f32, y: f32) -> (f32, f32) {
        let down = (y - self.lip).max(0.0);
        let spread = self.half * (0.86 + 0.5 * down) + 0.012 * self.noise.at(y * 7.0, 1.0 + x.signum());
        let edge = smooth(
            spread,
            spread * 0.72,
            (x - self.middle).abs() + 0.012 * self.noise.fbm(x * 40.0, y * 9.0, 3),
        );
        let strand = self
            .noise
            .at(x * 95.0 + 2.0 * self.noise.at(x * 20.0, y * 3.0), y * 4.5)
            + 0.7 * self.noise.at(x * 210.0, y * 9.0 + 30.0);
        (edge, 0.72 + 0.34 * strand)
    }
}

impl Layer for Waterfall {
    fn lay(&self, column: &mut Column<'_>) {
        let (x, horizon, pixel) = (column.x, self.plan.horizon, self.plan.frame.pixel);
        let top = self.top(x);
        let off = (x - self.middle).abs();
        let dry = smooth(self.half * 0.9, self.half * 1.5, off);
        let crown = top - dry * (0.035 + 0.05 * (0.5 + 0.5 * self.noise.fbm(x * 11.0, 9.0, 4)).max(0.0));
        column.paint(crown - 0.01, top + 0.03, |under, y| {
            let rough = 0.012 * self.noise.fbm(x * 38.0, y * 38.0, 3);
            under.mix(self.wood(x, y), cover(y - crown + rough, pixel))
        });
        column.paint(top, horizon + 0.002, |under, y| {
            under.mix(self.rock(x, y, top), smooth(0.0, 0.012, y - top))
        });
        if off < self.half * 2.4 {
            let white = (self.light.ambient * 1.5 + self.light.direct * 0.4).saturated(0.55);
            column.paint(self.lip - 0.004, horizon + 0.002, |under, y| {
                let (edge, strand) = self.water(x, y);
                let bend = smooth(-0.004, 0.02, y - self.lip);
                let blue = Rgb::hex(0x8A_B4C4) * white;
                under.mix(
                    blue.mix(white, strand.clamp(0.0, 1.2)),
                    edge * bend * (0.75 + 0.3 * strand).clamp(0.0, 1.0),
                )
            });
        }
        let mist = (self.light.ambient * 1.2 + self.light.direct * 0.3).saturated(0.6);
        column.paint(horizon - 0.3, horizon + 0.002, |under, y| {
            let up = (horizon - y).max(0.0);
            let cloud = 0.75 + 0.6 * self.noise.fbm(x * 6.0, y * 6.0, 4);
            let amount = decay(-up * 13.0 - (off / (self.half * 2.2)).powi(2)) * cloud;
            under.mix(mist, (amount * 0.95).clamp(0.0, 0.95))
        });
    }
}
