//! Shooting stars, and a comet with its two tails.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, to_stretch},
    },
    scene::{Place, Scene, Thing},
};

pub(in crate::paint) struct Meteors {
    noise: Noise,
    streaks: Vec<Streak>,
    comet: Option<Comet>,
    pixel: f32,
}

/// A comet's head, and where its tail points and ends: all of it within the sky.
#[derive(Clone, Copy)]
struct Comet {
    head: (f32, f32),
    towards: (f32, f32),
    long: f32,
}

struct Streak {
    head: (f32, f32),
    tail: (f32, f32),
    power: f32,
}

impl Meteors {
    pub fn new(scene: &Scene, plan: Composition, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Meteors) && !scene.has(Thing::Comet) {
            return None;
        }
        let mut choices = Choices::new(seed, 521);
        let sky = plan.horizon.min(0.95);
        let count = if scene.has(Thing::Meteors) { 9 } else { 0 };
        // They seem to come from one place in the sky.
        let source = (plan.frame.aspect * (0.5 + 0.32 * plan.side), -0.25);
        let streaks = (0..count).map(|index| {
            let head = (
                plan.frame.aspect * (0.06 + 0.88 * (index as f32 * 0.618 + choices.unit() * 0.2).fract()),
                sky * choices.between(0.12, 0.78),
            );
            let (dx, dy) = (source.0 - head.0, source.1 - head.1);
            let length = (dx * dx + dy * dy).sqrt().max(0.05);
            let long = choices.between(0.09, 0.26) * if index == 0 { 1.4 } else { 1.0 };
            Streak {
                head,
                tail: (head.0 + dx / length * long, head.1 + dy / length * long),
                power: choices.between(0.35, 1.0),
            }
        });
        Some(Self {
            noise: Noise::new(seed, 522),
            streaks: streaks.collect(),
            comet: scene.has(Thing::Comet).then(|| Comet::new(scene, plan, sky)),
            pixel: plan.frame.pixel,
        })
    }

    /// The head's glow, a straight blue tail and a broad curved one of dust.
    fn comet(&self, (x, y): (f32, f32), comet: Comet) -> Rgb {
        let (dx, dy) = (x - comet.head.0, y - comet.head.1);
        let distance = (dx * dx + dy * dy).sqrt() / (0.35 + 0.9 * comet.long);
        let head = decay(-distance * distance * 22_000.0) * 2.6
            + decay(-distance * 52.0) * 0.9
            + decay(-distance * 13.0) * 0.13;
        let mut sum = Rgb::new(0.85, 0.95, 1.0) * head;
        let along = (dx * comet.towards.0 + dy * comet.towards.1) / comet.long;
        if (0.0..1.0).contains(&along) {
            // Upwards is positive, whichever way the tail points.
            let turned = if comet.towards.0 < 0.0 { -1.0 } else { 1.0 };
            let across = (dx * comet.towards.1 - dy * comet.towards.0) * turned / comet.long;
            let streaks = 0.8 + 0.4 * self.noise.at(across / (0.03 + along) * 11.0, along * 4.0);
            let fading = smooth(1.0, 0.1, along);
            let ion = across - 0.012 * along;
            let blue = decay(-(ion / (0.006 + 0.045 * along)).powi(2)) * fading * streaks;
            let dust = across + 0.2 * along * along + 0.01 * along;
            let wide = 0.01 + 0.13 * along;
            let pale =
                decay(-(dust / wide).powi(2)) * fading * smooth(0.0, 0.06, along) * (1.0 - 0.55 * along) * streaks;
            sum += Rgb::new(0.24, 0.48, 1.0) * (blue * 0.8) + Rgb::new(1.0, 0.88, 0.7) * (pale * 0.6);
        }
        sum
    }
}

impl Comet {
    /// It stands on the side away from the light's, above whatever rises from the horizon, and its tail runs over
    /// the picture's middle to the other side.
    fn new(scene: &Scene, plan: Composition, sky: f32) -> Self {
        let high = if scene.is_at(Place::Mountains) { 0.4 } else { 0.56 };
        let head = (plan.frame.aspect * (0.5 - 0.24 * plan.side), sky * high);
        let end = (
            head.0 + plan.side * (0.56 * plan.frame.aspect).min(0.85),
            head.1 * if plan.frame.aspect > 1.0 { 0.2 } else { 0.12 },
        );
        let (dx, dy) = (end.0 - head.0, end.1 - head.1);
        let long = (dx * dx + dy * dy).sqrt();
        Self {
            head,
            towards: (dx / long, dy / long),
            long,
        }
    }
}

impl Layer for Meteors {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let thick = (0.0013_f32).max(self.pixel * 0.7);
        for streak in &self.streaks {
            let (left, right) = (streak.head.0.min(streak.tail.0), streak.head.0.max(streak.tail.0));
            if x < left - 0.02 || x > right + 0.02 {
                continue;
            }
            let (top, bottom) = (streak.head.1.min(streak.tail.1), streak.head.1.max(streak.tail.1));
            column.paint(top - 0.02, bottom + 0.02, |under, y| {
                let (off, along) = to_stretch((x, y), streak.head, streak.tail);
                let fade = (1.0 - along) * (1.0 - along);
                let core = decay(-(off / thick).powi(2)) * 1.5 + decay(-off * 240.0) * 0.25;
                let far = (x - streak.head.0).powi(2) + (y - streak.head.1).powi(2);
                let flare = decay(-far * 90_000.0) * 1.2;
                under + Rgb::new(0.82, 0.92, 1.0) * ((core * fade + flare) * streak.power)
            });
        }
        if let Some(comet) = self.comet {
            column.paint(0.0, 1.0, |under, y| under + self.comet((x, y), comet));
        }
    }
}
