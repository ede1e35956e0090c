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
    comet: Option<(f32, f32, f32)>,
    pixel: f32,
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
            comet: scene.has(Thing::Comet).then(|| {
                let high = if scene.is_at(Place::Mountains) { 0.32 } else { 0.52 };
                let place = (plan.frame.aspect * (0.5 - 0.2 * plan.side), sky * high);
                (place.0, place.1, plan.side)
            }),
            pixel: plan.frame.pixel,
        })
    }

    /// The head's glow, a straight blue tail and a broad curved one of dust.
    fn comet(&self, x: f32, y: f32, (cx, cy, side): (f32, f32, f32)) -> Rgb {
        let (dx, dy) = ((x - cx) * side, cy - y);
        let distance = (dx * dx + dy * dy).sqrt();
        let head = decay(-distance * distance * 26_000.0) * 2.4
            + decay(-distance * 60.0) * 0.8
            + decay(-distance * 14.0) * 0.12;
        let along = dx * 0.72 + dy * 0.694;
        let across = dy * 0.72 - dx * 0.694;
        let mut sum = Rgb::new(0.85, 0.95, 1.0) * head;
        if along > 0.0 {
            let streaks = 0.75 + 0.4 * self.noise.at(across / (0.02 + along) * 9.0, along * 3.0);
            let ion = across - 0.02 * along;
            let blue = decay(-(ion / (0.004 + 0.05 * along)).powi(2)) * decay(-along * 2.6) * streaks;
            let dust = across + 0.34 * along * along + 0.02 * along;
            let wide = 0.006 + 0.2 * along;
            let pale = decay(-(dust / wide).powi(2)) * decay(-along * 3.0) * smooth(0.0, 0.05, along) * streaks;
            sum += Rgb::new(0.22, 0.46, 1.0) * (blue * 0.75) + Rgb::new(1.0, 0.86, 0.66) * (pale * 0.62);
        }
        sum
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
            column.paint(0.0, 1.0, |under, y| under + self.comet(x, y, comet));
        }
    }
}
