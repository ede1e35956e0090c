//! A river that winds through the meadows, with trees along it, and carries the sky.

use super::strewn::{Dab, Mass, Strewn, grow};
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
    palette: Palette,
    course: Course,
    /// What grows on the meadows, from far to near.
    growth: Strewn,
}

/// The colours of the meadows in one season, in the light of the hour.
#[derive(Clone, Copy)]
struct Palette {
    /// Fields, fresh to dry.
    fields: [Rgb; 3],
    bank: Rgb,
    bark: Rgb,
    /// The trees that may stand there, each from shade to light.
    trees: [[Rgb; 3]; 4],
    bare: bool,
}

/// The line that the river follows over the ground.
#[derive(Clone, Copy)]
struct Course {
    aspect: f32,
    sway: f32,
    side: f32,
}

impl River {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::River) || plan.waterline.is_some() {
            return None;
        }
        let mut choices = Choices::new(seed, 651);
        let palette = Palette::new(scene.season, light);
        let course = Course {
            aspect: plan.frame.aspect,
            sway: choices.between(0.2, 1.2),
            side: plan.side,
        };
        let growth = growth(plan, light, &palette, course, &mut choices);
        Some(Self {
            noise: Noise::new(seed, 652),
            plan,
            light,
            palette,
            course,
            growth: Strewn::new(plan.frame, &growth),
        })
    }

    /// Two wooded rises behind the plain.
    fn lay_hills(&self, column: &mut Column<'_>) {
        let (x, pixel, horizon) = (column.x, self.plan.frame.pixel, self.plan.horizon);
        for (row, (tall, share, far)) in [(0.15, 1.1, 0.68), (0.085, 1.9, 0.42)].into_iter().enumerate() {
            let seed = row as f32 * 20.0;
            let roll = 0.55 + 0.9 * self.noise.fbm(x * share + seed, 60.0, 3);
            let crowns = 0.004 * self.noise.at(x * 90.0, seed) + 0.003 * self.noise.at(x * 200.0, seed + 5.0);
            let top = horizon + 0.012 - tall * roll.max(0.05) + crowns * (1.0 - far);
            column.paint(top - pixel, horizon + 0.03, |under, y| {
                let wood = self.noise.fbm(x * 30.0 + seed, y * 52.0, 3);
                let kind = self.noise.at(x * 9.0 + seed, y * 26.0);
                let [red, gold, ..] = &self.palette.trees;
                let leaves = red[0]
                    .mix(red[1], smooth(-0.4, 0.4, wood))
                    .mix(gold[1], smooth(-0.3, 0.5, kind + 0.5 * wood));
                let open = smooth(0.1, 0.3, self.noise.fbm(x * 5.0 + seed, y * 20.0, 3));
                let land = leaves.mix(self.palette.fields[1], open);
                under.mix(land.mix(self.light.haze, far), cover(y - top, pixel))
            });
        }
    }

    /// The meadows are flat by the river; the hills stay behind them.
    fn meadow(&self, x: f32, down: f32) -> Rgb {
        let depth = 0.3 / (down + 0.02);
        let across = (x - 0.5 * self.plan.frame.aspect) * depth;
        let seen = smooth(0.02, 0.004, depth * self.plan.frame.pixel);
        let patch = self.noise.fbm(across * 1.1, depth * 1.5, 4);
        let strip = self.noise.fbm(across * 0.5 + 9.0, depth * 1.1, 3);
        let grain =
            seen * (self.noise.at(across * 40.0, depth * 26.0) + 0.6 * self.noise.at(across * 90.0, depth * 50.0));
        let [fresh, ripe, dry] = self.palette.fields;
        let field = fresh
            .mix(ripe, smooth(-0.15, 0.3, patch + 0.15 * grain))
            .mix(dry, 0.8 * smooth(0.02, 0.3, strip + 0.2 * grain));
        // Soft rises and hollows keep the plain from looking like a table.
        let rise = self.noise.fbm(across * 0.8 + 30.0, depth * 2.2, 3);
        field * (0.92 + 0.22 * grain + 0.5 * rise)
    }

    fn water(&self, (x, down): (f32, f32), inside: f32, far_bank: f32) -> Rgb {
        let ripple = self.noise.at(x * 16.0 / (0.2 + down), down * 190.0 / (0.3 + down)) * 0.6
            + self.noise.at(x * 40.0 / (0.2 + down), down * 330.0 / (0.3 + down)) * 0.4;
        let t = (down * 1.25 + 0.05 * ripple).clamp(0.0, 1.0);
        let sky = self
            .light
            .low
            .mix(self.light.middle, smooth(0.08, 0.5, t))
            .mix(self.light.zenith, 0.7 * smooth(0.45, 0.9, t))
            .rgb();
        // What stands on the far bank stands on its head in the water.
        let tall = 0.02 + 0.1 * down;
        let broken = 0.35 * ripple + 0.5 * self.noise.at(x * 26.0 / (0.3 + down), 3.0);
        let mirrored = smooth(1.0, 0.2, far_bank / tall + broken);
        let edge = decay(-inside.max(0.0) / (0.006 + 0.02 * down));
        let water = (sky * (0.9 + 0.12 * ripple))
            .mix(
                self.palette.trees[1][0].mix(self.palette.bank, 0.5) * 0.75,
                0.8 * mirrored,
            )
            .mix(self.palette.bank * 0.4, 0.6 * edge);
        let gleam = decay(-((x - self.plan.light.0) * 2.5).powi(2)) * smooth(0.3, 0.7, ripple) * self.light.clearness;
        water + self.light.glow * (gleam * (1.0 - mirrored) * lerp(0.3, 0.1, self.light.night))
    }
}

