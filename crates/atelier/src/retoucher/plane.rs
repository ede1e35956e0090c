//! Numbers laid out like a picture: light, slopes, densities, whatever is worked out pixel by pixel.

use super::work::Work;
use crate::PaintError;

/// Side of the blocks in which a plane is turned over, so that both sides stay in the cache.
const BLOCK: usize = 32;

/// So many numbers for each pixel, row after row.
#[derive(Debug, Clone)]
pub(crate) struct Plane<const N: usize> {
    pub width: usize,
    pub height: usize,
    pub values: Vec<[f32; N]>,
}

impl<const N: usize> Plane<N> {
    /// Asks for every pixel, in parallel.
    pub fn make(
        work: Work<'_>,
        (width, height): (usize, usize),
        value: impl Fn(usize, usize) -> [f32; N] + Sync,
    ) -> Result<Self, PaintError> {
        let mut values = vec![[0.0; N]; width * height];
        work.rows(&mut values, width, |y, row| {
            for (x, place) in row.iter_mut().enumerate() {
                *place = value(x, y);
            }
        })?;
        Ok(Self { width, height, values })
    }

    pub const fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    pub fn row(&self, y: usize) -> &[[f32; N]] {
        let y = y.min(self.height - 1);
        &self.values[y * self.width..][..self.width]
    }

    /// The pixel at a place, or the nearest one for a place outside.
    pub fn at(&self, x: isize, y: isize) -> [f32; N] {
        let x = x.clamp(0, self.width as isize - 1) as usize;
        let y = y.clamp(0, self.height as isize - 1) as usize;
        self.values[y * self.width + x]
    }

    /// Between the middles of pixels, which lie at whole places.
    pub fn sample(&self, x: f32, y: f32) -> [f32; N] {
        let x = x.clamp(0.0, (self.width - 1) as f32);
        let y = y.clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let right = (left + 1).min(self.width - 1);
        let (upper, lower) = (self.row(top), self.row(top + 1));
        std::array::from_fn(|n| {
            let above = upper[left][n] + (upper[right][n] - upper[left][n]) * fx;
            let below = lower[left][n] + (lower[right][n] - lower[left][n]) * fx;
            above + (below - above) * fy
        })
    }

    /// Another plane of the same size, pixel by pixel.
    pub fn map<const M: usize>(
        &self,
        work: Work<'_>,
        change: impl Fn([f32; N]) -> [f32; M] + Sync,
    ) -> Result<Plane<M>, PaintError> {
        Plane::make(work, self.size(), |x, y| change(self.values[y * self.width + x]))
    }

    /// Columns become rows.
    pub fn turned_over(&self, work: Work<'_>) -> Result<Self, PaintError> {
        let mut values = vec![[0.0; N]; self.values.len()];
        work.rows(&mut values, self.height * BLOCK, |block, columns| {
            let left = block * BLOCK;
            for top in (0..self.height).step_by(BLOCK) {
                for (index, column) in columns.chunks_mut(self.height).enumerate() {
                    for (y, value) in column.iter_mut().enumerate().skip(top).take(BLOCK) {
                        *value = self.values[y * self.width + left + index];
                    }
                }
            }
        })?;
        Ok(Self {
            width: self.height,
            height: self.width,
            values,
        })
    }

    /// Softened by very nearly a Gaussian of this deviation, in pixels; three boxes one after the other come close.
    pub fn blurred(&self, work: Work<'_>, deviation: f32) -> Result<Self, PaintError> {
        if deviation < 0.05 {
            return Ok(self.clone());
        }
        let reach = ((4.0 * deviation * deviation + 1.0).sqrt() - 1.0) * 0.5;
        let mut soft = self.clone();
        soft.boxed(work, reach)?;
        let mut soft = soft.turned_over(work)?;
        soft.boxed(work, reach)?;
        soft.turned_over(work)
    }

    fn boxed(&mut self, work: Work<'_>, reach: f32) -> Result<(), PaintError> {
        let width = self.width;
        work.rows(&mut self.values, width, |_, row| {
            let mut source = row.to_vec();
            for _ in 0..3 {
                source.copy_from_slice(row);
                average_along(&source, row, reach);
            }
        })
    }
}

/// Every place becomes the mean of those within a reach that need not be whole; the ends go on as they are.
fn average_along<const N: usize>(source: &[[f32; N]], target: &mut [[f32; N]], reach: f32) {
    let whole = reach as isize;
    let part = reach - whole as f32;
    let last = source.len() as isize - 1;
    let at = |x: isize| source[x.clamp(0, last) as usize];
    let share = 1.0 / (2.0 * reach + 1.0);
    let mut sum = [0.0; N];
    for x in -whole..=whole {
        for (sum, value) in sum.iter_mut().zip(at(x)) {
            *sum += value;
        }
    }
    for (x, target) in target.iter_mut().enumerate() {
        let x = x as isize;
        let (before, first, after) = (at(x - whole - 1), at(x - whole), at(x + whole + 1));
        for n in 0..N {
            target[n] = (sum[n] + part * (before[n] + after[n])) * share;
            sum[n] += after[n] - first[n];
        }
    }
}
