//! Street lamps along a promenade, in perspective.

use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
    },
    scene::{Scene, Season, Thing},
};

pub(in crate::paint) struct Lamps {
    noise: Noise,
    plan: Composition,
    each: Vec<(f32, f32, f32)>,
    iron: Rgb,
    stone: Rgb,
    lamp: f32,
    snow: f32,
}

/// Where the promenade begins.
const EDGE: f32 = 0.86;

impl Lamps {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Lamps) {
            return None;
        }
        let falling = light.ambient + light.direct * 0.3;
        // From far to near: place, foot and height.
        let each = (0..6)
            .rev()
            .map(|index| {
                let near = 1.0 / (1.0 + 0.75 * index as f32);
                let x = plan.frame.aspect * (0.5 + plan.side * (-0.46 + 0.86 * (1.0 - near)));
                (x, lerp(EDGE + 0.01, 0.97, near), 0.62 * near * plan.frame.unit.max(0.5))
            })
            .collect();
        Some(Self {
            noise: Noise::new(seed, 641),
            plan,
            each,
            iron: Rgb::hex(0x2A_2C30) * falling + Rgb::grey(0.002),
            stone: Rgb::hex(0x6A_6460) * falling,
            lamp: smooth(0.1, 0.6, light.night.max(0.9 * (1.0 - light.clearness))).max(0.08),
            snow: if scene.season == Some(Season::Winter) { 0.8 } else { 0.0 },
        })
    }

    fn post(&self, under: Rgb, u: f32, v: f32, pixel: f32) -> Rgb {
        let pole = (lerp(0.022, 0.011, v.clamp(0.0, 1.0)) - u.abs()).min(v).min(0.84 - v);
        let foot = (0.045 - u.abs()).min(v + 0.01).min(0.07 - v);
        let ring = (0.026 - u.abs()).min(0.008 - (v - 0.55).abs());
        let glass = (lerp(0.04, 0.07, (v - 0.85) / 0.11) - u.abs())
            .min(v - 0.85)
            .min(0.96 - v);
        let roof = (0.09 * (1.03 - v) / 0.07 - u.abs()).min(v - 0.955).min(1.02 - v);
        let frame = (0.006 - (u.abs() - 0.03).abs()).min(glass);
        let light = Rgb::new(2.2, 1.35, 0.6) * self.lamp + Rgb::grey(0.05);
        under
            .mix(self.iron, cover(pole.max(foot).max(ring), pixel))
            .mix(light, cover(glass, pixel))
            .mix(self.iron, cover(frame, pixel) * 0.7)
            .mix(self.iron.mix(Rgb::grey(0.5), self.snow * 0.4), cover(roof, pixel))
    }
}

impl Layer for Lamps {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint(EDGE - 0.01, 1.0, |under, y| {
            let down = y - EDGE;
            let depth = 1.0 / (0.05 + down.max(0.0));
            let joint = self.noise.at(x * 26.0 * depth * 0.1, depth * 3.0);
            let stone = self.stone * (0.8 + 0.25 * joint + 0.15 * self.noise.fbm(x * 40.0, y * 90.0, 3));
            let kerb = smooth(0.012, 0.004, down) * 0.5;
            let white = Rgb::hex(0xE4_EAF2) * self.stone.luminance() * 5.0;
            under.mix(
                stone.mix(white, self.snow) * (1.0 + kerb),
                cover(down, self.plan.frame.pixel),
            )
        });
        for (at, foot, tall) in &self.each {
            let u = (x - at) / tall;
            let pool = decay(-(u * 1.6).powi(2)) * 0.5 * self.lamp;
            column.paint(EDGE, 1.0, |under, y| {
                let off = (y - foot) / (0.12 * tall);
                under + Rgb::new(1.0, 0.58, 0.24) * (pool * decay(-off * off) * 0.5)
            });
            if u.abs() < 1.3 {
                column.paint(foot - 1.9 * tall, foot + 0.02, |under, y| {
                    let v = (foot - y) / tall;
                    let colour = if u.abs() < 0.12 {
                        self.post(under, u, v, self.plan.frame.pixel / tall)
                    } else {
                        under
                    };
                    let far = u * u + (v - 0.905).powi(2);
                    let glow = decay(-far * 40.0) * 0.5 + decay(-far * 6.0) * 0.14;
                    colour + Rgb::new(1.0, 0.6, 0.26) * (glow * self.lamp)
                });
            }
        }
    }
}
