//! Shooting stars: one after the other, each with a train that outlives it a little.

use super::{
    camera::View,
    screen::Screen,
    shine::{Shine, Spot},
};
use crate::{
    colour::Rgb,
    noise::{Noise, lerp, smooth},
    paint::{Apart, Outlook},
};

/// So many take turns, each coming again after so many seconds.
const TURNS: i32 = 5;
const AGAIN: f32 = 2.6;
/// How long one flies, and how long its train stays, in seconds.
const FLIGHT: f32 = 0.62;
const TRAIN: f32 = 1.1;

/// Shooting stars that all seem to come from one place.
pub(super) struct Meteors {
    noise: Noise,
    shine: Shine,
    source: (f32, f32),
    /// How wide and how high the sky is.
    sky: (f32, f32),
}

impl Meteors {
    pub fn new(apart: &Apart<'_>, outlook: &Outlook, seed: u64) -> Self {
        Self {
            noise: Noise::new(seed, 79),
            shine: Shine::new(apart, outlook.zenith, Rgb::new(0.82, 0.92, 1.0)),
            source: (outlook.aspect * (0.5 + 0.32 * outlook.side), -0.25),
            sky: (outlook.aspect, outlook.horizon.min(0.95)),
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        for turn in 0..TURNS {
            let gone = seconds / AGAIN + turn as f32 / TURNS as f32 + 0.1;
            let (round, since) = (gone.floor(), beyond_whole(gone) * AGAIN);
            if since < TRAIN {
                self.fly((round as i32, turn), since, (view, screen));
            }
        }
    }

    fn fly(&self, (round, turn): (i32, i32), since: f32, (view, screen): (&View, &mut Screen)) {
        let dice = |kind: i32| self.noise.dice(round, turn * 16 + kind);
        // Their places follow each other so that they keep apart.
        let across = beyond_whole((round * TURNS + turn) as f32 * 0.618);
        let begin = (
            self.sky.0 * lerp(0.05, 0.95, (across + 0.1 * dice(0)).min(1.0)),
            self.sky.1 * lerp(0.03, 0.36, dice(1)),
        );
        let (dx, dy) = (begin.0 - self.source.0, begin.1 - self.source.1);
        let whole = (dx * dx + dy * dy).sqrt().max(0.05);
        let long = lerp(0.22, 0.55, dice(2) * dice(3));
        let at = |share: f32| (begin.0 + dx / whole * long * share, begin.1 + dy / whole * long * share);
        let (head, tail) = ((since / FLIGHT).min(1.0), smooth(0.25, 1.1, since / FLIGHT) * 0.6);
        let fading = smooth(TRAIN, 0.5 * FLIGHT, since);
        let burning = smooth(0.0, 0.12, since) * smooth(FLIGHT, 0.8 * FLIGHT, since);
        let power = lerp(1.3, 2.8, dice(4));
        let (sight, unit) = (view.sight(0.0), view.unit());
        let spot = |share: f32, power: f32| {
            let (x, y) = at(share);
            Spot {
                place: sight.seen((x * unit, y * unit)),
                power,
            }
        };
        let thick = (0.0016 * unit / sight.scale).max(0.8);
        let bright = power * fading * (0.35 + 0.65 * burning);
        self.shine.streak(screen, (spot(tail, 0.0), spot(head, bright)), thick);
        if burning > 0.0 {
            self.shine.dot(screen, spot(head, 1.6 * power * burning), 1.6 * thick);
            let glow = spot(head, 0.04 * power * burning);
            self.shine.halo(screen, glow, 0.035 * unit / sight.scale);
        }
    }
}

/// What a number has beyond the whole one below it, which `fract` gives only for positive ones.
fn beyond_whole(number: f32) -> f32 {
    number - number.floor()
}
