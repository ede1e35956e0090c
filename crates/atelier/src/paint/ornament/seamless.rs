//! A pattern whose left edge continues its right one, and whose top continues its bottom.
//!
//! Everything is laid out in whole cells, and cells are counted modulo their number, so that the edges must meet.

use super::{geometric, inks::Inks, stamps::Stamps};
use crate::{
    noise::{Choices, Noise},
    paint::canvas::{Column, Frame},
    scene::{Motif, Scene},
};

/// Motifs for orders that name none.
const USUAL: [Motif; 5] = [
    Motif::Leaves,
    Motif::Scales,
    Motif::Terrazzo,
    Motif::Tiles,
    Motif::Flowers,
];

/// A pattern over a whole picture.
pub(in crate::paint) struct Seamless {
    motif: Motif,
    inks: Inks,
    grid: Grid,
    stamps: Option<Stamps>,
}

/// Whole cells that fill the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub noise: Noise,
    pub frame: Frame,
    pub across: i32,
    pub down: i32,
    /// Chooses between the ways to draw a motif.
    pub variant: f32,
}

impl Seamless {
    pub fn new(scene: &Scene, frame: Frame, seed: u64) -> Self {
        let mut choices = Choices::new(seed, 321);
        let usual = choices.pick(&USUAL).unwrap_or(Motif::Leaves);
        let motif = scene.motif.unwrap_or(usual);
        let inks = Inks::new(scene, seed);
        let cell = match motif {
            Motif::Plaid => 0.34,
            Motif::Stripes | Motif::Tiles => 0.25,
            Motif::Leaves => 0.22,
            Motif::Flowers => 0.19,
            Motif::Dots | Motif::Scales | Motif::Hexagons => 0.125,
            Motif::Terrazzo => 0.1,
        };
        let grid = Grid::new(frame, cell, choices.unit(), seed);
        let stamps = matches!(motif, Motif::Leaves | Motif::Flowers | Motif::Terrazzo);
        Self {
            motif,
            stamps: stamps.then(|| Stamps::new(grid, motif)),
            inks,
            grid,
        }
    }

    pub fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let (grid, inks) = (&self.grid, &self.inks);
        match self.motif {
            Motif::Stripes => column.paint(0.0, 1.0, |_, y| geometric::stripes(grid, inks, x, y)),
            Motif::Plaid => column.paint(0.0, 1.0, |_, y| geometric::plaid(grid, inks, x, y)),
            Motif::Dots => column.paint(0.0, 1.0, |_, y| geometric::dots(grid, inks, x, y)),
            Motif::Tiles => column.paint(0.0, 1.0, |_, y| geometric::tiles(grid, inks, x, y)),
            Motif::Scales => column.paint(0.0, 1.0, |_, y| geometric::scales(grid, inks, x, y)),
            Motif::Hexagons => column.paint(0.0, 1.0, |_, y| geometric::hexagons(grid, inks, x, y)),
            Motif::Leaves | Motif::Flowers | Motif::Terrazzo => column.paint(0.0, 1.0, |_, _| inks.ground),
        }
        if let Some(stamps) = &self.stamps {
            stamps.lay(inks, column);
        }
    }
}

impl Grid {
    fn new(frame: Frame, cell: f32, variant: f32, seed: u64) -> Self {
        // Rows come in pairs, so that every other one may be shifted.
        let even = |count: f32| ((count * 0.5).round() as i32).max(1) * 2;
        let cell = cell * frame.unit.max(0.3);
        let usual = even(1.0 / cell);
        // Of the numbers of rows near the usual one, that whose cells are most nearly square.
        let oddness = |down: i32| {
            let across = even(frame.aspect * down as f32);
            let ratio = frame.aspect * down as f32 / across as f32;
            ratio.max(1.0 / ratio) - 1.0 + 0.05 * (down - usual).abs() as f32 / usual as f32
        };
        let near = (usual / 3).max(1)..=usual * 3 / 4 + 1;
        let down = near
            .map(|pairs| pairs * 2)
            .filter(|down| (usual * 2 / 3..=usual * 3 / 2).contains(down))
            .chain([usual])
            .min_by(|one, other| oddness(*one).total_cmp(&oddness(*other)))
            .unwrap_or(usual);
        Self {
            noise: Noise::new(seed, 322),
            frame,
            across: even(frame.aspect * down as f32),
            down,
            variant,
        }
    }

    /// Width and height of a cell.
    pub fn cell(&self) -> (f32, f32) {
        (self.frame.aspect / self.across as f32, 1.0 / self.down as f32)
    }

    /// A fair number for a cell, the same for cells that meet at opposite edges.
    pub fn dice(&self, x: i32, y: i32, kind: i32) -> f32 {
        self.noise
            .dice(x.rem_euclid(self.across) + kind * 577, y.rem_euclid(self.down))
    }
}
