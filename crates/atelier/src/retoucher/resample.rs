//! Another size, in linear light, so that fine bright detail does not darken; colours count by their opacity.

use super::{sheet::Sheet, turn::parted, work::Work};
use crate::{PaintError, colour::LINEAR};

/// A picture as linear light that counts by its opacity.
pub(super) struct Source<'a> {
    sheet: &'a Sheet,
}

impl<'a> Source<'a> {
    pub const fn new(sheet: &'a Sheet) -> Self {
        Self { sheet }
    }

    /// The pixel at a place, or the nearest one.
    pub fn at(&self, x: isize, y: isize) -> [f32; 4] {
        let x = x.clamp(0, self.sheet.width as isize - 1) as usize;
        let y = y.clamp(0, self.sheet.height as isize - 1) as usize;
        self.pixel(y * self.sheet.width + x)
    }

    fn pixel(&self, place: usize) -> [f32; 4] {
        let opacity = self
            .sheet
            .opacity
            .as_ref()
            .map_or(1.0, |opacity| f32::from(opacity[place]) * (1.0 / 255.0));
        let [r, g, b] = self.sheet.pixels[place].map(|byte| LINEAR[usize::from(byte)] * opacity);
        [r, g, b, opacity]
    }
}

/// The picture in another size.
pub(super) fn resample(sheet: &Sheet, (width, height): (usize, usize), work: Work<'_>) -> Result<Sheet, PaintError> {
    if sheet.size() == (width, height) {
        return Ok(sheet.clone());
    }
    let (across, down) = (shares(sheet.width, width), shares(sheet.height, height));
    let source = Source::new(sheet);
    let mut made = vec![([0; 3], 255); width * height];
    work.rows(&mut made, width, |y, row| {
        let strip = gathered(&source, &down[y]);
        for (pixel, share) in row.iter_mut().zip(&across) {
            let mut sum = [0.0; 4];
            for (light, weight) in strip[share.first..].iter().zip(&share.weights) {
                for (sum, light) in sum.iter_mut().zip(light) {
                    *sum += weight * light;
                }
            }
            *pixel = parted(sum);
        }
    })?;
    Ok(Sheet {
        width,
        height,
        pixels: made.iter().map(|(pixel, _)| *pixel).collect(),
        opacity: (!sheet.is_opaque()).then(|| made.iter().map(|(_, opacity)| *opacity).collect()),
    })
}

/// Which places make a new one, and how much of each.
struct Share {
    first: usize,
    weights: Vec<f32>,
}

fn shares(from: usize, to: usize) -> Vec<Share> {
    let ratio = from as f32 / to as f32;
    // Where it shrinks, the curve is as wide as what becomes one pixel.
    let scale = ratio.max(1.0);
    (0..to)
        .map(|place| {
            let middle = (place as f32 + 0.5) * ratio - 0.5;
            let first = (middle - 2.0 * scale).floor().max(0.0) as usize;
            let last = ((middle + 2.0 * scale).ceil() as usize).min(from - 1);
            let mut weights: Vec<f32> = (first..=last).map(|x| cubic((x as f32 - middle) / scale)).collect();
            let sum: f32 = weights.iter().sum();
            for weight in &mut weights {
                *weight /= sum;
            }
            Share { first, weights }
        })
        .collect()
}

fn gathered(source: &Source<'_>, share: &Share) -> Vec<[f32; 4]> {
    let width = source.sheet.width;
    let mut strip = vec![[0.0; 4]; width];
    for (index, weight) in share.weights.iter().enumerate() {
        let start = (share.first + index) * width;
        for (x, sum) in strip.iter_mut().enumerate() {
            for (sum, light) in sum.iter_mut().zip(source.pixel(start + x)) {
                *sum += weight * light;
            }
        }
    }
    strip
}

/// The curve of Catmull and Rom: sharp, and it hardly rings.
pub(super) fn cubic(x: f32) -> f32 {
    let x = x.abs();
    if x < 1.0 {
        1.0 + x * x * (1.5 * x - 2.5)
    } else if x < 2.0 {
        2.0 - x * (4.0 - x * (2.5 - 0.5 * x))
    } else {
        0.0
    }
}
