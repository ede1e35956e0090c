//! Icebergs: broken faces of white and blue, afloat.

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

pub(in crate::paint) struct Icebergs {
    noise: Noise,
    plan: Composition,
    light: Light,
    each: Vec<Berg>,
}

struct Berg {
    middle: f32,
    half: f32,
    tall: f32,
    far: f32,
    drift: f32,
}

impl Icebergs {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Iceberg) {
            return None;
        }
        let mut choices = Choices::new(seed, 581);
        let unit = plan.frame.unit.max(0.4);
        let winter = if scene.season == Some(Season::Winter) { 1.1 } else { 1.0 };
        let mut berg = |across: f32, half: f32, tall: f32, far: f32| Berg {
            middle: plan.frame.aspect * (0.5 + plan.side * across),
            half: half * unit,
            tall: tall * unit * winter * choices.between(0.9, 1.1),
            far,
            drift: choices.between(0.0, 50.0),
        };
        let each = vec![
            berg(0.34, 0.1, 0.05, 0.6),
            berg(-0.42, 0.14, 0.09, 0.5),
            berg(0.27, 0.17, 0.13, 0.3),
            berg(-0.12, 0.34, 0.36, 0.06),
        ];
        Some(Self {
            noise: Noise::new(seed, 582),
            plan,
            light,
            each,
        })
    }

    /// The height of a berg at a place: a few sharp summits under a common bow.
    fn height(&self, berg: &Berg, x: f32) -> f32 {
        let t = (x - berg.middle) / berg.half;
        let bow = (1.0 - t * t).max(0.0);
        let u = t * 1.6 + berg.drift;
        let summits = 1.0 - self.noise.at(u, 1.0).abs() * 1.5 - 0.35 * self.noise.at(u * 2.7, 5.0).abs();
        let steps = 0.07 * self.noise.at(u * 7.0, 9.0);
        berg.tall * (bow.sqrt() * (0.25 + 0.75 * summits.max(0.0)) + steps * bow).max(0.0)
    }

    fn face(&self, berg: &Berg, x: f32, up: f32, height: f32) -> Rgb {
        let (u, v) = (x / berg.tall * 2.4 + berg.drift, up / berg.tall * 1.7);
        let bend = 0.3 * self.noise.at(u * 1.3, v * 1.3);
        let piece = self.noise.piece(u + bend, v - bend * 0.5 + u * 0.35);
        let fine = self.noise.piece(u * 3.1 + bend, v * 2.3 + u * 0.8);
        let tilt = piece.tilt.0 * 0.75 + fine.tilt.0 * 0.3;
        let facing = (0.5 - 0.55 * tilt * self.plan.side + 0.3 * piece.tilt.1 + 0.12 * fine.tilt.1).clamp(0.0, 1.0);
        let edge = smooth(0.03, 0.0, piece.inside) * 0.16;
        let snow = smooth(0.3, 0.02, (height - up) / berg.tall) * 0.4;
        let ice = Rgb::hex(0x5A_9CC4).mix(Rgb::hex(0xF4_F9FC), (facing + snow + edge).min(1.0));
        let lit = self.light.ambient * (1.0 + 0.25 * facing) + self.light.direct * (0.14 + 0.55 * facing);
        // The sea has washed a blue notch into the foot.
        let foot = smooth(0.09, 0.0, up / berg.tall);
        let colour = ice.mix(Rgb::hex(0x3A_A8BC), foot * 0.7) * lit;
        colour.mix(self.light.haze, berg.far * (0.5 + 0.5 * decay(-up * 9.0)))
    }
}

impl Layer for Icebergs {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        for berg in &self.each {
            if (x - berg.middle).abs() > berg.half {
                continue;
            }
            let height = self.height(berg, x);
            let foot = self.plan.horizon + lerp(0.004, 0.0, berg.far);
            column.paint(foot - height - 0.01, foot, |under, y| {
                let up = foot - y;
                under.mix(
                    self.face(berg, x, up, height),
                    cover(height - up, self.plan.frame.pixel),
                )
            });
        }
    }
}
