//! Pines: rows of pointed trees, paler the farther they stand.

use super::{
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Place, Scene, Season, Thing},
};

/// Several rows of pines.
pub(super) struct Pines {
    rows: Vec<Row>,
    noise: Noise,
    pixel: f32,
    aspect: f32,
    snow: f32,
    snow_colour: Rgb,
    gold: Rgb,
    autumn: f32,
}

struct Row {
    base: f32,
    tall: f32,
    rise: f32,
    colour: Rgb,
    ground: Rgb,
    seed: i32,
}

impl Pines {
    /// A whole forest or a few trees, in the foreground.
    pub fn near(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let forest = scene.is_at(Place::Forest);
        let framing = scene.is_at(Place::Mountains) && plan.waterline.is_none();
        if !forest && !framing && !scene.has(Thing::Pines) {
            return None;
        }
        let open_water = plan.waterline.is_some();
        let rows: &[(f32, f32, f32)] = match () {
            () if open_water => &[(1.03, 0.26, 0.35)],
            () if forest => &[
                (0.74, 0.1, 0.95),
                (0.8, 0.15, 0.8),
                (0.88, 0.23, 0.55),
                (1.02, 0.36, 0.2),
            ],
            () if framing => &[(1.0, 0.13, 0.45), (1.1, 0.24, 0.1)],
            () => &[(0.96, 0.2, 0.3), (1.06, 0.34, 0.1)],
        };
        Some(Self::rows(scene, plan, light, seed, rows))
    }

    /// The dark line of trees on a far shore.
    pub fn shore(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let lined = scene.is_at(Place::Lake) && !scene.is_at(Place::City);
        let line = plan.horizon;
        lined.then(|| {
            Self::rows(
                scene,
                plan,
                light,
                seed ^ 5,
                &[(line - 0.012, 0.035, 0.6), (line + 0.001, 0.055, 0.4)],
            )
        })
    }

    fn rows(scene: &Scene, plan: Composition, light: Light, seed: u64, rows: &[(f32, f32, f32)]) -> Self {
        let falling = light.direct * 0.3 + light.ambient;
        let winter = scene.season == Some(Season::Winter);
        let green = match scene.season {
            Some(Season::Autumn) => Rgb::hex(0x2E_3A20),
            _ => Rgb::hex(0x26_3E28),
        };
        let ground = if winter {
            Rgb::hex(0xD8_E2EE)
        } else {
            Rgb::hex(0x22_2E1E)
        };
        let far = |depth: f32| 1.0 - decay(-depth * depth * (0.5 + light.thickness * 9.0));
        Self {
            rows: rows
                .iter()
                .zip(1..)
                .map(|(&(base, tall, depth), seed)| Row {
                    base,
                    tall: tall * plan.frame.unit.max(0.4),
                    rise: (1.0 - depth) * 0.1,
                    colour: (green * falling).mix(light.haze, far(depth)),
                    ground: (ground * falling).mix(light.haze, far(depth)),
                    seed: seed * 1000,
                })
                .collect(),
            noise: Noise::new(seed, 51),
            pixel: plan.frame.pixel,
            aspect: plan.frame.aspect,
            snow: if winter { 0.75 } else { 0.0 },
            gold: Rgb::hex(0xCC_8A30) * falling,
            autumn: if scene.season == Some(Season::Autumn) {
                0.62
            } else {
                0.0
            },
            snow_colour: Rgb::hex(0xE4_ECF6) * falling,
        }
    }
}

impl Layer for Pines {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let mut colour = under;
        for row in &self.rows {
            if y > row.base - row.tall * 1.7 - row.rise {
                colour = self.row(row, colour, x, y);
            }
        }
        colour
    }
}

impl Pines {
    fn row(&self, row: &Row, under: Rgb, x: f32, y: f32) -> Rgb {
        let width = row.tall * 0.3;
        let cell = (x / width).floor() as i32;
        let mut colour = under;
        for offset in -1..=1 {
            let index = cell + offset;
            let dice = |kind: i32| self.noise.dice(index, row.seed + kind);
            let centre = (index as f32 + 0.25 + 0.5 * dice(1)) * width;
            let edge = ((centre / self.aspect - 0.5).abs() * 2.0).min(1.0);
            let base = row.base - row.rise * edge * edge + 0.03 * self.noise.at(centre * 2.1, row.base * 9.0);
            let tall = row.tall * lerp(0.45, 1.2, dice(2).powf(0.8)) * lerp(0.8, 1.15, edge);
            let t = (y - base + tall) / tall;
            if !(0.0..=1.25).contains(&t) {
                continue;
            }
            let leaf = if dice(7) < self.autumn {
                self.gold.mix(row.colour, 0.6 * dice(8))
            } else {
                row.colour
            };
            let side = if x < centre { 0.37 } else { 0.0 };
            let tier = t * lerp(8.0, 12.0, dice(3)) + side;
            let bough = tier - tier.floor();
            let ragged = 0.6 + 0.4 * bough + 0.25 * self.noise.at(x * 7.0 / width, y * 9.0 / width);
            let half = tall * (0.004 + 0.19 * t.min(1.0).powf(0.85) * ragged);
            let inside = cover(half - (x - centre).abs(), self.pixel);
            if inside > 0.0 {
                let lit = 0.8 + 0.3 * bough;
                let drift = self.noise.at(x * 5.0 / width, y * 7.0 / width);
                let white = self.snow * smooth(0.25, 0.95, bough + 0.4 * drift) * smooth(1.1, 0.7, t);
                colour = colour.mix((leaf * lit).mix(self.snow_colour, white * 0.8), inside);
            }
        }
        let ground = row.base - 0.25 * row.tall + 0.03 * self.noise.at(x * 2.1, row.base * 9.0);
        colour.mix(row.ground, smooth(0.0, row.tall * 0.35, y - ground - row.tall * 0.2))
    }
}
