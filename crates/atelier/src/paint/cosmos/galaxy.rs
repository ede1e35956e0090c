//! Spiral galaxies: two arms that wind around a warm heart, seen at a slant.

use crate::{
    colour::{Lab, Rgb},
    noise::{Choices, Noise, decay, smooth},
    paint::{
        canvas::{Column, Frame},
        layer::Layer,
    },
    scene::Scene,
    steady::{cosine, sine},
};

/// Steps from the heart to the rim for which the turn of the arms is known.
const STEPS: usize = 256;

pub(super) struct Galaxy {
    noise: Noise,
    centre: (f32, f32),
    size: f32,
    /// How the disc's long axis lies.
    turn: (f32, f32),
    /// How flat it looks, 0 to 1.
    slant: f32,
    /// Sine and cosine of how far an arm has turned, by its distance from the heart.
    winding: Vec<(f32, f32)>,
    arms: Rgb,
    heart: Rgb,
}

impl Layer for Galaxy {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let reach = self.size * 1.15;
        if (x - self.centre.0).abs() > reach {
            return;
        }
        column.paint(self.centre.1 - reach, self.centre.1 + reach, |under, y| {
            let (light, dust) = self.light(x - self.centre.0, y - self.centre.1);
            under * (1.0 - dust) + light
        });
    }
}

impl Galaxy {
    /// A large one, and a few that are far away.
    pub fn several(scene: &Scene, frame: Frame, seed: u64) -> Vec<Self> {
        let mut choices = Choices::new(seed, 221);
        let main = (frame.aspect * choices.between(0.44, 0.56), choices.between(0.44, 0.54));
        let mut galaxies = vec![Self::new(
            scene,
            (seed, 0),
            &mut choices,
            main,
            0.46 * frame.unit.max(0.5),
        )];
        for index in 1..4 {
            let side = choices.side();
            let place = (
                frame.aspect * (0.5 + side * choices.between(0.3, 0.46)),
                choices.between(0.08, 0.92),
            );
            let size = choices.between(0.02, 0.045);
            galaxies.push(Self::new(scene, (seed, index), &mut choices, place, size));
        }
        galaxies
    }

    fn new(scene: &Scene, (seed, index): (u64, u32), choices: &mut Choices, centre: (f32, f32), size: f32) -> Self {
        let angle = choices.between(0.0, std::f32::consts::PI);
        let sense = choices.side();
        let hue = scene.hues.first().map_or(255.0, |hue| hue.degrees);
        Self {
            noise: Noise::new(seed, 222 + index),
            centre,
            size,
            turn: (cosine(angle), sine(angle)),
            slant: choices.between(0.45, 0.75),
            winding: (0..=STEPS)
                .map(|step| {
                    let t = step as f32 / STEPS as f32;
                    let wound = sense * 9.2 * (t + 0.02).sqrt();
                    (sine(wound), cosine(wound))
                })
                .collect(),
            arms: Lab::lch(0.72, 0.1, hue).rgb(),
            heart: Lab::lch(0.88, 0.09, 75.0).rgb(),
        }
    }

    fn light(&self, dx: f32, dy: f32) -> (Rgb, f32) {
        let u = (dx * self.turn.0 + dy * self.turn.1) / self.size;
        let v = (dy * self.turn.0 - dx * self.turn.1) / (self.size * self.slant);
        let r = (u * u + v * v).sqrt();
        let fade = smooth(1.05, 0.55, r);
        if fade <= 0.0 {
            return (Rgb::BLACK, 0.0);
        }
        let (sin, cos) = self.winding[((r * STEPS as f32) as usize).min(STEPS)];
        let (au, av) = (u * cos + v * sin, v * cos - u * sin);
        let (nu, nv) = (au / r.max(0.02), av / r.max(0.02));
        // The cosine of twice the angle makes two arms.
        let ripple = 0.35 * self.noise.fbm(u * 5.0 + 3.0, v * 5.0, 4);
        let arm = (0.5 + 0.5 * (nu * nu - nv * nv + ripple)).clamp(0.0, 1.0);
        let arm = arm * arm;
        let clumps = smooth(-0.3, 0.6, self.noise.fbm(u * 9.0, v * 9.0 + 7.0, 4));
        let lane = smooth(0.2, 0.5, nu * nv + 0.5 * ripple) * smooth(0.08, 0.2, r) * smooth(0.95, 0.5, r);
        let disc = decay(-r * 2.6) * fade;
        let pink = smooth(0.32, 0.6, self.noise.fbm(u * 14.0 + 31.0, v * 14.0, 3)) * arm * smooth(0.12, 0.3, r);
        let heart = decay(-r * r * 95.0) * 1.5 + decay(-r * 7.5) * 0.55;
        let light = self.arms * (disc * (0.1 + 1.5 * arm * (0.35 + clumps)) * (1.0 - 0.65 * lane))
            + Rgb::new(0.9, 0.2, 0.36) * (pink * disc * 0.9)
            + self.heart * (heart * (1.0 - 0.3 * lane));
        (light, (0.5 * lane * disc).min(0.6))
    }
}
