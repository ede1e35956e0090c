//! A small version of a picture, as the eye orders its colours.

use crate::{
    colour::{LINEAR, Lab, Rgb},
    thumbnail,
};

/// The longer side of the small version, in pixels.
const SIDE: u32 = 128;
/// Larger pictures are first thinned out to about this, which is quicker than averaging all of it.
const THINNED: u32 = 600;

/// The small version, row after row.
pub(super) struct Grid {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<Lab>,
    pub bytes: Vec<[u8; 3]>,
}

impl Grid {
    /// From pixels that fill their size.
    pub fn new(rgb: &[u8], width: u32, height: u32) -> Self {
        let step = (width.max(height) / THINNED).max(1);
        let (thin, thin_width, thin_height) = thinned(rgb, (width, height), step);
        let (small, width, height) = thumbnail(&thin, thin_width, thin_height, SIDE);
        let bytes: Vec<[u8; 3]> = small.as_chunks().0.to_vec();
        Self {
            width: width as usize,
            height: height as usize,
            pixels: bytes.iter().map(|pixel| lab(*pixel)).collect(),
            bytes,
        }
    }

    pub fn at(&self, x: usize, y: usize) -> Lab {
        let index = y.min(self.height - 1) * self.width + x.min(self.width - 1);
        self.pixels[index]
    }

    pub fn rows(&self) -> impl Iterator<Item = &[Lab]> {
        self.pixels.chunks_exact(self.width)
    }

    /// The mean colour of a part, from and until in pixels; grey where the part is empty.
    pub fn mean(&self, across: (usize, usize), down: (usize, usize)) -> Lab {
        let (mut sum, mut count) = ((0.0, 0.0, 0.0), 0.0_f32);
        for row in self.rows().take(down.1).skip(down.0) {
            for pixel in row.iter().take(across.1).skip(across.0) {
                sum = (sum.0 + pixel.l, sum.1 + pixel.a, sum.2 + pixel.b);
                count += 1.0;
            }
        }
        let count = count.max(1.0);
        Lab {
            l: sum.0 / count,
            a: sum.1 / count,
            b: sum.2 / count,
        }
    }

    /// How much each place differs from its right and lower neighbour.
    pub fn edges(&self) -> Vec<f32> {
        let mut edges = Vec::with_capacity(self.pixels.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let here = self.at(x, y);
                edges.push(distance(here, self.at(x + 1, y)).max(distance(here, self.at(x, y + 1))));
            }
        }
        edges
    }
}

pub(super) fn distance(one: Lab, other: Lab) -> f32 {
    let (l, a, b) = (one.l - other.l, one.a - other.a, one.b - other.b);
    (l * l + a * a + b * b).sqrt()
}

fn lab([r, g, b]: [u8; 3]) -> Lab {
    Rgb::new(LINEAR[usize::from(r)], LINEAR[usize::from(g)], LINEAR[usize::from(b)]).lab()
}

fn thinned(rgb: &[u8], (width, height): (u32, u32), step: u32) -> (Vec<u8>, u32, u32) {
    if step == 1 {
        return (rgb.to_vec(), width, height);
    }
    let mut thin = Vec::new();
    for row in rgb.chunks_exact(width as usize * 3).step_by(step as usize) {
        for pixel in row.chunks_exact(3).step_by(step as usize) {
            thin.extend_from_slice(pixel);
        }
    }
    (thin, width.div_ceil(step), height.div_ceil(step))
}
