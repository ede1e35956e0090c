//! Mesas and buttes: red rock in layers, with a skirt of fallen stone.

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

pub(in crate::paint) struct Mesas {
    noise: Noise,
    plan: Composition,
    light: Light,
    each: Vec<Butte>,
    snow: f32,
}

struct Butte {
    middle: f32,
    half: f32,
    tall: f32,
    far: f32,
}

impl Mesas {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Mesa) {
            return None;
        }
        let mut choices = Choices::new(seed, 591);
        let unit = plan.frame.unit.max(0.4);
        let mut butte = |across: f32, half: f32, tall: f32, far: f32| Butte {
            middle: plan.frame.aspect * (0.5 + plan.side * (across + choices.between(-0.02, 0.02))),
            half: half * unit * choices.between(0.9, 1.15),
            tall: tall * choices.between(0.92, 1.08),
            far,
        };
        let each = vec![
            butte(0.08, 0.5, 0.11, 0.62),
            butte(0.4, 0.16, 0.17, 0.45),
            butte(-0.02, 0.05, 0.2, 0.35),
            butte(0.2, 0.1, 0.25, 0.2),
            butte(-0.32, 0.19, 0.31, 0.04),
        ];
        Some(Self {
            noise: Noise::new(seed, 592),
            plan,
            light,
            each,
            snow: if scene.season == Some(Season::Winter) { 0.8 } else { 0.0 },
        })
    }

    /// The outline: a level top, walls that are nearly upright, and a slope below them.
    fn height(&self, butte: &Butte, x: f32) -> f32 {
        let off = (x - butte.middle).abs();
        let rough = self.noise.fbm(x * 14.0, butte.far * 9.0, 4);
        let wall = smooth(butte.half * 1.08, butte.half * 0.94, off + 0.03 * rough);
        let ledge = smooth(butte.half * 1.2, butte.half * 1.1, off + 0.03 * rough);
        let skirt = (1.0 - (off - butte.half * 0.9).max(0.0) / (butte.tall * 1.5 + butte.half * 0.25)).max(0.0);
        let level = 1.0 + 0.03 * self.noise.at(x * 22.0, 4.0);
        butte.tall * (skirt * skirt * 0.42).max(ledge * 0.52).max(wall * level)
    }

    fn face(&self, butte: &Butte, x: f32, up: f32, height: f32) -> Rgb {
        let t = up / butte.tall;
        let wobble = 0.03 * self.noise.fbm(x * 9.0, up * 9.0, 3);
        let layer = self.noise.at(3.0, (t + wobble) * 15.0) * 0.6 + self.noise.at(8.0, (t + wobble) * 41.0) * 0.4;
        let flute = self.noise.ridged(x * 26.0 / (0.3 + butte.tall), up * 2.0, 4);
        let wall = smooth(0.4, 0.5, t);
        let side = smooth(-butte.half, butte.half, (x - butte.middle) * self.plan.side);
        let lit = lerp(0.4, 1.1, side) + wall * 0.55 * (flute - 0.5) + 0.16 * layer;
        let rock = Rgb::hex(0xA8_5030).mix(Rgb::hex(0xD8_8A58), smooth(-0.5, 0.5, layer));
        let scree = Rgb::hex(0x9A_5A3C) * (1.0 + 0.4 * self.noise.fbm(x * 50.0, up * 50.0, 3));
        let cap = smooth(0.03, 0.0, height - up) * self.snow;
        let stone = scree.mix(rock, wall).mix(Rgb::hex(0xEC_F0F6), cap);
        let colour = stone * (self.light.ambient + self.light.direct * (0.85 * lit.clamp(0.0, 1.4)));
        colour.mix(self.light.haze, butte.far * 0.75 + 0.22 * decay(-up * 14.0))
    }
}

impl Layer for Mesas {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let foot = self.plan.horizon + 0.03;
        for butte in &self.each {
            let height = self.height(butte, x);
            if height <= 0.004 {
                continue;
            }
            let reach = height + 0.03;
            column.paint(foot - reach - 0.004, foot + 0.03, |under, y| {
                let up = foot - y;
                under.mix(
                    self.face(butte, x, (up - 0.03).max(0.0), height),
                    cover(reach - up, self.plan.frame.pixel),
                )
            });
        }
    }
}
