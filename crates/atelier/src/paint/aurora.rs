//! Northern lights: folded curtains of rays, green at the foot and violet above.

use super::composition::Composition;
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Scene, Thing},
};

/// The curtains over a whole picture.
pub(super) struct Aurora {
    noise: Noise,
    plan: Composition,
}

/// Where one column of pixels meets the curtains.
pub(super) struct Curtains([Curtain; 3]);

struct Curtain {
    foot: f32,
    reach: f32,
    power: f32,
    soft: f32,
}

impl Aurora {
    pub fn new(scene: &Scene, plan: Composition, seed: u64) -> Option<Self> {
        scene.has(Thing::Aurora).then(|| Self {
            noise: Noise::new(seed, 12),
            plan,
        })
    }

    pub fn curtains(&self, x: f32) -> Curtains {
        Curtains([0.0, 1.0, 2.0].map(|index| self.curtain(x, index)))
    }

    /// A curtain is thin, so where it folds away from the eye its light adds up.
    fn curtain(&self, x: f32, index: f32) -> Curtain {
        let path = |x: f32| {
            0.19 * self.noise.at(x * 1.1 + index * 17.0, index * 5.0)
                + 0.06 * self.noise.at(x * 3.1 + index * 9.0, 2.0 + index)
                + 0.016 * self.noise.at(x * 9.0 + index * 3.0, 7.0)
        };
        let (here, beside) = (path(x), path(x + 0.004));
        let fold = ((beside - here) / 0.004).abs();
        let lean = -0.16 * self.plan.side * (x / self.plan.frame.aspect - 0.5) * (1.0 - 0.6 * index);
        let rays = self.noise.at(x * 34.0 + here * 60.0, index * 3.0) * 0.6
            + self.noise.at(x * 90.0 + here * 120.0, 4.0 + index) * 0.4;
        let patch = smooth(-0.5, 0.35, self.noise.at(x * 1.3 + index * 31.0, 3.3 * index + 0.4));
        let bright = (0.55 + 0.6 * rays).clamp(0.12, 1.2);
        Curtain {
            foot: self.plan.horizon * (0.6 - 0.17 * index) + here + lean,
            reach: lerp(0.09, 0.24, (0.5 + 0.7 * rays).clamp(0.0, 1.0)) * (1.0 - 0.15 * index),
            power: patch * bright * (0.75 + 0.3 * fold.min(1.6)) * (0.66 - 0.17 * index),
            soft: 0.022 + 0.012 * index,
        }
    }
}

impl Curtains {
    pub fn at(&self, y: f32) -> Rgb {
        let mut sum = Rgb::new(0.006, 0.045, 0.034) * smooth(0.0, 0.5, y);
        for curtain in &self.0 {
            let above = curtain.foot - y;
            if above < -curtain.soft * 3.0 {
                continue;
            }
            let foot = smooth(-curtain.soft * 3.0, curtain.soft, above);
            let rise = foot * foot * decay(-above.max(0.0) / curtain.reach);
            let haze = foot * decay(-above.max(0.0) * 4.2) * 0.16;
            let hue = Rgb::new(0.06, 0.95, 0.42)
                .mix(Rgb::new(0.12, 0.55, 0.62), smooth(0.02, 0.16, above))
                .mix(Rgb::new(0.5, 0.14, 0.8), smooth(0.12, 0.34, above));
            sum += hue * ((rise + haze) * curtain.power);
        }
        sum
    }
}
