//! A windmill on a rise: a tapering tower, a cap and four lattice sails.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
    },
    scene::{Scene, Season, Thing},
};

use super::crown::Crown;

#[derive(Clone)]
pub(in crate::paint) struct Windmill {
    shows: Shows,
    noise: Noise,
    plan: Composition,
    crown: Crown,
    falling: Rgb,
    lamp: f32,
    turn: (f32, f32),
    tall: f32,
    foot: (f32, f32),
}

/// What of a windmill a layer shows.
#[derive(Clone, Copy, PartialEq)]
enum Shows {
    Tower,
    Sails,
}

/// Where the sails turn, above the foot, for a height of one.
const HUB: f32 = 0.85;

impl Windmill {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Windmill) {
            return None;
        }
        let mut choices = Choices::new(seed, 571);
        let crown = Crown::new(scene, plan, light, 0.82, seed);
        let angle = choices.between(0.2, 1.3);
        Some(Self {
            shows: Shows::Tower,
            noise: Noise::new(seed, 572),
            plan,
            falling: light.ambient + light.direct * 0.45,
            lamp: smooth(0.3, 0.8, light.night) + if scene.season == Some(Season::Winter) { 0.1 } else { 0.0 },
            turn: (crate::steady::cosine(angle), crate::steady::sine(angle)),
            tall: 0.42 * plan.frame.unit.max(0.45),
            foot: (plan.focus, crown.top(plan.focus) + 0.012),
            crown,
        })
    }

    /// The tower on its rise, and the sails before it.
    pub fn apart(self) -> (Self, Self) {
        let sails = Self {
            shows: Shows::Sails,
            ..self.clone()
        };
        (self, sails)
    }

    /// Around what the sails turn.
    pub fn hub(&self) -> (f32, f32) {
        (self.foot.0, self.foot.1 - HUB * self.tall)
    }

    fn tower(&self, under: Rgb, u: f32, v: f32, pixel: f32) -> Rgb {
        let half = lerp(0.2, 0.115, v);
        let body = (half - u.abs()).min(v + 0.02).min(0.82 - v);
        let lit = lerp(0.55, 1.15, smooth(-half, half, u * self.plan.side));
        let brick = 0.92 + 0.1 * self.noise.at(u * 60.0, v * 90.0);
        let mut colour = under.mix(Rgb::hex(0xD8_CDB8) * self.falling * (lit * brick), cover(body, pixel));
        let gallery = (0.25 - u.abs()).min(0.014 - (v - 0.3).abs());
        colour = colour.mix(Rgb::hex(0x4A_3A2C) * self.falling, cover(gallery, pixel));
        for (at, size) in [(0.14, 0.05), (0.46, 0.03), (0.63, 0.026)] {
            let pane = (size * 0.75 - u.abs()).min(size - (v - at).abs());
            let glass = Rgb::hex(0x3A_342E) * self.falling + Rgb::new(1.3, 0.75, 0.28) * self.lamp;
            colour = colour.mix(glass, cover(pane, pixel));
        }
        let top = (v - 0.8) / 0.14;
        let cap = (0.15 * (1.0 - top * top).max(0.0).sqrt() - u.abs())
            .min(v - 0.8)
            .min(0.94 - v);
        colour.mix(Rgb::hex(0x5A_3A2C) * self.falling * lit, cover(cap, pixel))
    }

    fn sails(&self, under: Rgb, u: f32, v: f32, pixel: f32) -> Rgb {
        let (x, y) = (u, v - HUB);
        let (a, b) = (x * self.turn.0 + y * self.turn.1, y * self.turn.0 - x * self.turn.1);
        let mut colour = under;
        for (along, across) in [(a, b), (-a, -b), (b, -a), (-b, a)] {
            let spar = (0.011 - across.abs()).min(along).min(0.62 - along);
            // The lattice lies on one side of the spar.
            let field = (across - 0.008).min(0.1 - across).min(along - 0.12).min(0.6 - along);
            let slat = |t: f32| 0.0055 - ((t - t.floor()) - 0.5).abs() * 0.038;
            let lattice = slat(along / 0.038)
                .max(0.005 - (across - 0.055).abs())
                .max(0.006 - (across - 0.097).abs());
            let cloth = cover(field, pixel) * if along > 0.3 { 0.5 } else { 0.2 };
            colour = colour
                .mix(Rgb::hex(0xE4_D8C0) * self.falling, cloth)
                .mix(
                    Rgb::hex(0x54_3E2E) * self.falling,
                    cover(lattice.min(field + 0.006), pixel),
                )
                .mix(Rgb::hex(0x48_3426) * self.falling, cover(spar, pixel));
        }
        let hub = 0.026 - (a * a + b * b).sqrt();
        colour.mix(Rgb::hex(0x3A_2C24) * self.falling, cover(hub, pixel))
    }
}

impl Layer for Windmill {
    fn lay(&self, column: &mut Column<'_>) {
        let u = (column.x - self.foot.0) / self.tall;
        let pixel = self.plan.frame.pixel / self.tall;
        if u.abs() < 0.75 {
            column.paint(self.foot.1 - 1.55 * self.tall, self.foot.1 + 0.02, |under, y| {
                let v = (self.foot.1 - y) / self.tall;
                let glow = decay(-(u * u + (v - 0.14).powi(2)) * 30.0) * self.lamp * 0.1;
                match self.shows {
                    Shows::Tower => self.tower(under, u, v, pixel) + Rgb::new(1.0, 0.6, 0.2) * glow,
                    Shows::Sails => self.sails(under, u, v, pixel),
                }
            });
        }
        if self.shows == Shows::Tower {
            self.crown.lay(column);
        }
    }
}
