//! Hot-air balloons, striped, at several distances.

use crate::{
    colour::Rgb,
    noise::{Choices, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
    },
    scene::{Scene, Thing},
};

/// Pairs of colours that balloons are sewn from.
const CLOTH: [[u32; 3]; 6] = [
    [0xC8_3A2C, 0xF4_E6CC, 0xE8_A23C],
    [0x2A_5A8C, 0xF2_EAD8, 0xE0_7A4A],
    [0xE8_A82E, 0xB8_3A2A, 0xF6_EED8],
    [0x3A_7A5C, 0xF0_E6C8, 0xD8_8A3A],
    [0x7A_3A6C, 0xE8_A0A8, 0xF4_E4D0],
    [0xD8_5A3A, 0x2E_4A6A, 0xF2_DCB0],
];

pub(in crate::paint) struct Balloons {
    each: Vec<Balloon>,
    pixel: f32,
    falling: Rgb,
    haze: Rgb,
    side: f32,
    lamp: f32,
}

struct Balloon {
    /// The middle of the envelope's top, and the height of all of it.
    top: (f32, f32),
    tall: f32,
    far: f32,
    cloth: [Rgb; 3],
    gores: f32,
}

impl Balloons {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Balloons) {
            return None;
        }
        let mut choices = Choices::new(seed, 501);
        let sky = plan.horizon.min(0.9);
        let mut each: Vec<Balloon> = (0..7)
            .map(|index| {
                let share = [1.0, 0.62, 0.44, 0.34, 0.26, 0.2, 0.15][index];
                let spread = [0.0, 0.3, -0.27, 0.17, -0.4, 0.4, -0.13][index] * -plan.side;
                let tall = 0.42 * share * plan.frame.unit.max(0.35);
                let across = plan.focus + (spread + choices.between(-0.04, 0.04)) * plan.frame.aspect;
                let across = across.clamp(0.07 * plan.frame.aspect, 0.93 * plan.frame.aspect);
                Balloon {
                    top: (
                        across,
                        choices.between(0.06, (sky - tall).max(0.1) * 0.8) * if index == 0 { 0.6 } else { 1.0 },
                    ),
                    tall,
                    far: (1.0 - share) * 0.5,
                    cloth: choices.pick(&CLOTH).unwrap_or(CLOTH[0]).map(Rgb::hex),
                    gores: choices.between(7.0, 11.0).floor(),
                }
            })
            .collect();
        each.reverse();
        Some(Self {
            each,
            pixel: plan.frame.pixel,
            falling: light.ambient * 1.1 + light.direct * 0.5,
            haze: light.haze,
            side: plan.side,
            lamp: smooth(0.3, 0.8, light.night),
        })
    }
}

impl Balloons {
    /// Every balloon by itself, from the farthest to the nearest.
    pub fn apart(self) -> Vec<Self> {
        let (pixel, falling, haze, side, lamp) = (self.pixel, self.falling, self.haze, self.side, self.lamp);
        let alone = |balloon| Self {
            each: vec![balloon],
            pixel,
            falling,
            haze,
            side,
            lamp,
        };
        self.each.into_iter().map(alone).collect()
    }

    /// How near the nearest one is, 0 to 1.
    pub fn near(&self) -> f32 {
        self.each
            .iter()
            .fold(0.0, |near, balloon| near.max(1.0 - 2.0 * balloon.far))
    }
}

/// Half the width of the envelope at a height, 0 at the top and 1 at its mouth, for a height of one.
fn half_width(v: f32) -> f32 {
    if v < 0.45 {
        let t = (v - 0.45) / 0.45;
        return 0.42 * (1.0 - t * t).max(0.0).sqrt();
    }
    let t = (v - 0.45) / 0.55;
    lerp(0.42, 0.07, t * t * (1.9 - 0.9 * t))
}

impl Layer for Balloons {
    fn lay(&self, column: &mut Column<'_>) {
        for balloon in &self.each {
            let dx = column.x - balloon.top.0;
            if dx.abs() < 0.36 * balloon.tall {
                let (from, until) = (balloon.top.1, balloon.top.1 + balloon.tall);
                column.paint(from - self.pixel, until, |under, y| {
                    self.over(under, balloon, dx, y - from)
                });
            }
        }
    }
}

impl Balloons {
    fn over(&self, under: Rgb, balloon: &Balloon, dx: f32, dy: f32) -> Rgb {
        let envelope = 0.76 * balloon.tall;
        let (u, v) = (dx / envelope, dy / envelope);
        let pixel = self.pixel / envelope;
        let veil = |colour: Rgb| colour.mix(self.haze, balloon.far);
        if v > 1.0 {
            // Ropes, then the basket.
            let rope = (0.008 - (u.abs() - lerp(0.065, 0.05, (v - 1.0) / 0.2)).abs()).min(1.22 - v);
            let basket = (0.062 - u.abs()).min(v - 1.18).min(1.3 - v);
            let weave = 0.8 + 0.3 * ((v * 40.0).fract() - 0.5);
            return under
                .mix(veil(Rgb::hex(0x4A_3828) * self.falling), cover(rope, pixel) * 0.8)
                .mix(veil(Rgb::hex(0x7A_4E2C) * self.falling * weave), cover(basket, pixel));
        }
        let half = half_width(v.clamp(0.0, 1.0));
        let inside = cover((half - u.abs()).min(v), pixel);
        if inside <= 0.0 {
            return under;
        }
        let t = (u / half.max(0.01)).clamp(-1.0, 1.0);
        // Gores look narrower towards the edge of a round thing.
        let turned = t * (0.72 + 0.28 * t * t * t * t);
        let gore = turned * balloon.gores * 0.5 + 0.5;
        let number = gore.floor();
        let seam = (gore - number - 0.5).abs();
        let cloth = if number as i32 % 2 == 0 {
            balloon.cloth[0]
        } else {
            balloon.cloth[1]
        };
        let band = smooth(0.5, 0.52, v) * smooth(0.64, 0.62, v);
        let cloth = cloth.mix(balloon.cloth[2], band.max(smooth(0.94, 0.96, v)));
        let lit = lerp(0.42, 1.18, smooth(-0.9, 0.9, t * self.side + (0.4 - v) * 0.5));
        let edge = 1.0 - 0.35 * t * t;
        let fold = 1.0 - 0.16 * smooth(0.38, 0.5, seam);
        let fire = Rgb::new(1.3, 0.62, 0.18) * (self.lamp * decay(-(1.0 - v) * 2.6) * 0.9);
        under.mix(
            veil(cloth * self.falling * (lit * edge * fold * 1.15) + cloth * fire),
            inside,
        )
    }
}
