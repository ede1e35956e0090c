//! A heavy sea: great sharp waves with smaller ones on their backs, foam on their crests and light within them.

use super::{
    canvas::{Canvas, Column},
    composition::Composition,
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
};

/// How high the eye is above the water.
const EYE: f32 = 0.5;
/// From here on the sea is one line.
const FARTHEST: f32 = 60.0;
/// No wave is higher.
const HIGHEST: f32 = 0.3;
/// All but the two greatest waves together add no more.
const LESSER: f32 = 0.07;
/// Waves from the greatest to the smallest: how many to a unit across and away, sine and cosine of the turn, height.
const WAVES: [(f32, f32, f32, f32, f32); 6] = [
    (0.36, 0.8, 0.14, 0.99, 0.25),
    (0.8, 1.5, -0.33, 0.944, 0.1),
    (1.9, 3.1, 0.44, 0.898, 0.045),
    (4.1, 6.3, -0.6, 0.8, 0.019),
    (9.0, 12.0, 0.3, 0.954, 0.0085),
    (19.0, 24.0, -0.38, 0.925, 0.0035),
];

/// A stretch of heavy sea.
pub(super) struct Swell {
    plan: Composition,
    light: Light,
    noise: Noise,
    deep: Rgb,
    within: Rgb,
    white: Rgb,
}

#[derive(Clone, Copy)]
struct Wave {
    z: f32,
    y: f32,
    height: f32,
    slope: (f32, f32),
    crest: f32,
}

impl Swell {
    pub fn new(plan: Composition, light: Light, seed: u64) -> Self {
        let falling = light.direct * 0.4 + light.ambient;
        Self {
            plan,
            light,
            noise: Noise::new(seed, 42),
            deep: Rgb::hex(0x0A_2E3E) * falling,
            within: Rgb::hex(0x2A_8A8C) * (falling + light.glow * (0.25 * light.clearness * (1.0 - light.night * 0.6))),
            white: (light.ambient * 1.25 + light.direct * 0.5).saturated(0.75),
        }
    }

    /// The colours in the depth, through a crest, and of foam.
    pub fn look(&self) -> [Rgb; 3] {
        [self.deep, self.within, self.white]
    }

    /// One column of sea, from the bottom up to the waterline; `above` is a blurred picture of what is above it.
    pub fn lay(&self, above: &Canvas, column: &mut Column<'_>) {
        let frame = self.plan.frame;
        let across = column.x - frame.aspect * 0.5;
        let first = frame.row(self.plan.horizon);
        let mut before = self.wave(across, (EYE - HIGHEST) / (1.0 - self.plan.horizon), 2.0);
        let (mut top, mut open) = (1.0_f32, frame.height);
        while open > first {
            // Behind a crest, larger steps suffice until the next one rises.
            let stride = if before.y > top + 3.0 * frame.pixel { 2.5 } else { 1.0 };
            let z = before.z + before.z * before.z * frame.pixel / EYE * stride;
            let last = z > FARTHEST;
            let here = if last {
                Wave {
                    y: self.plan.horizon - frame.pixel,
                    z,
                    ..before
                }
            } else {
                self.wave(across, z, top)
            };
            if here.y < top {
                let until = frame.row(here.y + 0.5 * frame.pixel).max(first);
                for row in (until..open).rev() {
                    let share = ((before.y - frame.middle(row)) / (before.y - here.y).max(1e-6)).clamp(0.0, 1.0);
                    let seen = if open - until > 2 {
                        Wave {
                            y: 0.0,
                            ..self.wave(across, lerp(before.z, here.z, share), 2.0)
                        }
                    } else {
                        before.mix(here, share)
                    };
                    column.pixels[row] = self.shade(above, (column.x, across), seen);
                }
                open = open.min(until);
                top = here.y;
            }
            before = here;
            if last {
                break;
            }
        }
    }