impl Palette {
    fn new(season: Option<Season>, light: Light) -> Self {
        let falling = light.ambient + light.direct * 0.45;
        let (fields, bank, trees): ([u32; 3], u32, [[u32; 3]; 4]) = match season {
            Some(Season::Winter) => (
                [0xD2_DEEC, 0xE6_EEF6, 0xC2_CEDC],
                0x9A_A6B4,
                [[0x5A_5654, 0x8A_8684, 0xD8_E2EC]; 4],
            ),
            Some(Season::Autumn) => (
                [0x7C_8A34, 0xA8_9A3C, 0xC8_9A40],
                0x6E_5A2C,
                [
                    [0x6A_2410, 0xB4_4418, 0xE8_7A2C],
                    [0x7A_3C0C, 0xCC_7A18, 0xF4_B43A],
                    [0x8A_5A12, 0xD8_A024, 0xF8_D458],
                    [0x3A_4A1C, 0x74_7C2C, 0xB0_A43C],
                ],
            ),
            season => (
                if season == Some(Season::Spring) {
                    [0x5A_9A34, 0x7C_B444, 0x9C_C054]
                } else {
                    [0x4E_8A30, 0x74_A03C, 0xA2_B050]
                },
                0x3E_5A26,
                [
                    [0x1E_3E18, 0x3E_6E28, 0x7A_A440],
                    [0x26_4A1C, 0x4E_7E2C, 0x8C_B048],
                    [0x1A_3A1E, 0x38_6630, 0x6C_9848],
                    [0x2C_4A16, 0x5C_8428, 0xA0_B84C],
                ],
            ),
        };
        let lit = |code: u32| Rgb::hex(code) * falling;
        Self {
            fields: fields.map(lit),
            bank: lit(bank),
            bark: lit(0x46_382C),
            trees: trees.map(|tree| tree.map(lit)),
            bare: season == Some(Season::Winter),
        }
    }
}

impl Course {
    /// The middle of the river at a height of the picture, and half its width there.
    ///
    /// Every bend is smaller than the one before it, as the ground runs away from the eye.
    fn at(self, down: f32) -> (f32, f32) {
        let way = |down: f32| {
            let swing = crate::steady::sine(1.15 / (down + 0.085) + self.sway);
            self.aspect * (0.5 - 0.22 * self.side * smooth(0.5, 0.0, down))
                + swing * down * (0.3 + 0.36 * self.aspect.min(1.4))
        };
        let (here, beyond) = (way(down), way(down + 0.004));
        let slope = ((beyond - here) / 0.004).abs();
        // Where it runs across the picture it is as broad as elsewhere, only seen from the side.
        let broad = 1.0 + 0.42 * slope.min(6.0);
        (
            here,
            (0.004 + 0.17 * down) * broad.min(3.2) * self.aspect.clamp(0.6, 1.2),
        )
    }

    /// How far inside the river a place is, negative outside.
    fn inside(self, x: f32, down: f32) -> f32 {
        let (middle, half) = self.at(down);
        half - (x - middle).abs()
    }
}

