//! Fields of flowers: rows that run to the horizon, or blossoms strewn from far to near.

use crate::{
    colour::Rgb,
    noise::{Noise, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover, to_stretch},
        light::Light,
    },
    scene::{Scene, Season, Thing},
};

/// What grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lavender,
    Tulips,
    Poppies,
    Sunflowers,
    Wild,
}

pub(in crate::paint) struct Flowers {
    noise: Noise,
    plan: Composition,
    kind: Kind,
    falling: Rgb,
    haze: Rgb,
    leaf: [Rgb; 2],
    top: f32,
    /// The directions of a sunflower's petals.
    petals: [(f32, f32); PETALS],
}

/// Stands of blossoms between the far edge of the field and the eye.
const STANDS: usize = 24;
const PETALS: usize = 17;

impl Flowers {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let kind = match () {
            () if plan.waterline.is_some() => return None,
            () if scene.has(Thing::Lavender) => Kind::Lavender,
            () if scene.has(Thing::Tulips) => Kind::Tulips,
            () if scene.has(Thing::Poppies) => Kind::Poppies,
            () if scene.has(Thing::Sunflowers) => Kind::Sunflowers,
            () if scene.has(Thing::Wildflowers) => Kind::Wild,
            () => return None,
        };
        let falling = light.ambient * 1.05 + light.direct * 0.5;
        let dry = if scene.season == Some(Season::Autumn) {
            [0x5A_4E1E, 0x9A_8430]
        } else {
            [0x26_441A, 0x6A_8E34]
        };
        Some(Self {
            noise: Noise::new(seed, 661),
            plan,
            kind,
            falling,
            haze: light.haze,
            leaf: dry.map(|code| Rgb::hex(code) * falling),
            top: plan.horizon + 0.05,
            petals: std::array::from_fn(|index| {
                let angle = index as f32 / PETALS as f32 * std::f32::consts::TAU;
                (crate::steady::cosine(angle), crate::steady::sine(angle))
            }),
        })
    }

    fn colour(&self, dice: f32) -> Rgb {
        let codes: &[u32] = match self.kind {
            Kind::Lavender => &[0x6A_4AA8, 0x8A_62C4, 0x5A_3C96],
            Kind::Tulips => &[0xD8_2A2E, 0xF2_B42A, 0xE8_6A9A, 0xF6_EADC, 0x8A_2A6A, 0xF0_7A2A],
            Kind::Poppies => &[0xD8_2418, 0xE8_3A20, 0xC0_1A18],
            Kind::Sunflowers => &[0xF4_B81C, 0xF8_C82E],
            Kind::Wild => &[0xF2_F0EA, 0xE8_D23A, 0x6A_6ED8, 0xE0_5A8A, 0xD8_3A2E, 0x9A_5AC0],
        };
        Rgb::hex(codes[((dice * codes.len() as f32) as usize).min(codes.len() - 1)]) * self.falling
    }

    /// The ground of the field, with its rows.
    fn field(&self, x: f32, y: f32) -> Rgb {
        let down = (y - self.plan.horizon).max(0.01);
        let depth = 0.3 / down;
        let across = (x - self.plan.frame.aspect * (0.5 + 0.1 * self.plan.side)) * depth;
        let print = depth * self.plan.frame.pixel;
        let seen = smooth(0.03, 0.006, print);
        let grain =
            self.noise.at(across * 46.0, depth * 46.0) * seen + self.noise.at(across * 14.0, depth * 14.0) * 0.5;
        let green = self.leaf[0].mix(self.leaf[1], smooth(-0.6, 0.7, grain));
        let colour = match self.kind {
            Kind::Lavender | Kind::Tulips => {
                let width = if self.kind == Kind::Lavender { 0.19 } else { 0.24 };
                let row = across / width + 0.06 * self.noise.at(depth * 3.0, across * 2.0);
                let number = row.floor();
                let t = (row - number - 0.5).abs() * 2.0;
                let hump = smooth(0.95, 0.45, t + 0.22 * grain);
                let shade = 0.55 + 0.55 * smooth(0.9, 0.0, t) + 0.35 * grain;
                let dice = self
                    .noise
                    .dice(number as i32 / if self.kind == Kind::Tulips { 2 } else { 1 }, 7);
                let bloom = self.colour(dice) * shade;
                let soil = green * 0.7;
                soil.mix(bloom, hump)
            }
            _ => {
                let patch = smooth(-0.35, 0.35, self.noise.fbm(across * 1.3, depth * 1.3, 4));
                let bloom = self.colour(
                    self.noise
                        .dice((across * 30.0).floor() as i32, (depth * 30.0).floor() as i32),
                );
                let share = match self.kind {
                    Kind::Sunflowers => 0.75,
                    Kind::Poppies => 0.5 * patch + 0.42,
                    _ => 0.4 * patch + 0.1,
                };
                // Far off, blossoms are only a colour.
                green.mix(
                    bloom,
                    share * smooth(0.2, 1.2, depth) * (0.75 + 0.5 * grain).clamp(0.0, 1.0),
                )
            }
        };
        // Haze over red is pink, and a field of poppies is red to its end.
        let veil = if self.kind == Kind::Poppies { 0.2 } else { 0.55 };
        colour.mix(self.haze, smooth(0.14, 0.02, down) * veil)
    }

    /// Large blossoms hide each other sooner.
    fn stands(&self) -> usize {
        if self.kind == Kind::Sunflowers { 15 } else { STANDS }
    }

    fn stand(&self, column: &mut Column<'_>, index: usize) {
        let near = (index as f32 + 1.0) / self.stands() as f32;
        let down = lerp(0.075, 0.66, near * near);
        let scale = down / 0.55;
        let (gap, reach) = match self.kind {
            Kind::Sunflowers => (0.095, 0.3),
            Kind::Lavender => (0.028, 0.16),
            Kind::Tulips => (0.05, 0.15),
            Kind::Poppies => (0.055, 0.2),
            Kind::Wild => (0.034, 0.15),
        };
        let (gap, reach) = (gap * scale, reach * scale);
        if gap < self.plan.frame.pixel * 2.0 {
            return;
        }
        let ground = self.plan.horizon + down;
        let cell = (column.x / gap).floor() as i32;
        for number in cell - 2..=cell + 2 {
            let dice = |kind: i32| self.noise.dice(number + index as i32 * 7717, kind);
            if self.kind == Kind::Wild && dice(9) > 0.85 {
                continue;
            }
            let foot = (
                (number as f32 + 0.15 + 0.7 * dice(1)) * gap,
                ground + 0.1 * scale * (dice(2) - 0.5),
            );
            let Some(colour) = self.bloom_at(foot, dice(3)) else {
                continue;
            };
            let head = (
                foot.0 + 0.16 * reach * (dice(4) - 0.5),
                foot.1 - reach * lerp(0.7, 1.0, dice(5)),
            );
            let veil = smooth(0.2, 0.05, down) * if self.kind == Kind::Poppies { 0.12 } else { 0.4 };
            let stalk = Stalk {
                foot,
                head,
                size: reach * lerp(0.8, 1.15, dice(6)),
                colour: (colour * lerp(0.8, 1.12, dice(7))).mix(self.haze, veil),
                leaf: self.leaf[0].mix(self.leaf[1], dice(8)).mix(self.haze, veil),
                turn: dice(10) - 0.5,
            };
            self.lay_stalk(column, &stalk);
        }
    }

    /// The colour of what blooms at a place; nothing between the rows.
    fn bloom_at(&self, (x, y): (f32, f32), dice: f32) -> Option<Rgb> {
        if !matches!(self.kind, Kind::Lavender | Kind::Tulips) {
            return Some(self.colour(dice));
        }
        let depth = 0.3 / (y - self.plan.horizon).max(0.01);
        let across = (x - self.plan.frame.aspect * (0.5 + 0.1 * self.plan.side)) * depth;
        let width = if self.kind == Kind::Lavender { 0.19 } else { 0.24 };
        let row = across / width;
        let number = row.floor();
        let inside = (row - number - 0.5).abs() < 0.32;
        let dice = self
            .noise
            .dice(number as i32 / if self.kind == Kind::Tulips { 2 } else { 1 }, 7);
        inside.then(|| self.colour(dice))
    }

    fn lay_stalk(&self, column: &mut Column<'_>, stalk: &Stalk) {
        let (x, pixel) = (column.x, self.plan.frame.pixel);
        let size = stalk.size;
        if (x - stalk.foot.0).abs() > 0.42 * size {
            return;
        }
        let thick = (0.011 * size).max(pixel * 0.5);
        let leafy = matches!(self.kind, Kind::Sunflowers | Kind::Tulips);
        let reach = if leafy {
            0.3 * size
        } else {
            thick + pixel + (stalk.head.0 - stalk.foot.0).abs()
        };
        if (x - stalk.foot.0).abs() < reach {
            column.paint(stalk.head.1, stalk.foot.1, |under, y| {
                let (off, along) = to_stretch((x, y), stalk.foot, stalk.head);
                let mut colour = under.mix(stalk.leaf, cover(thick - off, pixel));
                if leafy {
                    let side = ((x - stalk.foot.0) / size).abs();
                    let blade =
                        (0.11 * along * (0.75 - along).max(0.0) * 4.0 - (side - 0.34 * along).abs() * 0.9) * size;
                    colour = colour.mix(stalk.leaf * 0.9, cover(blade, pixel));
                }
                colour
            });
        }
        let u = (x - stalk.head.0) / size;
        if u.abs() < 0.3 {
            column.paint(stalk.head.1 - 0.4 * size, stalk.head.1 + 0.32 * size, |under, y| {
                self.bloom(under, stalk, (u, (y - stalk.head.1) / size), pixel / size)
            });
        }
    }

    fn bloom(&self, under: Rgb, stalk: &Stalk, (u, v): (f32, f32), pixel: f32) -> Rgb {
        let r = (u * u + v * v).sqrt();
        let lit = 1.0 + 0.5 * (u * self.plan.side - v);
        match self.kind {
            Kind::Lavender => {
                let whorl = (v * 26.0 + stalk.turn * 3.0).rem_euclid(1.0);
                let half = 0.05 * smooth(-0.36, -0.1, v) * smooth(0.2, 0.05, v) * (0.7 + 0.5 * (whorl - 0.5).abs());
                let inside = (half - u.abs()).min(v + 0.36).min(0.2 - v);
                under.mix(stalk.colour * (0.75 + 0.6 * whorl) * lit, cover(inside, pixel))
            }
            Kind::Tulips => {
                let (a, b) = (u / 0.115, (v + 0.02) / 0.17);
                let cup = 1.0 - (a * a + b * b).sqrt();
                let notch = (a.abs() - 0.5).abs() * 0.9 - b - 0.75;
                let inside = cup.min(-notch.max(-1.0) * 0.6 + 0.3) * 0.11;
                let petal = 1.0 - 0.3 * smooth(0.12, 0.0, (a.abs() - 0.42).abs()) - 0.2 * smooth(-0.2, 0.8, b);
                under.mix(stalk.colour * (petal * lit), cover(inside, pixel))
            }
            Kind::Poppies if stalk.turn > 0.22 => self.poppy_aside(under, stalk, (u, v), lit, pixel),
            Kind::Poppies => {
                let wave = 0.012 * self.noise.at(u * 22.0 + stalk.turn * 30.0, v * 22.0);
                let (a, b) = (u, (v + 0.01) * lerp(1.25, 1.7, stalk.turn + 0.5));
                let far = (a * a + b * b).sqrt();
                let inside = 0.165 - far + wave;
                let fold = 0.85 + 0.3 * self.noise.at(u * 16.0 + stalk.turn * 50.0, v * 30.0);
                let petals = stalk.colour * (fold * lit * lerp(0.72, 1.1, smooth(0.02, 0.14, far)));
                under
                    .mix(petals, cover(inside, pixel))
                    .mix(Rgb::hex(0x1A_1216) * self.falling, smooth(0.055, 0.03, far))
            }
            Kind::Sunflowers => self.sunflower(under, stalk, (u, v, r), lit, pixel),
            Kind::Wild => {
                let flat = (u * u + v * v * 2.2).sqrt();
                let inside = 0.095 - flat;
                let heart = Rgb::hex(0xE8_B020) * self.falling;
                under
                    .mix(stalk.colour * lit, cover(inside, pixel))
                    .mix(heart, cover(inside - 0.062, pixel))
            }
        }
    }

    /// A poppy seen from the side: a bowl of two petals on its stalk.
    fn poppy_aside(&self, under: Rgb, stalk: &Stalk, (u, v): (f32, f32), lit: f32, pixel: f32) -> Rgb {
        let far = ((u / 0.15).powi(2) + ((v + 0.05) / 0.15).powi(2)).sqrt();
        let rim = v + 0.06 + 0.03 * self.noise.at(u * 26.0 + stalk.turn * 90.0, 5.0) + 0.9 * u * u;
        let inside = ((1.0 - far) * 0.15).min(rim);
        let fold = 0.8 + 0.34 * self.noise.at(u * 34.0 + stalk.turn * 60.0, v * 9.0);
        let back = smooth(0.03, 0.0, rim);
        let petals = stalk.colour * (fold * lit * (1.0 - 0.3 * back) * lerp(1.08, 0.74, smooth(0.0, 0.12, v)));
        under.mix(petals, cover(inside, pixel))
    }

    fn sunflower(&self, under: Rgb, stalk: &Stalk, (u, v, r): (f32, f32, f32), lit: f32, pixel: f32) -> Rgb {
        // Of all petals, only the one that points nearest to a place can cover it.
        let (mut along, mut petal) = (f32::MIN, (1.0, 0.0));
        for (cos, sin) in self.petals {
            let here = u * cos + v * sin;
            if here > along {
                (along, petal) = (here, (cos, sin));
            }
        }
        let across = v * petal.0 - u * petal.1;
        let (a, b) = ((along - 0.175) / 0.105, across / 0.036);
        let petals = (1.0 - (a * a + b * b).sqrt()) * 0.036;
        let glow = stalk.colour * lerp(0.7, 1.1, smooth(0.1, 0.24, r)) * lit;
        let seeds = 0.75 + 0.5 * self.noise.at(u * 90.0, v * 90.0);
        let heart = Rgb::hex(0x4A_2A12).mix(Rgb::hex(0x8A_5A20), smooth(0.05, 0.1, r)) * self.falling * seeds;
        under.mix(glow, cover(petals, pixel)).mix(heart, cover(0.11 - r, pixel))
    }
}

/// One flower.
struct Stalk {
    foot: (f32, f32),
    head: (f32, f32),
    size: f32,
    colour: Rgb,
    leaf: Rgb,
    turn: f32,
}

impl Layer for Flowers {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let edge = self.top + 0.012 * self.noise.fbm(x * 3.0, 5.0, 4);
        column.paint(edge - 0.01, 1.0, |under, y| {
            under.mix(self.field(x, y), smooth(-0.006, 0.012, y - edge))
        });
        for index in 0..self.stands() {
            self.stand(column, index);
        }
    }
}
