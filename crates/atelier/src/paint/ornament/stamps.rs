//! Motifs that are stamped: sprigs of leaves, flowers and chips of stone, each also where an edge would cut it.

use super::{inks::Inks, seamless::Grid};
use crate::{
    colour::Rgb,
    noise::{lerp, smooth},
    paint::{canvas::Column, layer::cover},
    scene::Motif,
    steady::{cosine, sine},
};

/// How leaves lean on their stem: cosine and sine of a little less than 50 degrees.
const LEAN: (f32, f32) = (0.64, 0.77);

/// Everything that is stamped, in the order of stamping.
pub(super) struct Stamps {
    stamps: Vec<Stamp>,
    pixel: f32,
}

#[derive(Clone)]
struct Stamp {
    shape: Shape,
    centre: (f32, f32),
    size: f32,
    turn: (f32, f32),
    ink: usize,
}

#[derive(Clone)]
enum Shape {
    /// Pairs of leaves along a stem: how many, how wide, how long.
    Sprig {
        pairs: usize,
        wide: f32,
        long: f32,
    },
    /// One large leaf with its veins.
    Leaf,
    /// Petals around a heart, each with its direction.
    Flower {
        petals: Vec<(f32, f32)>,
        wide: f32,
    },
    Berry,
    /// The sides of a chip of stone: direction and distance.
    Chip(Vec<(f32, f32, f32)>),
}

impl Stamps {
    pub fn new(grid: Grid, motif: Motif) -> Self {
        let mut stamps = Vec::new();
        for pass in 0..2 {
            for row in 0..grid.down {
                for column in 0..grid.across {
                    let stamp = stamp(&grid, motif, (column, row), pass);
                    if let Some(stamp) = stamp {
                        push_wrapped(&mut stamps, &stamp, grid.frame.aspect);
                    }
                }
            }
        }
        Self {
            stamps,
            pixel: grid.frame.pixel,
        }
    }

    pub fn lay(&self, inks: &Inks, column: &mut Column<'_>) {
        let x = column.x;
        for stamp in &self.stamps {
            let dx = x - stamp.centre.0;
            if dx.abs() > stamp.size {
                continue;
            }
            let reach = (stamp.size * stamp.size - dx * dx).sqrt();
            column.paint(stamp.centre.1 - reach, stamp.centre.1 + reach, |under, y| {
                stamp.over(under, inks, (dx, y - stamp.centre.1), self.pixel)
            });
        }
    }
}

/// The larger things come first, and what is strewn between them second.
fn stamp(grid: &Grid, motif: Motif, (column, row): (i32, i32), pass: i32) -> Option<Stamp> {
    let dice = |kind: i32| grid.dice(column, row, kind + pass * 40);
    let (wide, high) = grid.cell();
    let shift = if row % 2 == 1 { 0.5 } else { 0.0 };
    let between = if pass == 1 { 0.5 } else { 0.0 };
    let jitter = if motif == Motif::Terrazzo { 0.42 } else { 0.1 };
    let centre = (
        (column as f32 + 0.25 + shift + between + jitter * (dice(1) - 0.5) * 2.0) * wide,
        (row as f32 + 0.5 + between * 0.98 + jitter * (dice(2) - 0.5) * 2.0) * high,
    );
    let turn = dice(3) * std::f32::consts::TAU;
    let side = wide.min(high);
    let (shape, size) = match (motif, pass) {
        (Motif::Terrazzo, _) => (chip(&dice), side * lerp(0.14, 0.62, dice(5) * dice(5))),
        (Motif::Flowers, 0) => (flower(&dice), side * lerp(0.36, 0.56, dice(5))),
        (Motif::Flowers, _) if dice(6) > 0.45 => (Shape::Leaf, side * lerp(0.18, 0.26, dice(5))),
        (Motif::Leaves, 0) => (leafy(&dice), side * lerp(0.66, 0.84, dice(5))),
        (Motif::Leaves, _) if dice(6) > 0.5 => (Shape::Leaf, side * lerp(0.2, 0.3, dice(5))),
        _ if dice(7) > 0.3 => (Shape::Berry, side * 0.05),
        _ => return None,
    };
    Some(Stamp {
        shape,
        centre,
        size,
        turn: (cosine(turn), sine(turn)),
        ink: (dice(4) * 3.99) as usize,
    })
}

fn leafy(dice: &impl Fn(i32) -> f32) -> Shape {
    match (dice(8) * 4.0) as u8 {
        0 => Shape::Leaf,
        1 => Shape::Sprig {
            pairs: 7,
            wide: 0.2,
            long: 0.42,
        },
        2 => Shape::Sprig {
            pairs: 4,
            wide: 0.52,
            long: 0.36,
        },
        _ => Shape::Sprig {
            pairs: 5,
            wide: 0.3,
            long: 0.46,
        },
    }
}

fn flower(dice: &impl Fn(i32) -> f32) -> Shape {
    let count = 5 + (dice(8) * 3.99) as usize;
    let direction = |index: usize| {
        let angle = index as f32 / count as f32 * std::f32::consts::TAU;
        (cosine(angle), sine(angle))
    };
    Shape::Flower {
        petals: (0..count).map(direction).collect(),
        wide: 2.1 / count as f32,
    }
}

fn chip(dice: &impl Fn(i32) -> f32) -> Shape {
    let sides = (0..5).map(|side| {
        let angle = (side as f32 + 0.7 * dice(10 + side)) / 5.0 * std::f32::consts::TAU;
        (cosine(angle), sine(angle), lerp(0.34, 0.8, dice(20 + side)))
    });
    Shape::Chip(sides.collect())
}

