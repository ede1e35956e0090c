//! The surface in the making: linear light, stored column by column, because land and water are built along columns.

use rayon::prelude::*;

use crate::{PaintError, Stage, colour::Rgb, watch::Progress};

/// Columns that are worked on between two looks at the watcher.
pub(super) const STRIP: usize = 8;

/// Sides in pixels, and the picture's own measure: one is the height, so `x` runs to `aspect` and `y` to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub width: usize,
    pub height: usize,
    pub aspect: f32,
    /// The side of one pixel.
    pub pixel: f32,
    /// The scale for things, so that they fit narrow pictures too.
    pub unit: f32,
}

/// Pixels of linear light, from the top down to the last row that anything still asks for.
pub(super) struct Canvas {
    frame: Frame,
    rows: usize,
    pixels: Vec<Rgb>,
}

/// One column of pixels in the making, from the top.
pub(super) struct Column<'a> {
    pub frame: Frame,
    /// The middle of the column.
    pub x: f32,
    pub pixels: &'a mut [Rgb],
}

impl Frame {
    pub fn new(width: u32, height: u32) -> Self {
        let aspect = width as f32 / height as f32;
        Self {
            width: width as usize,
            height: height as usize,
            aspect,
            pixel: 1.0 / height as f32,
            unit: aspect.clamp(0.0, 1.0),
        }
    }

    /// The middle of a column or row of pixels.
    pub fn middle(self, index: usize) -> f32 {
        (index as f32 + 0.5) * self.pixel
    }

    /// The row that a place lies in, at most one below the picture.
    pub fn row(self, y: f32) -> usize {
        ((y / self.pixel).max(0.0) as usize).min(self.height)
    }
}

impl Column<'_> {
    /// Repaints every row that touches the stretch between two heights.
    pub fn paint(&mut self, from: f32, until: f32, mut light: impl FnMut(Rgb, f32) -> Rgb) {
        if until < from {
            return;
        }
        let (first, last) = (self.frame.row(from), self.frame.row(until));
        for (row, pixel) in self.pixels.iter_mut().enumerate().take(last + 1).skip(first) {
            *pixel = light(*pixel, self.frame.middle(row));
        }
    }

    /// Repaints in the same way, but asks for what changes `slowly` only every few rows, and thinks the rest between.
    pub fn paint_between<const N: usize>(
        &mut self,
        (from, until): (f32, f32),
        slowly: impl Fn(f32) -> [f32; N],
        light: impl Fn(Rgb, f32, [f32; N]) -> Rgb,
    ) {
        let (first, last) = (self.frame.row(from), self.frame.row(until).min(self.pixels.len()));
        let block = (self.frame.height / 300).max(1);
        let mut next = slowly(self.frame.middle(first));
        for start in (first..last).step_by(block) {
            let here = next;
            next = slowly(self.frame.middle(start + block).min(until.max(from)));
            for row in start..(start + block).min(last) {
                let share = (row - start) as f32 / block as f32;
                let between = std::array::from_fn(|index| here[index] + (next[index] - here[index]) * share);
                self.pixels[row] = light(self.pixels[row], self.frame.middle(row), between);
            }
        }
    }
}

impl Canvas {
    pub fn new(frame: Frame, rows: usize) -> Self {
        let rows = rows.clamp(1, frame.height);
        Self {
            frame,
            rows,
            pixels: vec![Rgb::BLACK; frame.width * rows],
        }
    }

    /// Lets `work` change every column, in parallel, reporting progress from `from` to `to`.
    pub fn columns(
        &mut self,
        progress: &Progress<'_>,
        (stage, from, to): (Stage, f32, f32),
        work: impl Fn(&mut Column<'_>) + Sync,
    ) -> Result<(), PaintError> {
        let (frame, rows) = (self.frame, self.rows);
        let steps = progress.steps(frame.width.div_ceil(STRIP), (stage, from, to));
        let strips = self.pixels.par_chunks_mut(rows * STRIP).enumerate();
        strips.try_for_each(|(strip, columns)| {
            for (index, pixels) in columns.chunks_exact_mut(rows).enumerate() {
                let x = frame.middle(strip * STRIP + index);
                work(&mut Column { frame, x, pixels });
            }
            steps.advance()
        })
    }

    /// One finished column.
    pub fn column(&self, index: usize) -> &[Rgb] {
        let start = index.min(self.frame.width - 1) * self.rows;
        &self.pixels[start..start + self.rows]
    }

    /// The light at a place, between pixels, clamped to the edges.
    pub fn sample(&self, x: f32, y: f32) -> Rgb {
        let (px, py) = (x / self.frame.pixel - 0.5, y / self.frame.pixel - 0.5);
        let px = px.clamp(0.0, (self.frame.width - 1) as f32);
        let py = py.clamp(0.0, (self.rows - 1) as f32);
        let (cx, cy) = (px as usize, py as usize);
        let (fx, fy) = (px - cx as f32, py - cy as f32);
        let below = (cy + 1).min(self.rows - 1);
        let (left, right) = (self.column(cx), self.column(cx + 1));
        left[cy].mix(left[below], fy).mix(right[cy].mix(right[below], fy), fx)
    }

    /// The same light in blocks: what a surface too rough for images still mirrors.
    pub fn blurred(&self) -> Self {
        let side = (self.frame.height / 48).max(1);
        let (width, rows) = (self.frame.width.div_ceil(side), self.rows.div_ceil(side));
        let frame = Frame {
            width,
            pixel: self.frame.pixel * side as f32,
            ..self.frame
        };
        let block = |index: usize| {
            let (column, row) = (index / rows * side, index % rows * side);
            let mut sum = (Rgb::BLACK, 0.0_f32);
            for x in (column..(column + side).min(self.frame.width)).step_by(side.div_ceil(6)) {
                for light in self.column(x)[row..].iter().take(side).step_by(side.div_ceil(6)) {
                    sum = (sum.0 + *light, sum.1 + 1.0);
                }
            }
            sum.0 * (1.0 / sum.1.max(1.0))
        };
        Self {
            frame,
            rows,
            pixels: (0..width * rows).map(block).collect(),
        }
    }
}
