//! Northern lights that flow: three curtains whose folds wander and whose rays run along them.

use super::{camera::View, screen::Screen};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    paint::{Apart, Outlook, fine},
};

/// Steps of hue from the foot of a ray to its top, and of strength.
const HUES: usize = 24;
const POWERS: usize = 48;
/// The strongest light that is told apart.
const STRONGEST: f32 = 1.6;
/// Rows of the film that share one height of the curtains.
const BLOCK: usize = 4;

/// The curtains over a whole sky.
pub(super) struct Aurora {
    noise: Noise,
    outlook: Outlook,
    /// What each hue adds to the night at each strength, in fine steps.
    light: Vec<[f32; 3]>,
}

struct Curtain {
    foot: f32,
    reach: f32,
    power: f32,
    soft: f32,
}

impl Aurora {
    pub fn new(apart: &Apart<'_>, outlook: Outlook, seed: u64) -> Self {
        let night = outlook.zenith * 1.2;
        let added = |index: usize| {
            let above = (index / POWERS) as f32 / HUES as f32 * 0.4;
            let power = (index % POWERS) as f32 / (POWERS - 1) as f32 * STRONGEST;
            let seen = apart.shown(night + hue(above) * power);
            seen.beyond(apart.shown(night), 1.0)
                .0
                .map(|level| f32::from(fine(level)))
        };
        Self {
            noise: Noise::new(seed, 12),
            outlook,
            light: (0..HUES * POWERS).map(added).collect(),
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let (sight, unit) = (view.sight(0.05), view.unit());
        let columns = screen.width / 2;
        let (_, horizon) = sight.seen((0.0, self.outlook.horizon * unit));
        let blocks = ((horizon.max(0.0) as usize).min(screen.height)) / BLOCK + 1;
        let mut grid = vec![[0.0_f32; 3]; columns * (blocks + 1)];
        for column in 0..columns {
            let x = sight.x(column as f32 * 2.0 + 0.5) / unit;
            let curtains = [0.0, 1.0, 2.0].map(|index| self.curtain(x, index, seconds));
            for block in 0..=blocks {
                let y = sight.y((block * BLOCK) as f32) / unit;
                grid[block * columns + column] = self.at(&curtains, y);
            }
        }
        for row in 0..(blocks * BLOCK).min(screen.height) {
            let (block, share) = (row / BLOCK, (row % BLOCK) as f32 / BLOCK as f32);
            let upper = &grid[block * columns..(block + 1) * columns];
            let lower = &grid[(block + 1) * columns..(block + 2) * columns];
            let start = row * screen.width;
            let pairs = screen.luma[start..start + screen.width].chunks_exact_mut(2);
            for ((pair, upper), lower) in pairs.zip(upper).zip(lower) {
                let light = lerp(upper[0], lower[0], share) as i16;
                for pixel in pair {
                    *pixel = pixel.saturating_add(light).min(250 * 64);
                }
            }
            if row % 2 == 0 {
                let start = row / 2 * columns;
                for (index, plane) in screen.chroma.iter_mut().enumerate() {
                    let colours = plane[start..start + columns].iter_mut().zip(upper).zip(lower);
                    for ((pixel, upper), lower) in colours {
                        let colour = lerp(upper[index + 1], lower[index + 1], share) as i16;
                        *pixel = pixel.saturating_add(colour).clamp(16 * 64, 240 * 64);
                    }
                }
            }
        }
    }

    /// A curtain is thin, so where it folds away from the eye its light adds up.
    fn curtain(&self, x: f32, index: f32, seconds: f32) -> Curtain {
        let slow = seconds * 0.035;
        let path = |x: f32| {
            0.19 * self.noise.at(x * 1.1 + index * 17.0 + slow, index * 5.0 + slow * 1.6)
                + 0.06
                    * self
                        .noise
                        .at(x * 3.1 + index * 9.0 - slow * 3.0, 2.0 + index + slow * 4.0)
                + 0.016 * self.noise.at(x * 9.0 + index * 3.0 + slow * 6.0, 7.0 + slow * 9.0)
        };
        let (here, beside) = (path(x), path(x + 0.004));
        let fold = ((beside - here) / 0.004).abs();
        let lean = -0.16 * self.outlook.side * (x / self.outlook.aspect - 0.5) * (1.0 - 0.6 * index);
        let run = seconds * (0.32 - 0.12 * index);
        let rays = self
            .noise
            .at(x * 34.0 + here * 60.0 + run, index * 3.0 + seconds * 0.16)
            * 0.6
            + self
                .noise
                .at(x * 90.0 + here * 120.0 + run * 2.2, 4.0 + index + seconds * 0.3)
                * 0.4;
        let patch = smooth(
            -0.5,
            0.35,
            self.noise
                .at(x * 1.3 + index * 31.0 + slow * 2.0, 3.3 * index + 0.4 + slow * 2.5),
        );
        let bright = (0.55 + 0.6 * rays).clamp(0.12, 1.2);
        Curtain {
            foot: self.outlook.horizon * (0.6 - 0.17 * index) + here + lean,
            reach: lerp(0.09, 0.24, (0.5 + 0.7 * rays).clamp(0.0, 1.0)) * (1.0 - 0.15 * index),
            power: patch * bright * (0.75 + 0.3 * fold.min(1.6)) * (0.66 - 0.17 * index),
            soft: 0.022 + 0.012 * index,
        }
    }

    fn at(&self, curtains: &[Curtain; 3], y: f32) -> [f32; 3] {
        let mut sum = [0.0_f32; 3];
        for curtain in curtains {
            let above = curtain.foot - y;
            if above < -curtain.soft * 3.0 {
                continue;
            }
            let foot = smooth(-curtain.soft * 3.0, curtain.soft, above);
            let rise = foot * foot * decay(-above.max(0.0) / curtain.reach);
            let haze = foot * decay(-above.max(0.0) * 4.2) * 0.16;
            let power = ((rise + haze) * curtain.power / STRONGEST).clamp(0.0, 1.0) * (POWERS - 1) as f32;
            let hue = ((above.max(0.0) / 0.4 * HUES as f32) as usize).min(HUES - 1) * POWERS;
            let (index, share) = (power as usize, power.fract());
            let next = (index + 1).min(POWERS - 1);
            for (channel, sum) in sum.iter_mut().enumerate() {
                *sum += lerp(self.light[hue + index][channel], self.light[hue + next][channel], share);
            }
        }
        sum
    }
}

fn hue(above: f32) -> Rgb {
    Rgb::new(0.06, 0.95, 0.42)
        .mix(Rgb::new(0.12, 0.55, 0.62), smooth(0.02, 0.16, above))
        .mix(Rgb::new(0.5, 0.14, 0.8), smooth(0.12, 0.34, above))
}
