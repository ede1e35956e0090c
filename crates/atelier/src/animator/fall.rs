//! Water that falls: bright and dark strands that run down over a painted fall.

use super::{
    camera::{FAR, View},
    screen::Screen,
    tile::{Tile, TileRow},
};
use crate::{
    noise::smooth,
    paint::{FINE, Fall},
};

/// Veils of strands: cells across and down for one height of the picture, cells fallen a second, and strength.
const VEILS: [(f32, f32, f32, f32); 2] = [(34.0, 4.2, 2.6, 0.6), (71.0, 7.5, 5.6, 0.45)];
/// How much lighter the brightest strand is, in levels.
const BRIGHT: f32 = 22.0;

/// A fall in a picture.
pub(super) struct Strands {
    veil: Tile,
    fall: Fall,
}

impl Strands {
    pub fn new(fall: Fall, seed: u64) -> Self {
        Self {
            veil: Tile::noise(seed, 83, 3, 0.6),
            fall,
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let (sight, unit) = (view.sight(FAR), view.unit());
        let fall = &self.fall;
        let (_, top) = sight.seen((0.0, fall.lip * unit));
        let (_, foot) = sight.seen((0.0, fall.foot * unit));
        let mut row_of_veil = TileRow::new();
        let mut line = Vec::new();
        for row in top.max(0.0) as usize..(foot.max(0.0) as usize).min(screen.height) {
            let down = sight.y(row as f32) / unit - fall.lip;
            let half = fall.half * (0.86 + 0.5 * down.max(0.0));
            let edge = |side: f32| sight.seen(((fall.middle + side * half) * unit, 0.0)).0;
            let from = (edge(-1.0).max(0.0) as usize).min(screen.width);
            let until = (edge(1.0).max(0.0) as usize).clamp(from, screen.width);
            let first = sight.x(from as f32) / unit - fall.middle;
            let step = sight.scale / unit;
            line.clear();
            line.resize(until - from, 0.0);
            for (across, along, speed, strength) in VEILS {
                self.veil.row(down * along - seconds * speed, &mut row_of_veil);
                row_of_veil.add(first * across, step * across, strength, &mut line);
            }
            let ends = smooth(0.0, 0.03, down) * smooth(fall.foot - fall.lip, 0.75 * (fall.foot - fall.lip), down);
            let start = row * screen.width;
            let Some(lumas) = screen.luma.get_mut(start + from..start + until) else {
                continue;
            };
            for (index, (luma, value)) in lumas.iter_mut().zip(&line).enumerate() {
                let off = (first + index as f32 * step) / half;
                let amount = value * ends * (1.0 - off * off).max(0.0) * BRIGHT * FINE;
                *luma = luma.saturating_add(amount as i16).clamp(16 * 64, 245 * 64);
            }
        }
    }
}
