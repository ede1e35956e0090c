//! What is where in a picture.

use super::{
    description::{Arrangement, Place},
    grid::{Grid, distance},
};

/// A horizon parts two bands that differ by this much on average.
const PARTED: f32 = 0.07;
/// The picture is cut into so many columns, and a horizon runs through most of them.
const COLUMNS: usize = 8;
/// What differs by less from its mirror image, against how much it differs at all, is symmetric.
const MIRRORED: f32 = 0.3;
/// Below this a place's edge is nothing.
const NOTHING: f32 = 0.02;
/// Cells in which nothing goes on are this long, in pixels.
const CELL: usize = 8;

pub(super) fn arrangement(grid: &Grid, edges: &[f32]) -> Arrangement {
    Arrangement {
        horizon: horizon(grid),
        focus: focus(grid, edges),
        is_symmetric: is_symmetric(grid),
        empty: empty(grid, edges),
    }
}

/// The row that parts the picture best, if it does so nearly everywhere across.
fn horizon(grid: &Grid) -> Option<u8> {
    let band = (grid.height / 14).max(2);
    let rows = grid.height * 15 / 100..grid.height * 85 / 100;
    let parted = |column: usize, row: usize| {
        let across = (grid.width * column / COLUMNS, grid.width * (column + 1) / COLUMNS);
        distance(
            grid.mean(across, (row.saturating_sub(band), row)),
            grid.mean(across, (row, row + band)),
        )
    };
    let strength = |row: usize| (0..COLUMNS).map(|column| parted(column, row)).sum::<f32>() / COLUMNS as f32;
    let best = rows
        .map(|row| (row, strength(row)))
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .filter(|(_, strength)| *strength > PARTED)?;
    let near = |column: usize| (best.0.saturating_sub(2)..=best.0 + 2).any(|row| parted(column, row) > best.1 * 0.45);
    let columns = (0..COLUMNS).filter(|column| near(*column)).count();
    (columns * 4 >= COLUMNS * 3).then_some((best.0 * 100 / grid.height) as u8)
}

/// The middle of what stands out most, across; none where that is spread from side to side.
fn focus(grid: &Grid, edges: &[f32]) -> Option<Place> {
    let mean = grid.mean((0, grid.width), (0, grid.height));
    let row_means: Vec<_> = (0..grid.height)
        .map(|row| grid.mean((0, grid.width), (row, row + 1)))
        .collect();
    let mut columns = vec![0.0_f32; grid.width];
    for (y, row) in grid.rows().enumerate() {
        for (x, pixel) in row.iter().enumerate() {
            // Against its own row, so that sky and ground do not stand out from each other.
            let stands_out = distance(*pixel, row_means[y]) + 0.3 * distance(*pixel, mean) + edges[y * grid.width + x];
            columns[x] += stands_out * stands_out;
        }
    }
    let least = columns.iter().copied().fold(f32::MAX, f32::min);
    for column in &mut columns {
        *column -= least;
    }
    let sum: f32 = columns.iter().sum();
    if sum <= f32::EPSILON {
        return None;
    }
    let place = |x: usize| (x as f32 + 0.5) / grid.width as f32;
    let middle: f32 = columns
        .iter()
        .enumerate()
        .map(|(x, value)| place(x) * value / sum)
        .sum();
    let spread: f32 = columns
        .iter()
        .enumerate()
        .map(|(x, value)| (place(x) - middle) * (place(x) - middle) * value / sum)
        .sum();
    // An even spread has a twelfth.
    (spread < 0.068).then_some(match middle {
        middle if middle < 0.42 => Place::Left,
        middle if middle > 0.58 => Place::Right,
        _ => Place::Centre,
    })
}

fn is_symmetric(grid: &Grid) -> bool {
    let mean = grid.mean((0, grid.width), (0, grid.height));
    let (mut mirrored, mut at_all) = (0.0, 0.0);
    for row in grid.rows() {
        for (pixel, mirror) in row.iter().zip(row.iter().rev()) {
            mirrored += distance(*pixel, *mirror);
            at_all += distance(*pixel, mean);
        }
    }
    at_all / grid.pixels.len() as f32 > 0.02 && mirrored < at_all * MIRRORED
}

fn empty(grid: &Grid, edges: &[f32]) -> u8 {
    let (mut quiet, mut all) = (0, 0);
    for top in (0..grid.height).step_by(CELL) {
        for left in (0..grid.width).step_by(CELL) {
            let cell = (top..(top + CELL).min(grid.height))
                .flat_map(|y| (left..(left + CELL).min(grid.width)).map(move |x| y * grid.width + x));
            let (mut sum, mut count) = (0.0, 0.0_f32);
            for index in cell {
                sum += edges[index];
                count += 1.0;
            }
            all += 1;
            quiet += u32::from(sum / count.max(1.0) < NOTHING);
        }
    }
    (quiet * 100 / all.max(1)) as u8
}
