//! Fireworks: rockets that climb one after the other and burst into globes of sparks, which slow down, sink and go out.

use super::{
    camera::View,
    screen::Screen,
    shine::{Shine, Spot},
};
use crate::{
    colour::Rgb,
    noise::{Noise, lerp, smooth},
    paint::{Apart, Outlook, Shell},
    steady::{cosine, sine},
};

/// How long a rocket climbs, how long its sparks glow, and after how long the next one bursts there, in seconds.
const CLIMB: f32 = 0.7;
const GLOW: f32 = 2.1;
const AGAIN: f32 = 4.2;
const SPARKS: i32 = 84;
/// How much of a spark's way is seen at once, in parts.
const TRAIL: [f32; 3] = [0.0, 0.07, 0.17];

/// Everything that bursts over one place.
pub(super) struct Fireworks {
    noise: Noise,
    shells: Vec<Shell>,
    /// A light for each shell.
    shines: Vec<Shine>,
    rocket: Shine,
    horizon: f32,
}

/// One burst at one moment.
struct Burst<'a> {
    centre: (f32, f32),
    radius: f32,
    shine: &'a Shine,
    /// Tells it from all others.
    number: (i32, i32),
}

impl Fireworks {
    pub fn new(apart: &Apart<'_>, outlook: &Outlook, shells: Vec<Shell>, seed: u64) -> Self {
        let shine = |colour: Rgb| Shine::new(apart, outlook.zenith, colour);
        Self {
            noise: Noise::new(seed, 80),
            shines: shells.iter().map(|shell| shine(shell.colour)).collect(),
            rocket: shine(Rgb::new(1.0, 0.72, 0.4)),
            shells,
            horizon: outlook.horizon,
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let count = self.shells.len().max(1);
        let half = count.div_ceil(2);
        for (index, shell) in self.shells.iter().enumerate() {
            // Neighbours do not burst after each other.
            let turn = index % 2 * half + index / 2;
            let gone = seconds / AGAIN + turn as f32 / count as f32 + 0.35;
            let (round, since) = (gone.floor() as i32, (gone - gone.floor()) * AGAIN);
            let number = (round, index as i32);
            let dice = |kind: i32| self.noise.dice(round, index as i32 * 16 + kind);
            let colour = (dice(0) * self.shines.len() as f32) as usize;
            let Some(shine) = self.shines.get(colour) else {
                continue;
            };
            let burst = Burst {
                centre: (
                    shell.centre.0 + (dice(1) - 0.5) * 0.12,
                    shell.centre.1 * lerp(0.75, 1.05, dice(2)),
                ),
                radius: shell.radius * lerp(1.1, 1.5, dice(3)),
                shine,
                number,
            };
            if since < CLIMB {
                self.climb(&burst, since / CLIMB, (view, screen));
            } else if since < CLIMB + GLOW {
                self.glow(&burst, (since - CLIMB) / GLOW, (view, screen));
            }
        }
    }

    fn climb(&self, burst: &Burst<'_>, share: f32, (view, screen): (&View, &mut Screen)) {
        let (sight, unit) = (view.sight(0.1), view.unit());
        let spot = |share: f32, power: f32| {
            let left = 1.0 - share.clamp(0.0, 1.0);
            let y = lerp(burst.centre.1, self.horizon, left * left);
            let x = burst.centre.0 + 0.02 * left * left;
            Spot {
                place: sight.seen((x * unit, y * unit)),
                power,
            }
        };
        let power = 0.8 * smooth(1.0, 0.8, share);
        let thick = (0.0012 * unit / sight.scale).max(0.7);
        self.rocket
            .streak(screen, (spot(share - 0.14, 0.0), spot(share, power)), thick);
    }

    fn glow(&self, burst: &Burst<'_>, age: f32, (view, screen): (&View, &mut Screen)) {
        let (sight, unit) = (view.sight(0.1), view.unit());
        let flash = smooth(0.12, 0.0, age);
        let fading = smooth(1.0, 0.35, age);
        let middle = Spot {
            place: sight.seen((burst.centre.0 * unit, burst.centre.1 * unit)),
            power: 0.07 * fading + 0.2 * flash * flash,
        };
        let wide = burst.radius * (1.5 + 0.9 * age) * unit / sight.scale;
        burst.shine.halo(screen, middle, wide);
        let thick = (0.0013 * unit / sight.scale).max(0.75);
        for spark in 0..SPARKS {
            let path = Path::new(burst, spark);
            let dice = self.noise.dice(burst.number.0 * 101 + spark, burst.number.1);
            let lasts = lerp(0.72, 1.0, dice);
            // What is nearly burnt out glitters.
            let glitter = 1.0 + 0.7 * smooth(0.45, 0.8, age) * sine(age * (60.0 + 50.0 * dice) + 20.0 * dice);
            let power = smooth(lasts, 0.3 * lasts, age) * glitter * lerp(0.8, 1.5, dice) * smooth(-0.01, 0.1, age);
            if power <= 0.0 {
                continue;
            }
            let spots = TRAIL.map(|before| {
                let (x, y) = path.at((age - before).max(0.0));
                let left = 1.0 - before / TRAIL[2];
                Spot {
                    place: sight.seen((x * unit, y * unit)),
                    power: power * left * left,
                }
            });
            for pair in spots.windows(2) {
                if let [to, from] = pair {
                    burst.shine.streak(screen, (*from, *to), thick);
                }
            }
        }
    }
}

/// The way of one spark.
struct Path {
    centre: (f32, f32),
    way: (f32, f32),
    radius: f32,
}

impl Path {
    /// Sparks leave in directions spread evenly over a sphere, of which the eye sees a disc.
    fn new(burst: &Burst<'_>, number: i32) -> Self {
        let height = 1.0 - 2.0 * (number as f32 + 0.5) / SPARKS as f32;
        let flat = (1.0 - height * height).sqrt();
        let angle = number as f32 * 2.399_963 + burst.number.0 as f32;
        let (across, turn) = (flat * cosine(angle), 0.37 * burst.number.0 as f32);
        let (sin, cos) = (sine(turn), cosine(turn));
        Self {
            centre: burst.centre,
            way: (across * cos - height * sin, across * sin + height * cos),
            radius: burst.radius,
        }
    }

    fn at(&self, age: f32) -> (f32, f32) {
        let left = 1.0 - age;
        let far = self.radius * (1.0 - left * left * left);
        (
            self.centre.0 + self.way.0 * far,
            self.centre.1 - self.way.1 * far + 0.42 * self.radius * age * age,
        )
    }
}
