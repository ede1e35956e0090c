//! A stand of birches: white stems with dark marks, and small leaves above.

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

pub(in crate::paint) struct Birches {
    noise: Noise,
    plan: Composition,
    stems: Vec<Stem>,
    clumps: Vec<(f32, f32, f32, Rgb, Rgb)>,
    ground: [Rgb; 2],
}

struct Stem {
    foot: (f32, f32),
    lean: f32,
    thick: f32,
    colour: Rgb,
    dark: Rgb,
    seed: f32,
}

impl Birches {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Birches) {
            return None;
        }
        let mut choices = Choices::new(seed, 621);
        let falling = light.ambient * 1.1 + light.direct * 0.42;
        let (mut stems, mut clumps) = (Vec::new(), Vec::new());
        let codes = match scene.season {
            Some(Season::Winter) => [0xD0_DAE6, 0xF4_F8FC],
            Some(Season::Spring) => [0x6A_9A30, 0xB4_D45C],
            Some(Season::Summer) => [0x3E_6A26, 0x86_A842],
            _ => [0xB8_7A1C, 0xF4_C63C],
        };
        let ground = match scene.season {
            Some(Season::Winter) => [0xC4_D0DE, 0xF0_F4FA],
            Some(Season::Summer | Season::Spring) => [0x35_5224, 0x72_9038],
            _ => [0x6A_4A1C, 0xC8_8E2E],
        };
        for (row, (foot, thick, far, count)) in [
            (0.7, 0.0045, 0.72, 20),
            (0.77, 0.008, 0.45, 13),
            (0.87, 0.015, 0.18, 8),
            (1.02, 0.03, 0.0, 4),
        ]
        .into_iter()
        .enumerate()
        {
            for index in 0..count {
                let x = plan.frame.aspect * (index as f32 + choices.between(0.1, 0.9)) / count as f32;
                stems.push(Stem {
                    foot: (x, foot + choices.between(-0.015, 0.02)),
                    lean: choices.between(-0.06, 0.06),
                    thick: thick * choices.between(0.75, 1.2) * plan.frame.unit.max(0.6),
                    colour: (Rgb::hex(0xEE_EAE2) * falling).mix(light.haze, far),
                    dark: (Rgb::hex(0x2A_2624) * falling).mix(light.haze, far),
                    seed: (row * 100 + index) as f32,
                });
            }
            let leaves = if scene.season == Some(Season::Winter) { 0 } else { 90 };
            for _ in 0..leaves {
                let bare = 0.34 - 0.06 * row as f32;
                let y = choices.unit() * choices.unit() * (bare + 0.2) - 0.04;
                clumps.push((
                    choices.between(-0.05, 1.05) * plan.frame.aspect,
                    y,
                    choices.between(0.022, 0.055) * (0.7 + 0.35 * row as f32),
                    (Rgb::hex(codes[0]) * falling).mix(light.haze, far * 0.8),
                    (Rgb::hex(codes[1]) * falling).mix(light.haze, far * 0.8),
                ));
            }
        }
        Some(Self {
            noise: Noise::new(seed, 622),
            plan,
            stems,
            clumps,
            ground: ground.map(|code| Rgb::hex(code) * falling),
        })
    }

    fn lay_stem(&self, column: &mut Column<'_>, stem: &Stem) {
        let (x, pixel) = (column.x, self.plan.frame.pixel);
        if (x - stem.foot.0).abs() > stem.thick * 1.5 + stem.lean.abs() {
            return;
        }
        column.paint(0.0, stem.foot.1, |under, y| {
            let up = stem.foot.1 - y;
            let bend = stem.lean * up + 0.012 * self.noise.at(up * 3.0, stem.seed);
            let thick = stem.thick * lerp(1.1, 0.55, up) + 0.5 * stem.thick * decay(-up * 30.0);
            let off = (x - stem.foot.0 - bend) / thick;
            let inside = cover((1.0 - off.abs()) * thick, pixel);
            if inside <= 0.0 {
                return under;
            }
            let round = 0.6 + 0.42 * smooth(-1.0, 0.7, off * self.plan.side) - 0.12 * smooth(0.5, 1.0, off.abs());
            let band = self.noise.at(off * 0.9 + stem.seed, y / stem.thick * 0.42);
            let fine = self.noise.at(off * 2.0, y / stem.thick * 1.7 + stem.seed * 3.0);
            let mark = smooth(0.3, 0.5, band + 0.4 * fine - 0.12 * off.abs())
                .max(0.8 * decay(-up * 22.0) * smooth(-0.2, 0.4, fine));
            under.mix(stem.colour.mix(stem.dark, mark * 0.9) * round, inside)
        });
    }
}

impl Layer for Birches {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let line = 0.69 + 0.012 * self.noise.fbm(x * 4.0, 2.0, 3);
        column.paint(line - 0.02, 1.0, |under, y| {
            let scale = 1.0 / (0.08 + (y - line).max(0.0));
            let leaf =
                self.noise.fbm(x * 9.0 * scale.min(6.0), y * 70.0, 4) + 0.5 * self.noise.at(x * 120.0, y * 160.0);
            let soil = self.ground[0].mix(self.ground[1], smooth(-0.5, 0.5, leaf));
            under.mix(soil, smooth(-0.02, 0.06, y - line))
        });
        for stem in &self.stems {
            self.lay_stem(column, stem);
        }
        for (cx, cy, size, shade, lit) in &self.clumps {
            let dx = (x - cx) / size;
            if dx.abs() > 1.2 {
                continue;
            }
            column.paint(cy - 1.2 * size, cy + 1.2 * size, |under, y| {
                let dy = (y - cy) / size;
                let leaf = self.noise.at(x * 75.0, y * 75.0) + 0.5 * self.noise.at(x * 190.0, y * 190.0);
                let inside = smooth(0.9, 0.72, (dx * dx + dy * dy).sqrt() + 0.7 * leaf.abs() + 0.35 * leaf);
                under.mix(shade.mix(*lit, smooth(-0.4, 0.5, leaf - 0.4 * dy)), inside * 0.95)
            });
        }
    }
}
