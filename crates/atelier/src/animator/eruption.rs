//! An eruption: glowing stones that are thrown out in bursts and fall back, and the fire's light on the smoke.

use super::{
    camera::{FAR, View},
    screen::Screen,
    shine::{Shine, Spot},
};
use crate::{
    colour::Rgb,
    noise::{Noise, lerp, smooth},
    paint::{Apart, Outlook},
    steady::sine,
};

const STONES: i32 = 96;
/// Stones are thrown out in so many bursts, each coming again after so many seconds.
const BURSTS: i32 = 3;
const AGAIN: f32 = 3.3;
/// How long the highest stone flies, in seconds.
const FLIGHT: f32 = 1.9;

/// The fire of a volcano.
pub(super) struct Eruption {
    noise: Noise,
    stones: Shine,
    fire: Shine,
    vent: (f32, f32),
    /// How high the highest stone flies.
    high: f32,
}

impl Eruption {
    pub fn new(apart: &Apart<'_>, outlook: &Outlook, (vent, high): ((f32, f32), f32), seed: u64) -> Self {
        Self {
            noise: Noise::new(seed, 82),
            stones: Shine::new(apart, outlook.zenith, Rgb::new(1.0, 0.4, 0.1)),
            fire: Shine::new(apart, outlook.zenith, Rgb::new(1.0, 0.28, 0.06)),
            vent,
            high,
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let (sight, unit) = (view.sight(FAR), view.unit());
        let pulse = 0.55 + 0.3 * sine(seconds * 1.9) + 0.15 * sine(seconds * 5.3 + 1.0);
        let glow = Spot {
            place: sight.seen((self.vent.0 * unit, (self.vent.1 - 0.1 * self.high) * unit)),
            power: 0.22 * pulse,
        };
        self.fire.halo(screen, glow, 1.1 * self.high * unit / sight.scale);
        for stone in 0..STONES {
            self.throw(stone, seconds, (view, screen));
        }
    }

    fn throw(&self, stone: i32, seconds: f32, (view, screen): (&View, &mut Screen)) {
        let burst = stone % BURSTS;
        let late = 0.22 * self.noise.dice(stone, 1);
        let gone = seconds / AGAIN + burst as f32 / BURSTS as f32 - late;
        let (round, since) = (gone.floor() as i32, (gone - gone.floor()) * AGAIN);
        let dice = |kind: i32| self.noise.dice(stone, round * 8 + kind);
        let lean = 2.0 * dice(2) - 1.0;
        let high = self.high * (1.0 - 0.45 * lean.abs()) * lerp(0.3, 1.0, dice(3));
        let share = since / (FLIGHT * (high / self.high).sqrt());
        if share > 1.1 {
            return;
        }
        let (sight, unit) = (view.sight(FAR), view.unit());
        let spot = |share: f32, power: f32| {
            let x = self.vent.0 + 0.62 * self.high * lean * share;
            let y = self.vent.1 - 4.0 * high * share * (1.0 - share);
            Spot {
                place: sight.seen((x * unit, y * unit)),
                power,
            }
        };
        let power = lerp(0.5, 1.6, dice(4)) * smooth(1.1, 0.5, share);
        let thick = (lerp(0.0011, 0.002, dice(5)) * unit / sight.scale).max(0.75);
        let way = (spot((share - 0.045).max(0.0), 0.15 * power), spot(share, power));
        self.stones.streak(screen, way, thick);
    }
}
