//! A rise of ground in the foreground for what must stand on something.

use crate::{
    colour::Rgb,
    noise::{Noise, smooth},
    paint::{canvas::Column, composition::Composition, layer::cover, light::Light},
    scene::{Scene, Season},
};

/// A knoll with grass or snow on it.
#[derive(Clone)]
pub(super) struct Crown {
    noise: Noise,
    plan: Composition,
    soil: [Rgb; 2],
    base: f32,
}

impl Crown {
    pub fn new(scene: &Scene, plan: Composition, light: Light, base: f32, seed: u64) -> Self {
        let colours = match scene.season {
            Some(Season::Winter) => [0xB8_C8DA, 0xEC_F2F8],
            Some(Season::Autumn) => [0x5A_4A20, 0xA8_8236],
            Some(Season::Spring) => [0x3E_6A24, 0x86_B048],
            _ => [0x33_5220, 0x72_8E38],
        };
        let falling = light.ambient + light.direct * 0.42;
        Self {
            noise: Noise::new(seed, 560),
            plan,
            soil: colours.map(|colour| Rgb::hex(colour) * falling),
            base,
        }
    }

    /// Where the ground begins at a place.
    pub fn top(&self, x: f32) -> f32 {
        let off = ((x - self.plan.focus) / self.plan.frame.aspect).abs();
        self.base + 0.17 * smooth(0.08, 0.75, off) + 0.007 * self.noise.fbm(x * 6.0, 1.0, 3)
    }

    pub fn lay(&self, column: &mut Column<'_>) {
        let (x, pixel) = (column.x, self.plan.frame.pixel);
        let top = self.top(x);
        let blades = 0.008 * (0.5 + self.noise.at(x * 130.0, 3.0)) + 0.005 * self.noise.at(x * 320.0, 8.0);
        column.paint(top - 0.02, 1.0, |under, y| {
            let down = y - top;
            let patch = self.noise.fbm(x * 5.0, y * 12.0, 4);
            let blade = self.noise.at(x * 110.0 + y * 9.0, y * 26.0);
            let soil = self.soil[0].mix(self.soil[1], smooth(-0.5, 0.6, patch + 0.5 * blade));
            let depth = 1.0 - 0.55 * smooth(0.0, 0.3, down);
            under.mix(soil * depth, cover(down + blades, pixel))
        });
    }
}
