//! Land in the sea and beside it: an island and the beach.

use super::{
    canvas::Column,
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Place, Scene, Season, Thing},
};

/// An island on the horizon.
pub(super) struct Island {
    noise: Noise,
    plan: Composition,
    land: Rgb,
    tall: f32,
}

/// A strip of sand before the sea.
pub(super) struct Beach {
    noise: Noise,
    plan: Composition,
    sand: Rgb,
    foam: Rgb,
}

impl Island {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let ground = match scene.season {
            Some(Season::Winter) => Rgb::hex(0xB8_C0C8),
            _ => Rgb::hex(0x3C_4C36),
        };
        let fog = 1.0 - decay(-light.thickness * 2.6);
        scene.has(Thing::Island).then(|| Self {
            noise: Noise::new(seed, 82),
            plan,
            land: (ground * (light.ambient + light.direct * 0.25) * 0.8).mix(light.haze, fog * 0.8),
            tall: 0.17 * plan.frame.unit.max(0.3),
        })
    }
}

impl Layer for Island {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let reach = 0.3 * self.plan.frame.unit;
        let off = (x - self.plan.focus) / reach;
        if off.abs() > 1.0 {
            return;
        }
        let mound = (1.0 - off * off).max(0.0);
        let shape =
            mound * (0.55 + 0.55 * self.noise.fbm(x * 5.0, 3.0, 4)) + 0.4 * smooth(0.55, 0.0, (off + 0.25).abs());
        let trees = 0.05 * mound.sqrt() * (1.0 + self.noise.fbm(x * 60.0, 8.0, 3));
        let height = self.tall * (shape * 0.85 + trees);
        column.paint(
            self.plan.horizon - height - 0.01,
            self.plan.horizon + 0.002,
            |under, y| {
                let up = self.plan.horizon - y;
                let inside = cover((height - up).min(up + 0.002), self.plan.frame.pixel);
                let grain = self.noise.fbm(x * 26.0, y * 34.0, 3);
                under.mix(self.land * (1.0 + 0.28 * grain), inside)
            },
        );
    }
}

impl Beach {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let falling = light.direct * 0.45 + light.ambient;
        scene.is_at(Place::Beach).then(|| Self {
            noise: Noise::new(seed, 83),
            plan,
            sand: Rgb::hex(0xE2_C696) * falling,
            foam: Rgb::hex(0xF6_FAFA) * falling * 1.05,
        })
    }
}

impl Layer for Beach {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let slant = (x / self.plan.frame.aspect - 0.5) * 0.14 * self.plan.side;
        let shore = 0.74 + slant + 0.022 * self.noise.fbm(x * 2.6, 1.0, 3);
        let second_at = 0.055 + 0.02 * self.noise.at(x * 3.0, 7.0);
        column.paint(shore - 0.14, 1.0, |under, y| {
            let past = y - shore;
            let shallow = under.mix(self.sand.mix(under, 0.3), smooth(-0.14, 0.0, past) * 0.5);
            let (mut first, mut second) = (0.0, 0.0);
            if past < 0.02 {
                let lace = self.noise.fbm(x * 18.0, y * 30.0, 4);
                second = decay(-((past + second_at) / 0.006).powi(2)) * smooth(-0.1, 0.3, lace + 0.1);
                first = smooth(-0.018, -0.002, past + 0.008 * lace) * smooth(0.007, 0.001, past);
            }
            if past < -0.003 {
                return shallow.mix(self.foam, (first * 0.85 + second * 0.6).min(0.95));
            }
            let depth = 1.0 + 1.6 * past;
            let ripple =
                self.noise.at(x * 30.0 / depth, y * 90.0 / depth) * 0.035 + self.noise.fbm(x * 4.0, y * 11.0, 4) * 0.09;
            let grain = (self.noise.dice((x * 1500.0) as i32, (y * 1500.0) as i32) - 0.5) * 0.07;
            let wet = smooth(0.05, 0.0, past);
            let dry = self.sand * ((1.0 + ripple + grain) * lerp(1.0, 0.62, wet));
            let ground = shallow.mix(dry, smooth(-0.002, 0.003, past));
            ground.mix(self.foam, (first * 0.85).min(0.95))
        });
    }
}
