//! Pixel art: a coarse grid, a small palette, and a regular pattern where two of its colours share a surface.

use std::{collections::BTreeMap, fmt::Write as _};

use super::draw::Shape;
use crate::{
    PaintError,
    retoucher::{
        background::{clusters, nearest},
        plane::Plane,
        resample::resample,
        sheet::{Sheet, encoded},
        tint::{apart, lab, light},
        work::Work,
    },
};

/// Cells along the shorter side.
const CELLS: f32 = 128.0;
/// Colours in the palette.
const COLOURS: usize = 24;
/// Two colours are mixed only when they are no further apart than this, squared.
const MIXABLE: f32 = 0.045;
/// Which cell of four by four takes the second colour first.
const PATTERN: [[f32; 4]; 4] = [
    [0.0, 8.0, 2.0, 10.0],
    [12.0, 4.0, 14.0, 6.0],
    [3.0, 11.0, 1.0, 9.0],
    [15.0, 7.0, 13.0, 5.0],
];

pub(super) fn render(mut sheet: Sheet, work: Work<'_>) -> Result<Sheet, PaintError> {
    let Cells { side, across, painted } = cells(&sheet, work)?;
    let width = sheet.width;
    work.rows(&mut sheet.pixels, width, |y, row| {
        for (x, pixel) in row.iter_mut().enumerate() {
            *pixel = painted[y / side * across + x / side];
        }
    })?;
    Ok(sheet)
}

/// A shape for each colour: all its cells, those beside each other as one.
pub(super) fn shapes(sheet: &Sheet, work: Work<'_>) -> Result<Vec<Shape>, PaintError> {
    let Cells { side, across, painted } = cells(sheet, work)?;
    let mut outlines: BTreeMap<[u8; 3], String> = BTreeMap::new();
    for (y, row) in painted.chunks(across).enumerate() {
        let mut x = 0;
        for alike in row.chunk_by(|left, right| left == right) {
            let right = ((x + alike.len()) * side).min(sheet.width);
            let (left, top, bottom) = (x * side, y * side, ((y + 1) * side).min(sheet.height));
            if let Some(colour) = alike.first() {
                let outline = outlines.entry(*colour).or_default();
                let _ = write!(outline, "M{left} {top}H{right}V{bottom}H{left}z");
            }
            x += alike.len();
        }
    }
    let shapes = outlines.into_iter().map(|(colour, outline)| Shape { colour, outline });
    Ok(shapes.collect())
}

/// The picture in cells: how long their sides are, how many there are across, and their colours row after row.
struct Cells {
    side: usize,
    across: usize,
    painted: Vec<[u8; 3]>,
}

fn cells(sheet: &Sheet, work: Work<'_>) -> Result<Cells, PaintError> {
    let shorter = sheet.width.min(sheet.height) as f32;
    let side = (shorter / CELLS).floor().max(2.0) as usize;
    let cells = (sheet.width.div_ceil(side), sheet.height.div_ceil(side));
    let small = resample(sheet, cells, work)?;
    work.reach(0.3)?;
    let colours = small.light(work)?.map(work, lab)?;
    let crisp = crisp(&colours, work)?;
    let palette = clusters(&crisp.values, COLOURS);
    work.reach(0.8)?;
    let painted: Vec<[u8; 3]> = crisp
        .values
        .iter()
        .enumerate()
        .map(|(place, colour)| {
            let chosen = chosen(&palette, *colour, (place % cells.0, place / cells.0));
            light(chosen).map(encoded)
        })
        .collect();
    Ok(Cells {
        side,
        across: cells.0,
        painted,
    })
}

/// Small forms stand out, and colours are purer, as they are when each cell is set by hand.
fn crisp(colours: &Plane<3>, work: Work<'_>) -> Result<Plane<3>, PaintError> {
    let soft = colours.blurred(work, 1.2)?;
    Plane::make(work, colours.size(), |x, y| {
        let place = y * colours.width + x;
        let (own, soft) = (colours.values[place], soft.values[place]);
        let l = own[0] + (own[0] - soft[0]) * 0.7;
        let l = l + (l - 0.5) * 0.08;
        [l.clamp(0.0, 1.0), own[1] * 1.22, own[2] * 1.22]
    })
}

/// The nearest colour, or one of the two nearest by the pattern where the cell's lies between them.
fn chosen(palette: &[[f32; 3]], colour: [f32; 3], (x, y): (usize, usize)) -> [f32; 3] {
    let first = palette[nearest(palette, colour)];
    let mut best = (first, apart(first, colour));
    let threshold = (PATTERN[y % 4][x % 4] + 0.5) / 16.0;
    let mut choice = first;
    for second in palette {
        let gap = apart(first, *second);
        if !(1e-7..=MIXABLE).contains(&gap) {
            continue;
        }
        let way: f32 = (0..3).map(|n| (colour[n] - first[n]) * (second[n] - first[n])).sum();
        let share = (way / gap).clamp(0.0, 0.5);
        let mixed = std::array::from_fn(|n| first[n] + (second[n] - first[n]) * share);
        // A coarse pattern is seen; the closer the two colours, the less.
        let off = apart(mixed, colour) + gap * 0.02;
        if off < best.1 {
            best = (*second, off);
            choice = if share > threshold { *second } else { first };
        }
    }
    choice
}
