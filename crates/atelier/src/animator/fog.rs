//! Mist that drifts: two veils of noise that pass over each other.

use super::{
    camera::{Depth, View},
    screen::Screen,
    tile::{Tile, TileRow},
};
use crate::{
    noise::{decay, smooth},
    paint::fine,
};

/// A bank of mist across the whole picture.
pub(super) struct Fog {
    veil: Tile,
    colour: [i16; 3],
    bank: Bank,
}

/// Where mist lies, in the picture's measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bank {
    /// Where it is thickest.
    pub line: f32,
    /// How quickly it thins out above and below.
    pub above: f32,
    pub below: f32,
    /// How much it hides where it is thickest, 0 to 1.
    pub thick: f32,
    pub depth: f32,
    /// How fast it drifts, in heights of the picture a second; below zero to the left.
    pub wind: f32,
}

impl Fog {
    pub fn new(colour: [f32; 3], bank: Bank, seed: u64) -> Self {
        Self {
            veil: Tile::noise(seed, 72, 4, 0.5),
            colour: colour.map(fine),
            bank,
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let (width, unit) = (screen.width, view.unit());
        let mut row = TileRow::new();
        let mut line = vec![0.0_f32; width / 2];
        for index in 0..screen.height / 2 {
            let sight = view.sight_of_row(Depth::Flat(self.bank.depth), index as f32 * 2.0);
            let down = (sight.y(index as f32 * 2.0 + 0.5) / unit) - self.bank.line;
            let lying = self.bank.thick
                * if down > 0.0 {
                    decay(-down * self.bank.below)
                } else {
                    decay(down * self.bank.above)
                };
            if lying < 0.008 {
                continue;
            }
            let (x, step) = (sight.x(0.5) / unit, 2.0 * sight.scale / unit);
            line.fill(0.0);
            for (wide, high, drift, strength) in [(1.1, 6.0, 1.0, 0.6), (2.3, 9.0, 1.9, 0.4)] {
                self.veil.row(down * high + 3.0 * wide + 0.012 * seconds, &mut row);
                row.add(
                    (x - drift * self.bank.wind * seconds) * wide,
                    step * wide,
                    strength,
                    &mut line,
                );
            }
            for value in &mut line {
                let drawn = smooth(-0.9, 0.9, *value);
                *value = (lying * (0.35 + 1.15 * drawn)).clamp(0.0, 0.97) * 256.0;
            }
            self.veil_rows(index, &line, screen);
        }
    }

    fn veil_rows(&self, index: usize, line: &[f32], screen: &mut Screen) {
        let width = screen.width;
        let mix = |under: &mut i16, over: i16, share: i32| {
            *under = (i32::from(*under) + (((i32::from(over) - i32::from(*under)) * share) >> 8)) as i16;
        };
        let start = index * 2 * width;
        for luma in screen.luma[start..start + 2 * width].chunks_exact_mut(width) {
            for (pair, share) in luma.chunks_exact_mut(2).zip(line) {
                for under in pair {
                    mix(under, self.colour[0], *share as i32);
                }
            }
        }
        let start = index * (width / 2);
        for (plane, colour) in screen.chroma.iter_mut().zip(&self.colour[1..]) {
            for (under, share) in plane[start..start + width / 2].iter_mut().zip(line) {
                mix(under, *colour, *share as i32);
            }
        }
    }
}
