//! What a picture may be made of, by simple measures of its pixels.

use std::collections::{BTreeMap, BTreeSet};

use super::{description::Likely, grid::Grid, palette::chroma};

/// So many rows and columns of the whole picture are looked at.
const LINES: u32 = 64;
/// The largest side of a block of pixel art, in pixels.
const MOST_BLOCK: usize = 32;
/// Changes of colour that fall on block borders, in hundredths, from which on they are blocks.
const ON_BORDERS: usize = 97;

pub(super) fn likely(rgb: &[u8], (width, height): (u32, u32), grid: &Grid) -> Likely {
    let lines = Lines::new(rgb, width, height);
    if lines.colours <= 256 && lines.have_blocks() {
        Likely::PixelArt
    } else if is_line_drawing(grid) {
        Likely::LineDrawing
    } else if lines.same * 100 >= lines.pairs * 80 || covered(grid) {
        Likely::Flat
    } else {
        Likely::Continuous
    }
}

/// Some rows and columns of a picture.
struct Lines {
    /// Where the colour changes, by rows and by columns.
    changes: [Vec<usize>; 2],
    pairs: usize,
    same: usize,
    /// How many colours were met.
    colours: usize,
}

impl Lines {
    fn new(rgb: &[u8], width: u32, height: u32) -> Self {
        let (wide, high) = (width as usize, height as usize);
        let pixel = |x: usize, y: usize| rgb.get((y * wide + x) * 3..(y * wide + x) * 3 + 3).unwrap_or_default();
        let mut lines = Self {
            changes: [Vec::new(), Vec::new()],
            pairs: 0,
            same: 0,
            colours: 0,
        };
        let mut met: BTreeSet<&[u8]> = BTreeSet::new();
        for y in (0..high).step_by((height / LINES).max(1) as usize) {
            for x in 1..wide {
                lines.compare(0, x, pixel(x - 1, y) == pixel(x, y));
                if met.len() <= 512 {
                    met.insert(pixel(x, y));
                }
            }
        }
        for x in (0..wide).step_by((width / LINES).max(1) as usize) {
            for y in 1..high {
                lines.compare(1, y, pixel(x, y - 1) == pixel(x, y));
            }
        }
        lines.colours = met.len();
        lines
    }

    fn compare(&mut self, direction: usize, place: usize, same: bool) {
        self.pairs += 1;
        self.same += usize::from(same);
        if !same {
            self.changes[direction].push(place);
        }
    }

    /// Whether colours change on the borders of equal blocks, many times in both directions.
    fn have_blocks(&self) -> bool {
        let on_borders = |changes: &[usize], block: usize| {
            changes.iter().filter(|place| **place % block == 0).count() * 100 >= changes.len() * ON_BORDERS
        };
        let many = self.changes.iter().all(|changes| changes.len() >= 64);
        let different = self.changes.iter().all(|changes| {
            let places: BTreeSet<_> = changes.iter().collect();
            places.len() >= 6
        });
        many && different && (2..=MOST_BLOCK).any(|block| self.changes.iter().all(|changes| on_borders(changes, block)))
    }
}

/// Mostly one light or dark ground without colour, some marks far from it, and little between.
fn is_line_drawing(grid: &Grid) -> bool {
    let share = |is: &dyn Fn(f32, f32) -> bool| {
        let count = grid.pixels.iter().filter(|pixel| is(pixel.l, chroma(**pixel))).count();
        count * 100 / grid.pixels.len().max(1)
    };
    let light = share(&|l, chroma| l > 0.9 && chroma < 0.04);
    let dark = share(&|l, _| l < 0.25);
    let marks_on_light = share(&|l, _| l < 0.75);
    let marks_on_dark = share(&|l, _| l > 0.5);
    let between = share(&|l, chroma| (0.4..0.75).contains(&l) || chroma > 0.08);
    light >= 65 && (1..=30).contains(&marks_on_light) && between <= 20
        || dark >= 80 && (2..=12).contains(&marks_on_dark) && between <= 10 && share(&|_, chroma| chroma > 0.05) <= 2
}

/// Whether few colours cover nearly all of it.
fn covered(grid: &Grid) -> bool {
    let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for bytes in &grid.bytes {
        *counts.entry(bytes.map(|byte| byte / 6)).or_default() += 1;
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    counts.iter().take(8).sum::<usize>() * 100 >= grid.bytes.len() * 88
}