    fn wave(&self, across: f32, z: f32, top: f32) -> Wave {
        let (x, print) = (across * z, z * z * self.plan.frame.pixel / EYE);
        let bend = 0.3 * self.noise.at(x * 0.3, z * 0.3);
        let mut wave = Wave {
            z,
            y: 0.0,
            height: 0.0,
            slope: (0.0, 0.0),
            crest: 0.0,
        };
        for (index, (wide, long, sin, cos, tall)) in WAVES.into_iter().enumerate() {
            let visible = smooth(1.4, 0.2, print * long);
            let hidden = index == 2 && self.seen_at(wave.height + LESSER, z) > top;
            if visible <= 0.0 || hidden {
                break;
            }
            let (u, v) = (
                (x * cos + z * sin) * wide + bend + index as f32 * 7.7,
                (z * cos - x * sin) * long + bend,
            );
            let (value, du, dv) = self.noise.leaning(u, v);
            let size = (value * value + 0.003).sqrt();
            let ridge = (1.0 - 1.45 * size).max(0.0);
            let tall = tall * visible * if index > 1 { 0.5 + wave.crest } else { 1.0 };
            let steep = -2.9 * ridge * value / size * tall;
            let (su, sv) = (steep * du * wide, steep * dv * long);
            wave.height += tall * (ridge * ridge - 0.3);
            wave.slope.0 += su * cos - sv * sin;
            wave.slope.1 += su * sin + sv * cos;
            wave.crest += ridge * ridge * visible * [0.62, 0.3, 0.08, 0.0, 0.0, 0.0][index];
        }
        wave.height = wave.height.min(HIGHEST);
        wave.y = self.seen_at(wave.height, z);
        wave
    }

    fn seen_at(&self, height: f32, z: f32) -> f32 {
        self.plan.horizon + (EYE - height) / z
    }

    fn shade(&self, above: &Canvas, (x, across): (f32, f32), wave: Wave) -> Rgb {
        let print = wave.z * wave.z * self.plan.frame.pixel / EYE;
        let (sx, sz) = wave.slope;
        let upright = 1.0 / (1.0 + sx * sx + sz * sz).sqrt();
        let down = (EYE - wave.height) / wave.z;
        let length = 1.0 / (1.0 + across * across + down * down).sqrt();
        let facing = ((down + sz + across * sx) * upright * length).max(0.0);
        let grazing = 1.0 - facing;
        let fresnel = 0.03 + 0.8 * grazing * grazing * grazing * grazing;
        // Where the mirrored ray leaves the picture, as far as a rough surface lets it be told.
        let rise = down + 2.0 * sz * (1.0 - 0.5 * grazing);
        let mirrored = above.sample(
            x - sx * 0.4,
            self.plan.horizon - rise.abs().clamp(0.02, 0.95 * self.plan.horizon),
        );
        let through = smooth(0.25, 0.85, wave.crest) * smooth(-0.15, 0.9, sz);
        let mut colour = (self.deep + self.within * (0.1 + 0.75 * through)).mix(mirrored, fresnel);
        colour = colour.mix(
            self.white * self.lit(wave, upright),
            self.foam(across * wave.z, wave, print),
        );
        let far = 1.0 - decay(-(wave.z - 2.0).max(0.0) * self.light.thickness * 0.42);
        colour.mix(self.light.haze, far * 0.6)
    }

    fn lit(&self, wave: Wave, upright: f32) -> f32 {
        let towards = (0.75 - self.plan.side * wave.slope.0 * 0.7 - 0.2 * wave.slope.1) * upright;
        0.45 + 0.75 * towards.clamp(0.0, 1.2)
    }

    /// Crests that break, and the lace of old foam that the wind draws out behind them.
    fn foam(&self, x: f32, wave: Wave, print: f32) -> f32 {
        let seen = smooth(0.35, 0.06, print);
        if seen <= 0.0 {
            return 0.0;
        }
        let z = wave.z;
        let broad = self.noise.fbm(x * 1.3 + 3.0, z * 2.1, 3);
        let rising = wave.crest + 0.34 * broad;
        let old = smooth(0.05, 0.5, broad + 0.55 * wave.crest - 0.12);
        if old <= 0.0 && rising < 0.36 {
            return 0.0;
        }
        let lace = self.noise.fbm(x * 9.0 + broad, z * 15.0, 3);
        let breaking = smooth(0.52, 0.8, rising + 0.3 * lace) * (0.8 + 0.5 * lace);
        let web = self.noise.at(x * 5.0 + 0.8 * lace + 9.0, z * 9.0 - 0.8 * lace).abs();
        let fine = self.noise.at(x * 14.0 + lace, z * 23.0 + 4.0).abs();
        let threads = smooth(0.16, 0.02, web) * 0.55 + smooth(0.2, 0.03, fine) * 0.3;
        (breaking.max(threads * old) * seen).clamp(0.0, 0.94)
    }
}

impl Wave {
    fn mix(self, other: Self, share: f32) -> Self {
        Self {
            z: lerp(self.z, other.z, share),
            y: lerp(self.y, other.y, share),
            height: lerp(self.height, other.height, share),
            slope: (
                lerp(self.slope.0, other.slope.0, share),
                lerp(self.slope.1, other.slope.1, share),
            ),
            crest: lerp(self.crest, other.crest, share),
        }
    }
}
