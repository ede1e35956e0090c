//! A lattice of cells for things that lie strewn, at most one in each. It is turned, because eyes find upright rows.

use crate::steady::{cosine, sine};

/// Cells of one size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lattice {
    pub side: f32,
    cosine: f32,
    sine: f32,
}

/// The cell around a place, and where in it the place lies, 0 to 1 both ways.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub index: (i32, i32),
    pub within: (f32, f32),
}

impl Lattice {
    /// Cells with sides of this length, turned by an angle in radians.
    pub fn new(side: f32, turn: f32) -> Self {
        Self {
            side,
            cosine: cosine(turn),
            sine: sine(turn),
        }
    }

    pub fn cell(&self, (x, y): (f32, f32)) -> Cell {
        let along = (x * self.cosine + y * self.sine) / self.side;
        let across = (y * self.cosine - x * self.sine) / self.side;
        let (column, row) = (along.floor(), across.floor());
        Cell {
            index: (column as i32, row as i32),
            within: (along - column, across - row),
        }
    }
}

impl Cell {
    /// How far the place is from a thing of a size, both in sides, that lies in the cell where two dice say, whole.
    pub fn off(&self, dice: (f32, f32), size: f32) -> f32 {
        let margin = (2.2 * size).min(0.45);
        let middle = |dice: f32| margin + (1.0 - 2.0 * margin) * dice;
        let (dx, dy) = (self.within.0 - middle(dice.0), self.within.1 - middle(dice.1));
        (dx * dx + dy * dy).sqrt()
    }
}
