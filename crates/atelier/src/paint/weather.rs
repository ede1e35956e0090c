//! What falls and drifts between the eye and the scene: rain, snow, fog and lightning.

use super::{canvas::Column, composition::Composition, layer::Layer, light::Light};
use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    scene::{Place, Scene, Weather},
};

/// Rain or snow falling before everything else.
pub(super) struct Falling {
    noise: Noise,
    snow: bool,
    pixel: f32,
    colour: Rgb,
}

/// Fog lying on the ground.
pub(super) struct Fog {
    noise: Noise,
    plan: Composition,
    haze: Rgb,
    depth: f32,
}

/// One bolt from the clouds.
pub(super) struct Lightning {
    /// Where the bolt and its branches are, row by row from the top.
    paths: Vec<(usize, f32, Vec<f32>)>,
    pixel: f32,
    horizon: f32,
}

/// How far apart the flakes of each layer fall.
const CELLS: [f32; 5] = [0.021, 0.033, 0.05, 0.078, 0.121];

impl Falling {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let snow = scene.weather(Weather::Snow);
        if !snow && !scene.weather(Weather::Rain) {
            return None;
        }
        let base = (light.ambient + light.direct * 0.3 + light.haze * 0.5).saturated(0.4);
        let colour = if snow {
            base * 1.5 + Rgb::grey(0.08)
        } else {
            base * 0.42 + Rgb::grey(0.035)
        };
        Some(Self {
            noise: Noise::new(seed, 71),
            snow,
            pixel: plan.frame.pixel,
            colour,
        })
    }

    fn flakes(&self, x: f32, y: f32) -> f32 {
        let mut sum = 0.0;
        for layer in 0..5_u8 {
            let k = f32::from(layer);
            let cell = CELLS[usize::from(layer)];
            let (u, v) = ((x + y * (0.2 + 0.09 * k)) / cell, (y + x * 0.13) / cell + k * 91.0);
            let (cx, cy) = (u as i32, v as i32);
            if self.noise.dice(cx, cy + i32::from(layer) * 733) > 0.34 {
                continue;
            }
            let fx = u - cx as f32 - 0.2 - 0.6 * self.noise.dice(cx + 9, cy);
            let fy = v - cy as f32 - 0.2 - 0.6 * self.noise.dice(cx, cy + 9);
            let size = lerp(0.035, 0.11, self.noise.dice(cx + 5, cy + 5)).max(self.pixel * 0.7 / cell);
            sum += decay(-(fx * fx + fy * fy) / (size * size)) * (0.85 - 0.11 * k);
        }
        sum.min(0.9)
    }

    fn drops(&self, x: f32, y: f32) -> f32 {
        let mut sum = 0.0;
        for layer in 0..3_u8 {
            let k = f32::from(layer);
            let (wide, long) = (0.0042 * (1.0 + 0.8 * k), 0.055 * (1.0 + 0.8 * k));
            let u = (x + y * 0.12 + 4.0) / wide;
            let cx = u as i32;
            let v = y / long + self.noise.dice(cx, i32::from(layer) + 800) * 17.0;
            let cy = v as i32;
            if self.noise.dice(cx, cy + i32::from(layer) * 733) > 0.3 {
                continue;
            }
            let thin = (0.1 + self.pixel * 0.3 / wide).min(0.4);
            let across = ((u - cx as f32 - 0.5) / thin).powi(2);
            let t = v - cy as f32;
            sum += decay(-across) * smooth(0.0, 0.7, t) * smooth(1.0, 0.85, t) * (0.34 - 0.08 * k);
        }
        sum
    }
}

impl Layer for Falling {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        if self.snow {
            column.paint(0.0, 1.0, |under, y| under.mix(self.colour, self.flakes(x, y)));
        } else {
            column.paint(0.0, 1.0, |under, y| under + self.colour * self.drops(x, y));
        }
    }
}

impl Fog {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let wet = scene.weather(Weather::Rain) || scene.weather(Weather::Snow);
        let depth = match () {
            () if scene.is_at(Place::Desert) => return None,
            () if scene.weather(Weather::Fog) && scene.is_at(Place::Mountains) => 0.5,
            () if scene.weather(Weather::Fog) => 0.8,
            () if wet => 0.22,
            () => return None,
        };
        Some(Self {
            noise: Noise::new(seed, 72),
            plan,
            haze: light.haze,
            depth,
        })
    }
}

impl Layer for Fog {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint_between(
            (0.0, 1.0),
            |y| {
                let down = y - self.plan.horizon;
                let lying = if down > 0.0 {
                    decay(-down * 3.4)
                } else {
                    decay(down * 5.0)
                };
                if lying < 0.01 {
                    return [0.0];
                }
                let drift = self.noise.fbm(x * 1.7, down * 9.0, 4);
                [(lying * self.depth * (0.8 + 0.75 * drift)).clamp(0.0, 0.97)]
            },
            |under, _, [amount]| under.mix(self.haze, amount),
        );
    }
}

impl Lightning {
    pub fn new(scene: &Scene, plan: Composition, seed: u64) -> Option<Self> {
        if !scene.weather(Weather::Lightning) {
            return None;
        }
        let mut choices = Choices::new(seed, 73);
        let rows = (plan.horizon / plan.frame.pixel) as usize;
        let main = walk(&mut choices, plan.light.0, 0.12, (0, rows), rows);
        let mut paths = vec![(0, 1.0, main)];
        for _ in 0..5 {
            let from = (choices.between(0.2, 0.7) * rows as f32) as usize;
            let until = from + (choices.between(0.12, 0.3) * rows as f32) as usize;
            let start = paths[0].2.get(from).copied().unwrap_or(plan.light.0);
            let lean = choices.side() * choices.between(0.8, 1.6);
            paths.push((
                from,
                0.4,
                walk(&mut choices, start, lean, (from, until.min(rows)), rows),
            ));
        }
        Some(Self {
            paths,
            pixel: plan.frame.pixel,
            horizon: plan.horizon,
        })
    }
}

impl Layer for Lightning {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint(0.0, self.horizon, |under, y| self.over(under, x, y));
    }
}

impl Lightning {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let row = (y / self.pixel) as usize;
        let mut colour = under;
        for (from, power, path) in &self.paths {
            let Some(index) = row.checked_sub(*from).filter(|index| *index < path.len()) else {
                continue;
            };
            let next = path.get(index + 1).unwrap_or(&path[index]);
            let way = (next - path[index]) / self.pixel;
            let off = (x - path[index]).abs() / (1.0 + way * way).sqrt();
            let core = decay(-(off / (0.0016 * power.sqrt()).max(self.pixel * 0.7)).powi(2));
            let halo = decay(-off * 26.0) * 0.3 + decay(-off * 5.0) * 0.14;
            colour +=
                Rgb::new(0.8, 0.85, 1.0) * (core * 2.4 * power) + Rgb::new(0.5, 0.55, 0.95) * (halo * power * power);
        }
        colour
    }
}

fn walk(choices: &mut Choices, start: f32, lean: f32, (from, until): (usize, usize), rows: usize) -> Vec<f32> {
    let step = 1.0 / rows.max(1) as f32;
    let (mut x, mut drift, mut turn) = (start, lean, 0.0_f32);
    (from..until)
        .map(|_| {
            turn += step;
            if turn > 0.012 {
                turn = choices.between(-0.02, 0.004);
                drift = lean + choices.between(-1.25, 1.25);
            }
            x += drift * step * 0.6;
            x
        })
        .collect()
}
