//! A river that winds through the meadows and carries the sky.

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

pub(in crate::paint) struct River {
    noise: Noise,
    plan: Composition,
    light: Light,
    bank: Rgb,
    sway: f32,
}

impl River {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::River) || plan.waterline.is_some() {
            return None;
        }
        let mut choices = Choices::new(seed, 651);
        let bank = match scene.season {
            Some(Season::Winter) => 0xD8_E2EC,
            Some(Season::Autumn) => 0x7A_6030,
            _ => 0x3E_5A26,
        };
        Some(Self {
            noise: Noise::new(seed, 652),
            plan,
            light,
            bank: Rgb::hex(bank) * (light.ambient + light.direct * 0.4),
            sway: choices.between(0.0, 6.0),
        })
    }

    /// The middle and half the width of the river at a height of the picture.
    fn course(&self, y: f32) -> (f32, f32) {
        let down = (y - self.plan.horizon).max(0.002);
        let depth = 0.3 / down;
        let swing = crate::steady::sine(depth * 1.5 + self.sway) + 0.3 * crate::steady::sine(depth * 2.9 + 1.0);
        let middle = self.plan.frame.aspect * 0.5 + swing * 0.7 * down / 0.5 - 0.2 * self.plan.side * (0.5 - down);
        (middle, 0.3 * down)
    }
}

impl Layer for River {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let from = self.plan.horizon + 0.045;
        column.paint(from, 1.0, |under, y| {
            let down = y - self.plan.horizon;
            let (middle, half) = self.course(y);
            let ragged = (0.016 * self.noise.fbm(x * 9.0, y * 24.0, 4) + 0.01 * self.noise.at(x * 60.0, y * 90.0))
                * (0.3 + down * 2.0);
            let inside = half - (x - middle).abs() + ragged;
            let fade = smooth(0.0, 0.05, y - from);
            let bank = smooth(-0.012 * (0.2 + down * 4.0), 0.0, inside) * fade;
            let ripple = self.noise.at(x * 22.0 / (0.2 + down), down * 160.0 / (0.3 + down)) * 0.5
                + self.noise.at(x * 7.0, down * 60.0) * 0.5;
            let t = (down * 1.7 + 0.05 * ripple).clamp(0.0, 1.0);
            let sky = self
                .light
                .low
                .mix(self.light.middle, smooth(0.05, 0.45, t))
                .mix(self.light.zenith, smooth(0.35, 0.95, t))
                .rgb();
            let near_bank = decay(-inside.max(0.0) / (0.018 + 0.1 * down));
            let water = (sky * (0.86 + 0.16 * ripple)).mix(self.bank * 0.45, near_bank * 0.75);
            let gleam =
                decay(-((x - self.plan.light.0) * 3.0).powi(2)) * smooth(0.35, 0.7, ripple) * self.light.clearness;
            let water = water + self.light.glow * (gleam * lerp(0.3, 0.1, self.light.night));
            under
                .mix(self.bank * (0.6 + 0.2 * ripple), bank * 0.8)
                .mix(water, cover(inside, self.plan.frame.pixel * 1.5) * fade)
        });
    }
}