/// Hedges far off, trees by the water, and blades of grass near the eye.
fn growth(plan: Composition, light: Light, palette: &Palette, course: Course, choices: &mut Choices) -> Vec<Dab> {
    let mut dabs = Vec::new();
    let aspect = plan.frame.aspect;
    for (down, tall, count, leaves) in [
        (0.011, 0.036, 90.0, 60),
        (0.026, 0.05, 34.0, 90),
        (0.05, 0.085, 17.0, 240),
        (0.085, 0.15, 10.0, 560),
        (0.15, 0.27, 6.0, 2000),
    ] {
        let veil = smooth(0.16, 0.0, down) * 0.3;
        // Far woods fade into warm air; blue would turn their reds to pink.
        let air = light.haze.mix(palette.fields[2], 0.45);
        for _ in 0..(count * aspect).ceil() as usize {
            let (x, dice, size) = (choices.unit() * aspect, choices.unit(), choices.between(0.65, 1.15));
            let tall = tall * size * plan.frame.unit.max(0.55);
            let down = down * choices.between(0.8, 1.2);
            // The middle of the picture stays open, so that the river can be followed to its end.
            let open = down > 0.07 && (x / aspect - 0.5).abs() < 0.3;
            if open || course.inside(x, down) > -0.25 * tall {
                continue;
            }
            let colours = palette.trees[((dice * dice * 4.0) as usize).min(3)];
            let colours = colours.map(|colour| colour.mix(air, veil));
            let leaves = Mass {
                centre: (0.0, 0.0),
                half: (0.0, 0.0),
                leaves: if palette.bare { leaves / 5 } else { leaves },
                leaf: (0.016 * tall).max(0.0019),
                colours,
                side: plan.side,
            };
            let foot = (x, plan.horizon + down);
            dabs.push(Dab {
                at: (x - plan.side * 0.2 * tall, foot.1 + 0.006 * tall),
                half: (0.4 * tall, 0.03 * tall),
                slant: 0.0,
                colour: palette.fields[1].mix(air, veil) * 0.6,
            });
            grow(&mut dabs, (foot, tall), leaves, palette.bark.mix(air, veil), choices);
        }
    }
    blades(plan, palette, course, &mut dabs, choices);
    dabs
}

/// Tufts of grass, thicker by the water.
fn blades(plan: Composition, palette: &Palette, course: Course, dabs: &mut Vec<Dab>, choices: &mut Choices) {
    if palette.bare {
        return;
    }
    let count = (5200.0 * plan.frame.aspect) as usize;
    let mut places: Vec<(f32, f32)> = (0..count)
        .map(|_| (choices.unit() * plan.frame.aspect, lerp(0.09, 0.56, choices.unit())))
        .collect();
    places.sort_by(|one, other| one.1.total_cmp(&other.1));
    for (x, down) in places {
        let inside = course.inside(x, down);
        if inside > -0.004 {
            continue;
        }
        let reeds = smooth(-0.07 * (0.3 + 2.0 * down), -0.006, inside);
        let long = (0.003 + 0.02 * down) * choices.between(0.6, 1.2) * (1.0 + 1.4 * reeds * choices.unit());
        let [fresh, ripe, dry] = palette.fields;
        let colour = choices.pick(&[fresh, ripe, ripe, dry]).unwrap_or(fresh);
        dabs.push(Dab {
            at: (x, plan.horizon + down - 0.4 * long),
            half: ((0.0006 + 0.0022 * down) * choices.between(0.7, 1.3), long),
            slant: choices.between(-3.0, 3.0),
            colour: colour.mix(palette.bank, 0.3 * reeds) * choices.between(0.82, 1.04),
        });
    }
}

impl Layer for River {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let from = self.plan.horizon + 0.008 + 0.006 * self.noise.fbm(x * 3.0, 1.0, 3);
        let pixel = self.plan.frame.pixel;
        self.lay_hills(column);
        let air = self.light.haze.mix(self.palette.fields[2], 0.45);
        column.paint(from - 0.004, 1.0, |under, y| {
            let down = (y - self.plan.horizon).max(0.003);
            let haze = smooth(0.1, 0.0, down) * 0.4;
            let field = self.meadow(x, down).mix(air, haze);
            let ragged = (0.012 * self.noise.fbm(x * 9.0, y * 24.0, 3) + 0.006 * self.noise.at(x * 60.0, y * 90.0))
                * (0.1 + down * 2.4);
            let inside = self.course.inside(x, down) + ragged;
            let bank = smooth(-0.02 * (0.1 + down * 4.0), 0.0, inside);
            let ground = field.mix(self.palette.bank * (0.75 + 8.0 * ragged), 0.7 * bank);
            let colour = if inside > -2.0 * pixel {
                // How far above it the far bank is, if the river goes on as here.
                let closing = (inside - ragged - self.course.inside(x, (down - 0.004).max(0.001))) / 0.004;
                let far_bank = if closing > 0.02 { inside / closing } else { 1.0 };
                let water = self.water((x, down), inside, far_bank).mix(self.light.haze, 0.5 * haze);
                ground.mix(water, cover(inside, pixel * 1.5))
            } else {
                ground
            };
            under.mix(colour, smooth(-0.004, 0.004, y - from))
        });
        self.growth.lay(column);
    }
}
