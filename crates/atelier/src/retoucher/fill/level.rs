//! A picture with a hole in one of its sizes.

use crate::retoucher::sheet::Sheet;

/// The side of a patch, in pixels of its level.
pub(super) const PATCH: usize = 8;
/// A row of a patch, in bytes.
pub(super) const ROW: usize = PATCH * 4;

/// Pixels of four bytes, the last one always zero, because rows of patches are compared sixteen bytes at a time.
pub(super) struct Level {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<[u8; 4]>,
    pub hole: Vec<bool>,
}

/// Places where patches can lie, by the place of their upper left pixel.
pub(super) struct Places {
    pub across: usize,
    pub down: usize,
    /// Whether the patch there is wholly known.
    pub known: Vec<bool>,
    /// Those that touch the hole.
    pub targets: Vec<u32>,
    /// Those that are wholly known.
    pub sources: Vec<u32>,
}

impl Level {
    pub fn new(sheet: &Sheet, hole: Vec<bool>) -> Self {
        Self {
            width: sheet.width,
            height: sheet.height,
            pixels: sheet.pixels.iter().map(|[r, g, b]| [*r, *g, *b, 0]).collect(),
            hole,
        }
    }

    /// Half the size; a pixel is known where half of its four are, and is the mean of those.
    pub fn halved(&self) -> Self {
        let (width, height) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let mut half = Self {
            width,
            height,
            pixels: Vec::with_capacity(width * height),
            hole: Vec::with_capacity(width * height),
        };
        for place in 0..width * height {
            let (pixel, known) = self.mean_of_four(place % width * 2, place / width * 2);
            half.pixels.push(pixel);
            half.hole.push(known < 2);
        }
        half
    }

    fn mean_of_four(&self, x: usize, y: usize) -> ([u8; 4], u32) {
        let mut sum = [0_u32; 4];
        let mut known = 0;
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let place = (y + dy).min(self.height - 1) * self.width + (x + dx).min(self.width - 1);
            if !self.hole[place] {
                known += 1;
                for (sum, byte) in sum.iter_mut().zip(self.pixels[place]) {
                    *sum += u32::from(byte);
                }
            }
        }
        (sum.map(|sum| ((sum + known / 2) / known.max(1)) as u8), known)
    }

    pub fn places(&self) -> Places {
        let (across, down) = (self.width + 1 - PATCH, self.height + 1 - PATCH);
        let counts = self.holes_in_patches();
        let mut places = Places {
            across,
            down,
            known: counts.iter().map(|count| *count == 0).collect(),
            targets: Vec::new(),
            sources: Vec::new(),
        };
        for (place, count) in counts.iter().enumerate() {
            if *count == 0 {
                places.sources.push(place as u32);
            } else {
                places.targets.push(place as u32);
            }
        }
        places
    }

    /// How many pixels of each patch are unknown, by sums along rows and then along columns.
    fn holes_in_patches(&self) -> Vec<u8> {
        let (across, down) = (self.width + 1 - PATCH, self.height + 1 - PATCH);
        let mut rows = vec![0_u8; across * self.height];
        for (sums, hole) in rows.chunks_exact_mut(across).zip(self.hole.chunks_exact(self.width)) {
            for (x, sum) in sums.iter_mut().enumerate() {
                *sum = hole[x..x + PATCH].iter().map(|hole| u8::from(*hole)).sum();
            }
        }
        let mut counts = vec![0_u8; across * down];
        for (y, counts) in counts.chunks_exact_mut(across).enumerate() {
            for row in rows[y * across..].chunks_exact(across).take(PATCH) {
                for (count, sum) in counts.iter_mut().zip(row) {
                    *count += sum;
                }
            }
        }
        counts
    }
}
