//! Motifs that are computed place by place: stripes, plaid, dots, tiles, scales and hexagons.

use super::{inks::Inks, seamless::Grid};
use crate::{colour::Rgb, noise::smooth, paint::layer::cover};

/// Widths of bands in parts, and their colour: 0 is the ground, others are inks.
type Bands = &'static [(f32, usize)];

const STRIPES: [Bands; 4] = [
    &[(3.0, 0), (3.0, 1)],
    &[(4.0, 0), (1.0, 2), (1.0, 0), (3.0, 1), (1.0, 0), (1.0, 2)],
    &[(3.0, 1), (2.0, 0), (1.0, 3), (1.0, 0), (1.0, 4), (2.0, 0)],
    &[(2.0, 1), (2.0, 2), (2.0, 3), (2.0, 4), (2.0, 0)],
];
const TARTAN: Bands = &[
    (7.0, 1),
    (1.0, 3),
    (3.0, 1),
    (5.0, 4),
    (1.0, 0),
    (5.0, 4),
    (3.0, 2),
    (2.0, 0),
    (3.0, 2),
];
/// Threads in one repeat of a tartan; every thread goes over two and under two.
const THREADS: i32 = 60;

pub(super) fn stripes(grid: &Grid, inks: &Inks, x: f32, y: f32) -> Rgb {
    let bands = STRIPES[((grid.variant * 7.99) as usize) % STRIPES.len()];
    let (wide, high) = grid.cell();
    let slanted = grid.variant > 0.5;
    let (t, soft) = if slanted {
        (x / wide + y / high, grid.frame.pixel * 1.4 / wide)
    } else {
        (x / wide, grid.frame.pixel / wide)
    };
    banded(bands, inks, t, soft)
}

pub(super) fn plaid(grid: &Grid, inks: &Inks, x: f32, y: f32) -> Rgb {
    let (wide, high) = grid.cell();
    let (u, v) = (x / wide, y / high);
    let warp = banded(TARTAN, inks, u, grid.frame.pixel / wide);
    let weft = banded(TARTAN, inks, v, grid.frame.pixel / high);
    let (i, j) = ((u * THREADS as f32) as i32, (v * THREADS as f32) as i32);
    // Where threads are finer than pixels, the cloth is an even mixture.
    let seen = smooth(1.2, 2.6, wide / THREADS as f32 / grid.frame.pixel);
    let over = if (i + j).rem_euclid(4) < 2 { 0.24 } else { -0.24 };
    warp.mix(weft, 0.5 + over * seen)
}

/// The colour at `t` of bands that repeat with every whole number, soft at their edges.
fn banded(bands: Bands, inks: &Inks, t: f32, soft: f32) -> Rgb {
    let all: f32 = bands.iter().map(|(width, _)| width).sum();
    let place = (t - t.floor()) * all;
    let colour = |index: usize| match bands[index % bands.len()].1 {
        0 => inks.ground,
        ink => inks.colours[(ink - 1) % 4],
    };
    let mut start = 0.0;
    for (index, (width, _)) in bands.iter().enumerate() {
        if place < start + width || index + 1 == bands.len() {
            let (to_start, to_end) = ((place - start) / all, (start + width - place) / all);
            let half = |distance: f32| 0.5 * smooth(soft * 0.75, -soft * 0.75, distance - soft * 0.01) * 2.0;
            let before = colour(index + bands.len() - 1);
            return colour(index)
                .mix(before, half(to_start) * 0.5)
                .mix(colour(index + 1), half(to_end) * 0.5);
        }
        start += width;
    }
    inks.ground
}

pub(super) fn dots(grid: &Grid, inks: &Inks, x: f32, y: f32) -> Rgb {
    let (wide, high) = grid.cell();
    let row = (y / high).floor();
    let shift = if (row as i32).rem_euclid(2) == 1 { 0.5 } else { 0.0 };
    let column = (x / wide - shift).floor();
    let (cx, cy) = ((column + 0.5 + shift) * wide, (row + 0.5) * high);
    let distance = ((x - cx).powi(2) + (y - cy).powi(2)).sqrt();
    let dice = |kind: i32| grid.dice(column as i32, row as i32, kind);
    let size = wide * if grid.variant > 0.5 { 0.3 } else { 0.16 + 0.22 * dice(1) };
    let ink = if grid.variant > 0.75 {
        0
    } else {
        (dice(2) * 3.99) as usize
    };
    let mut colour = inks
        .ground
        .mix(inks.colours[ink], cover(size - distance, grid.frame.pixel));
    if grid.variant < 0.4 && dice(3) > 0.55 {
        let ring = size * 0.55 - distance;
        colour = colour.mix(inks.ground, cover(ring, grid.frame.pixel));
        colour = colour.mix(inks.colours[(ink + 1) % 4], cover(ring - size * 0.22, grid.frame.pixel));
    }
    colour
}

