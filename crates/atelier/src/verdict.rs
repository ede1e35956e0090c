//! Whether a model kept to a mask: what it changed where nothing was to change.
//!
//! Whoever writes a picture anew as JPEG, or in another size, changes nearly every pixel a little; whoever paints anew
//! changes what is seen. The difference shows in cells of 16 by 16 pixels. Compression and resampling move a cell's mean
//! colour by a few levels and its pixels not far from where they were; new paint moves one or the other by a lot.

use crate::Mask;

/// The side of a cell, in pixels.
const CELL: usize = 16;
/// A cell is changed whose mean is further off than this in red, green or blue, in levels of 255.
const MEAN_OFF: u32 = 10;
/// A cell is changed whose pixels are further off than this on average.
const PIXELS_OFF: u32 = 40;
/// From this on, in thousandths of what was to stay, it counts as changed: a stray cell is forgiven.
const CHANGED: u16 = 5;
/// What is as near to the mask as this part of the shorter side is not looked at, up to a block of JPEG's: a soft brush,
/// and a compression that mixes neighbours, are no breach.
const MARGIN: u32 = 32;
const MOST_MARGIN: u32 = 16;

/// Whether a model kept to a mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Outside everything is as it was, up to compression and resampling.
    Kept {
        /// In thousandths of what was to stay.
        changed: u16,
    },
    /// It painted outside as well.
    ChangedOutside {
        /// In thousandths of what was to stay.
        changed: u16,
    },
    /// There was nothing to compare, or it could not be laid over each other.
    NotCompared,
}

impl Verdict {
    /// From how much was changed, in thousandths of what was to stay.
    #[must_use]
    pub const fn from_changed(changed: u16) -> Self {
        if changed < CHANGED {
            Self::Kept { changed }
        } else {
            Self::ChangedOutside { changed }
        }
    }

    /// How much was changed, in thousandths of what was to stay, where it was compared.
    #[must_use]
    pub const fn changed(self) -> Option<u16> {
        match self {
            Self::Kept { changed } | Self::ChangedOutside { changed } => Some(changed),
            Self::NotCompared => None,
        }
    }
}

/// Compares what was to stay; both are of the mask's size, with so many bytes a pixel.
pub(crate) fn compare(before: &[u8], after: &[u8], each: usize, mask: &Mask) -> Verdict {
    let distances = mask.distances();
    let margin = (mask.width().min(mask.height()) / MARGIN).min(MOST_MARGIN) as u8;
    let looked_at = |margin: u8| distances.iter().filter(|distance| **distance > margin).count();
    // A mask that leaves little over is compared up to its edge.
    let margin = if looked_at(margin) * 2 < looked_at(0) {
        0
    } else {
        margin
    };
    let width = mask.width() as usize;
    let (mut changed, mut whole) = (0, 0);
    let strip = width * CELL;
    for (at, distances) in distances.chunks(strip).enumerate() {
        let from = at * strip * each;
        let to = from + distances.len() * each;
        for cell in cells(&before[from..to], &after[from..to], each, width, distances, margin) {
            whole += u64::from(cell.pixels);
            changed += if cell.is_changed() { u64::from(cell.pixels) } else { 0 };
        }
    }
    if whole == 0 {
        return Verdict::from_changed(0);
    }
    Verdict::from_changed((changed * 1_000).div_ceil(whole) as u16)
}

/// What is compared of a cell.
#[derive(Clone, Copy, Default)]
struct Cell {
    pixels: u32,
    before: [u32; 3],
    after: [u32; 3],
    apart: u32,
}

impl Cell {
    fn note(&mut self, before: [u8; 3], after: [u8; 3]) {
        self.pixels += 1;
        for channel in 0..3 {
            self.before[channel] += u32::from(before[channel]);
            self.after[channel] += u32::from(after[channel]);
            self.apart += u32::from(before[channel].abs_diff(after[channel]));
        }
    }

    fn is_changed(&self) -> bool {
        let mean_off = |channel: usize| self.before[channel].abs_diff(self.after[channel]) > MEAN_OFF * self.pixels;
        (0..3).any(mean_off) || self.apart > PIXELS_OFF * self.pixels * 3
    }
}

/// The cells of a strip of rows.
fn cells(before: &[u8], after: &[u8], each: usize, width: usize, distances: &[u8], margin: u8) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); width.div_ceil(CELL)];
    let pixels = before.chunks_exact(each).zip(after.chunks_exact(each));
    for (place, ((before, after), distance)) in pixels.zip(distances).enumerate() {
        if *distance > margin {
            cells[place % width / CELL].note(seen(before), seen(after));
        }
    }
    cells
}

/// A pixel's colour over white.
fn seen(pixel: &[u8]) -> [u8; 3] {
    let opacity = pixel.get(3).map_or(255, |opacity| u32::from(*opacity));
    [0, 1, 2].map(|channel| ((u32::from(pixel[channel]) * opacity + 255 * (255 - opacity) + 127) / 255) as u8)
}
