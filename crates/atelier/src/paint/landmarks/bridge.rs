//! A suspension bridge over the water.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
    },
    scene::{Scene, Thing},
};

pub(in crate::paint) struct Bridge {
    plan: Composition,
    noise: Noise,
    steel: Rgb,
    haze: Rgb,
    lamps: f32,
    deck: f32,
    towers: [f32; 2],
    tall: f32,
    scale: f32,
}

impl Bridge {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Bridge) {
            return None;
        }
        let mut choices = Choices::new(seed, 551);
        let falling = light.ambient * 0.9 + light.direct * 0.4;
        let paint = scene.hues.first().map_or(Rgb::hex(0xB8_4A34), |hue| {
            crate::colour::Lab::lch(hue.lightness * 0.8, hue.chroma * 0.8, hue.degrees).rgb()
        });
        let scale = plan.frame.unit.max(0.45);
        let tall = plan.horizon * choices.between(0.58, 0.66);
        Some(Self {
            plan,
            noise: Noise::new(seed, 552),
            steel: paint * falling,
            haze: light.haze,
            lamps: smooth(0.2, 0.7, light.night),
            deck: plan.horizon - 0.24 * tall - 0.035,
            towers: [plan.frame.aspect * 0.24, plan.frame.aspect * 0.76],
            tall,
            scale,
        })
    }

    /// The height of the main cable at a place.
    fn cable(&self, x: f32) -> f32 {
        let [left, right] = self.towers;
        let half = (right - left) * 0.5;
        let top = self.plan.horizon - self.tall + 0.012;
        let low = self.deck - 0.018;
        let t = if x < left {
            1.0 - (left - x) / (half * 0.92)
        } else if x > right {
            1.0 - (x - right) / (half * 0.92)
        } else {
            ((x - (left + right) * 0.5) / half).abs()
        };
        low + (top - low) * t.clamp(0.0, 1.0).powi(2)
    }

    fn tower(&self, under: Rgb, off: f32, y: f32) -> Rgb {
        let top = self.plan.horizon - self.tall;
        let pixel = self.plan.frame.pixel;
        let size = 0.026 * self.scale;
        let height = (y - top) / self.tall;
        // Two legs that lean together a little, and beams between them.
        let spread = size * lerp(0.72, 1.0, height);
        let leg = (0.0075 * self.scale * lerp(0.8, 1.25, height)) - (off.abs() - spread).abs();
        let beams = [0.02, 0.2, 0.4, 0.62, 0.8]
            .into_iter()
            .map(|at| 0.016 - (height - at).abs())
            .fold(f32::MIN, f32::max);
        let beam = (beams * self.tall).min(spread - off.abs());
        let inside = cover(leg.max(beam).min(y - top), pixel);
        let side = lerp(0.75, 1.2, smooth(-size, size, off * self.plan.side));
        let rust = 0.94 + 0.1 * self.noise.at(off * 300.0, y * 40.0);
        let foot = decay(-(self.plan.horizon - y).max(0.0) * 16.0) * 0.4;
        under.mix((self.steel * (side * rust)).mix(self.haze, 0.12 + foot), inside)
    }
}

impl Layer for Bridge {
    fn lay(&self, column: &mut Column<'_>) {
        let (x, pixel) = (column.x, self.plan.frame.pixel);
        let cable = self.cable(x);
        let gap = 0.021 * self.scale;
        let hanger = 0.0011 * self.scale - ((x / gap - (x / gap).floor() - 0.5) * gap).abs();
        let thin = self.steel.mix(self.haze, 0.3);
        column.paint(cable, self.deck, |under, _| under.mix(thin, cover(hanger, pixel) * 0.8));
        let thick = (0.0028 * self.scale).max(pixel * 0.6);
        column.paint(cable - 0.01, cable + 0.01, |under, y| {
            under.mix(self.steel, cover(thick - (y - cable).abs(), pixel))
        });
        let strut = (x / gap).fract();
        column.paint(self.deck - 0.006, self.deck + 0.03, |under, y| {
            let down = y - self.deck;
            let road = 0.0042 - (down - 0.002).abs();
            let lower = 0.0022 - (down - 0.021).abs();
            let truss = 0.0016 - ((down - 0.004) - 0.017 * (strut * 2.0 - 1.0).abs()).abs();
            let between = truss.min(down - 0.003).min(0.022 - down);
            under.mix(self.steel * 0.85, cover(road.max(lower).max(between), pixel))
        });
        for tower in self.towers {
            let off = x - tower;
            if off.abs() < 0.05 * self.scale {
                column.paint(
                    self.plan.horizon - self.tall - 0.004,
                    self.plan.horizon + 0.004,
                    |under, y| self.tower(under, off, y),
                );
            }
        }
        if self.lamps > 0.02 {
            let near = ((x / (gap * 2.0)).fract() - 0.5) * gap * 2.0;
            column.paint(self.deck - 0.03, self.deck + 0.02, |under, y| {
                let far = near * near + (y - self.deck + 0.008).powi(2);
                under
                    + Rgb::new(1.0, 0.72, 0.36)
                        * ((decay(-far * 160_000.0) * 1.6 + decay(-far * 9000.0) * 0.14) * self.lamps)
            });
        }
    }
}