/// Glazed tiles: one eighth is drawn, and mirrored into the whole.
pub(super) fn tiles(grid: &Grid, inks: &Inks, x: f32, y: f32) -> Rgb {
    let (wide, high) = grid.cell();
    let pixel = grid.frame.pixel / wide * 2.0;
    let fold = |t: f32| ((t - t.floor()) * 2.0 - 1.0).abs();
    let (a, b) = (fold(x / wide), fold(y / high));
    let (u, v) = (a.max(b), a.min(b));
    let [deep, pale, warm, line] = inks.colours;
    let centre = (u * u + v * v).sqrt();
    let corner = ((1.0 - u).powi(2) + (1.0 - v).powi(2)).sqrt();
    let side = ((1.0 - u).powi(2) + v * v).sqrt();
    let mut colour = inks.ground;
    let mut print = |inside: f32, ink: Rgb| colour = colour.mix(ink, cover(inside, pixel));
    // Quarter flowers in the corners meet those of the neighbours.
    print(0.62 - corner, deep);
    print(0.54 - corner, inks.ground);
    print(0.46 - corner, pale);
    print(0.3 - corner + 0.07 * petal(1.0 - u, 1.0 - v, corner), deep);
    print(0.13 - corner, warm);
    // Half circles on the sides.
    print(0.3 - side, line);
    print(0.24 - side, inks.ground);
    print(0.15 - side, warm);
    // A rose of eight petals in the middle.
    let long = 0.36 + 0.1 * petal(u, v, centre);
    print(long - centre, line);
    print(long - 0.05 - centre, pale);
    print(0.27 + 0.07 * petal(u, v, centre) - centre, deep);
    print(0.17 - centre, inks.ground);
    print(0.1 - centre, warm);
    let diagonal = (u - v) * 0.707;
    print((0.035 - diagonal).min(centre - 0.5).min(0.74 - centre), deep);
    // The joint between two tiles.
    let joint = smooth(0.012 + pixel, 0.0, 1.0 - u);
    colour.mix(inks.ground * 0.72, joint * 0.55)
}

/// 1 along the axes and the diagonals, -1 between them.
fn petal(u: f32, v: f32, r: f32) -> f32 {
    let (c, s) = (u / r.max(1e-4), v / r.max(1e-4));
    let (c2, s2) = (c * c - s * s, 2.0 * c * s);
    let c4 = c2 * c2 - s2 * s2;
    let s4 = 2.0 * c2 * s2;
    c4 * c4 - s4 * s4
}

/// Overlapping fans, every row half hidden by the one below it.
pub(super) fn scales(grid: &Grid, inks: &Inks, x: f32, y: f32) -> Rgb {
    let (wide, _) = grid.cell();
    let radius = wide * 0.5;
    let rows = (((1.0 / (radius * 0.5)) * 0.5).round() as i32).max(1) * 2;
    let step = 1.0 / rows as f32;
    let nearest = (y / step).floor() as i32;
    let mut colour = inks.ground;
    for row in nearest - 1..=nearest + 3 {
        let shift = if row.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
        let column = (x / wide - shift).round();
        let centre = ((column + shift) * wide, row as f32 * step);
        let distance = ((x - centre.0).powi(2) + (y - centre.1).powi(2)).sqrt();
        let inside = cover(radius - distance, grid.frame.pixel);
        if inside <= 0.0 {
            continue;
        }
        let dice = grid
            .noise
            .dice((column as i32).rem_euclid(grid.across), row.rem_euclid(rows) + 900);
        let body = match (dice * 8.0) as u8 {
            0 => inks.colours[2],
            1..=3 => inks.colours[1],
            _ => inks.colours[0],
        };
        let t = distance / radius;
        let soft = grid.frame.pixel / radius;
        let mut fan = inks.ground;
        for (from, to) in [(0.74, 0.93), (0.48, 0.64), (0.24, 0.38)] {
            fan = fan.mix(body, cover((t - from).min(to - t), soft));
        }
        fan = fan.mix(body, cover(0.13 - t, soft));
        colour = colour.mix(fan, inside);
    }
    colour
}

pub(super) fn hexagons(grid: &Grid, inks: &Inks, x: f32, y: f32) -> Rgb {
    let (wide, _) = grid.cell();
    let rows = (((1.0 / (wide * 0.866)) * 0.5).round() as i32).max(1) * 2;
    let (u, v) = (x / wide, y * rows as f32);
    let (mut near, mut next, mut at) = (f32::MAX, f32::MAX, (0, 0));
    for row in v.floor() as i32 - 1..=v.floor() as i32 + 2 {
        let shift = if row.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
        let base = (u - shift).floor() as i32;
        for column in base..=base + 1 {
            let (dx, dy) = (u - column as f32 - shift, (v - row as f32) * 0.866);
            let far = dx * dx + dy * dy;
            if far < near {
                (next, near, at) = (near, far, (column, row));
            } else if far < next {
                next = far;
            }
        }
    }
    // Half the difference of the squares is the way to the border, for centres one unit apart.
    let border = (next - near) * 0.5;
    let soft = grid.frame.pixel / wide;
    let dice = |kind: i32| {
        grid.noise
            .dice(at.0.rem_euclid(grid.across) + kind * 577, at.1.rem_euclid(rows))
    };
    let ink = (dice(1) * 4.99) as usize;
    let fill = if ink == 4 {
        inks.ground.mix(inks.colours[0], 0.12)
    } else {
        inks.colours[ink]
    };
    let mut colour = inks.ground.mix(fill, cover(border - 0.035, soft));
    if dice(2) > 0.45 {
        let inner = if ink == 4 { inks.colours[0] } else { inks.ground };
        colour = colour
            .mix(inner, cover(border - 0.16, soft))
            .mix(fill, cover(border - 0.21, soft));
    }
    if dice(3) > 0.6 {
        colour = colour.mix(inks.colours[(ink + 1) % 4], cover(border - 0.34, soft));
    }
    colour
}