/// Adds a stamp, and again on the other side for every edge that it reaches over.
fn push_wrapped(stamps: &mut Vec<Stamp>, stamp: &Stamp, aspect: f32) {
    for down in [-1.0, 0.0, 1.0] {
        for across in [-1.0, 0.0, 1.0] {
            let centre = (stamp.centre.0 + across * aspect, stamp.centre.1 + down);
            let touches = centre.0 + stamp.size > 0.0
                && centre.0 - stamp.size < aspect
                && centre.1 + stamp.size > 0.0
                && centre.1 - stamp.size < 1.0;
            if touches {
                stamps.push(Stamp {
                    centre,
                    ..stamp.clone()
                });
            }
        }
    }
}

impl Stamp {
    fn over(&self, under: Rgb, inks: &Inks, (dx, dy): (f32, f32), pixel: f32) -> Rgb {
        let (x, y) = (dx / self.size, dy / self.size);
        let (u, v) = (x * self.turn.0 + y * self.turn.1, y * self.turn.0 - x * self.turn.1);
        let soft = pixel / self.size;
        let body = inks.colours[self.ink];
        match &self.shape {
            Shape::Sprig { pairs, wide, long } => {
                let (inside, vein) = sprig(u, v, (*pairs, *wide, *long));
                under.mix(body.mix(inks.ground, 0.4 * cover(vein, soft)), cover(inside, soft))
            }
            Shape::Leaf => {
                let (inside, along, across) = leaf(u + 0.92, v, 1.8, 0.5);
                let ribs = (along * 9.0 - across.abs() * 9.0).rem_euclid(1.0);
                let vein = (0.022 - v.abs())
                    .max(0.02 - (ribs - 0.5).abs() * 0.11)
                    .min(inside - 0.05);
                let half = if v > 0.0 { 0.1 } else { 0.0 };
                let face = body.mix(inks.ground, 0.45 * cover(vein, soft)).mix(Rgb::BLACK, half);
                under.mix(
                    face,
                    cover(inside.max((0.02 - v.abs()).min(-0.7 - u).min(u + 0.99)), soft),
                )
            }
            Shape::Flower { petals, wide } => self.flower(under, inks, (u, v), (petals, *wide), soft),
            Shape::Berry => under.mix(body, cover(0.9 - (u * u + v * v).sqrt(), soft)),
            Shape::Chip(sides) => {
                let inside = sides
                    .iter()
                    .map(|(cx, cy, far)| far - u * cx - v * cy)
                    .fold(f32::MAX, f32::min);
                under.mix(body, cover(inside, soft))
            }
        }
    }

    fn flower(
        &self,
        under: Rgb,
        inks: &Inks,
        (u, v): (f32, f32),
        (petals, wide): (&[(f32, f32)], f32),
        soft: f32,
    ) -> Rgb {
        let (body, heart) = (inks.colours[self.ink], inks.colours[(self.ink + 2) % 4]);
        let (mut inside, mut line) = (f32::MIN, f32::MIN);
        for (cos, sin) in petals {
            let (along, across) = (u * cos + v * sin, v * cos - u * sin);
            if along < 0.0 {
                continue;
            }
            let (dx, dy) = ((along - 0.55) / 0.42, across / (0.42 * wide * 1.5).min(0.3));
            let petal = (1.0 - (dx * dx + dy * dy).sqrt()) * 0.3;
            inside = inside.max(petal);
            line = line.max((0.016 - across.abs()).min(0.6 - along).min(petal));
        }
        let centre = (u * u + v * v).sqrt();
        let shade = body.mix(inks.ground, 0.3 * smooth(0.2, 0.9, centre));
        under
            .mix(shade, cover(inside, soft))
            .mix(heart, 0.8 * cover(line, soft))
            .mix(heart, cover(0.22 - centre, soft))
            .mix(inks.ground, cover(0.09 - centre, soft))
    }
}

/// How far inside a leaf that starts at zero, and the place along and across it.
fn leaf(along: f32, across: f32, long: f32, wide: f32) -> (f32, f32, f32) {
    let t = along / long;
    if !(0.0..=1.0).contains(&t) {
        let past = if t < 0.0 { -along } else { along - long };
        return (-(past * past + across * across).sqrt(), t, across);
    }
    let half = wide * 4.0 * t * (1.0 - t) * (1.15 - 0.5 * t) * 0.5;
    ((half - across.abs()) * 0.9, t, across)
}

/// How far inside a sprig, and how near to the middle line of its leaves.
fn sprig(u: f32, v: f32, (pairs, wide, long): (usize, f32, f32)) -> (f32, f32) {
    let bend = 0.1 * u * u;
    let v = v + bend;
    let mut inside = (0.024 - v.abs()).min(0.8 - u).min(u + 0.97);
    let mut vein = f32::MIN;
    let step = 1.35 / pairs as f32;
    let guess = ((u - v.abs() * 0.83 + 0.62) / step).floor() as i32;
    for index in guess - 1..=guess + 2 {
        if !(0..pairs as i32).contains(&index) {
            continue;
        }
        let base = -0.62 + index as f32 * step;
        let (x, y) = (u - base, v.abs());
        let grown = long * (1.0 - 0.45 * index as f32 / pairs as f32);
        let (along, across) = (x * LEAN.0 + y * LEAN.1, y * LEAN.0 - x * LEAN.1);
        let (leaf, ..) = leaf(along, across, grown, wide * grown * 1.6);
        inside = inside.max(leaf);
        vein = vein.max((0.012 - across.abs()).min(leaf - 0.02));
    }
    let (tip, ..) = leaf(u - 0.66, v, 0.3, wide * 0.4);
    (inside.max(tip), vein)
}
