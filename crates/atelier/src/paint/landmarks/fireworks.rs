//! Fireworks: globes of sparks that slow down, sink and go out.

use crate::{
    colour::Rgb,
    noise::{Choices, decay},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, to_stretch},
        light::Light,
    },
    scene::{Scene, Thing},
};

const COLOURS: [Rgb; 6] = [
    Rgb::new(1.0, 0.62, 0.2),
    Rgb::new(1.0, 0.16, 0.2),
    Rgb::new(0.2, 0.5, 1.0),
    Rgb::new(0.3, 1.0, 0.45),
    Rgb::new(0.95, 0.3, 0.95),
    Rgb::new(1.0, 0.9, 0.68),
];
/// Sparks of one shell.
const SPARKS: usize = 90;

pub(in crate::paint) struct Fireworks {
    sparks: Vec<Spark>,
    shells: Vec<Shell>,
    pixel: f32,
    horizon: f32,
}

/// One burst: where it hangs in the picture, how far its sparks fly, and its colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shell {
    pub centre: (f32, f32),
    pub radius: f32,
    pub colour: Rgb,
}

/// The trace of one spark, as three stretches.
struct Spark {
    path: [(f32, f32); 4],
    colour: Rgb,
}

impl Fireworks {
    pub fn new(scene: &Scene, plan: Composition, _: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Fireworks) {
            return None;
        }
        let mut choices = Choices::new(seed, 511);
        let (mut sparks, mut shells) = (Vec::new(), Vec::new());
        let low = plan.horizon.min(0.85);
        for index in 0..6 {
            let x = plan.frame.aspect * (0.14 + 0.145 * index as f32 + choices.between(-0.04, 0.04));
            let y = low * choices.between(0.16, 0.46);
            let radius = low * choices.between(0.14, 0.3) * plan.frame.unit.max(0.4);
            let colour = COLOURS[(index + (choices.unit() * 2.0) as usize) % COLOURS.len()];
            let second = choices.pick(&COLOURS).unwrap_or(COLOURS[0]);
            shells.push(Shell {
                centre: (x, y),
                radius,
                colour,
            });
            for spark in 0..SPARKS {
                sparks.push(Spark::new(
                    (x, y),
                    radius,
                    spark,
                    colour.mix(second, 0.35 * choices.unit()),
                ));
            }
        }
        Some(Self {
            sparks,
            shells,
            pixel: plan.frame.pixel,
            horizon: plan.horizon,
        })
    }

    /// Its bursts, from left to right.
    pub fn shells(&self) -> Vec<Shell> {
        self.shells.clone()
    }
}

impl Spark {
    /// Sparks leave in directions spread evenly over a sphere, of which the eye sees a disc.
    fn new(centre: (f32, f32), radius: f32, number: usize, colour: Rgb) -> Self {
        let height = 1.0 - 2.0 * (number as f32 + 0.5) / SPARKS as f32;
        let flat = (1.0 - height * height).sqrt();
        let angle = number as f32 * 2.399_963;
        let (across, up) = (flat * crate::steady::cosine(angle), height);
        let at = |t: f32| {
            let way = radius * (1.0 - (1.0 - t) * (1.0 - t));
            (centre.0 + across * way, centre.1 - up * way + 0.32 * radius * t * t)
        };
        Self {
            path: [at(0.32), at(0.55), at(0.78), at(1.0)],
            colour,
        }
    }

    fn lay(&self, column: &mut Column<'_>, thick: f32) {
        let x = column.x;
        let reach = thick * 3.0;
        for (index, pair) in self.path.windows(2).enumerate() {
            let (from, to) = (pair[0], pair[1]);
            if x < from.0.min(to.0) - reach || x > from.0.max(to.0) + reach {
                continue;
            }
            let (top, bottom) = (from.1.min(to.1) - reach, from.1.max(to.1) + reach);
            let tip = index == 2;
            column.paint(top, bottom, |under, y| {
                let (off, along) = to_stretch((x, y), from, to);
                let fade = (index as f32 + along) / 3.0;
                let line = decay(-(off / thick).powi(2)) * (0.16 + 0.6 * fade * fade);
                let head = if tip {
                    let far = (x - to.0).powi(2) + (y - to.1).powi(2);
                    decay(-far / (thick * thick * 2.2)) * 1.3
                } else {
                    0.0
                };
                under + self.colour * line + self.colour.mix(Rgb::WHITE, 0.6) * head
            });
        }
    }
}

impl Layer for Fireworks {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint(0.0, self.horizon, |under, y| {
            let mut sum = under;
            for shell in &self.shells {
                let (dx, dy) = (x - shell.centre.0, y - shell.centre.1);
                let far = (dx.powi(2) + dy.powi(2)) / (shell.radius * shell.radius);
                sum += shell.colour * (decay(-far * 1.3) * 0.1);
            }
            sum
        });
        for spark in &self.sparks {
            spark.lay(column, (0.0016_f32).max(self.pixel * 0.75));
        }
    }
}
