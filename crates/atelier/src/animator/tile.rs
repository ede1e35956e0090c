//! A square of noise that joins with itself, so that water, mist and the like can flow over it without end.

use crate::{
    noise::Noise,
    steady::{cosine, sine},
};

/// Values along a side.
pub(super) const SIDE: usize = 256;
/// Waves of the coarsest noise along a side.
pub(super) const CELLS: usize = 8;

/// Values in a square that joins with itself at all four edges.
#[derive(Debug, Clone)]
pub(super) struct Tile(Vec<f32>);

/// One row of a tile, with its beginning repeated at the end.
#[derive(Debug, Clone)]
pub(super) struct TileRow([f32; SIDE + 1]);

impl Tile {
    /// Noise of about -1 to 1 in some octaves, each twice as fine and `rough` as strong.
    pub fn noise(seed: u64, layer: u32, octaves: u32, rough: f32) -> Self {
        let noise = Noise::new(seed, layer);
        let mut values = vec![0.0; SIDE * SIDE];
        let (mut cells, mut strength) = (CELLS, 1.0);
        for octave in 0..octaves {
            let lattice = Lattice::new(noise, cells, octave as i32 * 1000);
            for (place, value) in values.iter_mut().enumerate() {
                let to_cell = cells as f32 / SIDE as f32;
                let (x, y) = ((place % SIDE) as f32 * to_cell, (place / SIDE) as f32 * to_cell);
                *value += strength * lattice.at(x, y);
            }
            cells *= 2;
            strength *= rough;
        }
        Self(values)
    }

    /// How steep the tile is across and down, for one cell.
    pub fn slopes(&self) -> [Self; 2] {
        let per_cell = SIDE as f32 / CELLS as f32 * 0.5;
        let slope = |dx: usize, dy: usize| {
            let steep = |place: usize| {
                let (x, y) = (place % SIDE, place / SIDE);
                (self.value(x + dx, y + dy) - self.value(x + SIDE - dx, y + SIDE - dy)) * per_cell
            };
            Self((0..SIDE * SIDE).map(steep).collect())
        };
        [slope(1, 0), slope(0, 1)]
    }

    /// The values made into others.
    pub fn map(mut self, of: impl Fn(f32) -> f32) -> Self {
        for value in &mut self.0 {
            *value = of(*value);
        }
        self
    }

    /// The row at a height in cells.
    pub fn row(&self, y: f32, row: &mut TileRow) {
        let y = around(y);
        let (upper, share) = (y as usize, y - y.floor());
        let line = |row: usize| {
            let start = row % SIDE * SIDE;
            self.0.get(start..start + SIDE).unwrap_or_default()
        };
        for ((value, from), to) in row.0.iter_mut().zip(line(upper)).zip(line(upper + 1)) {
            *value = from + (to - from) * share;
        }
        row.0[SIDE] = row.0[0];
    }

    fn value(&self, x: usize, y: usize) -> f32 {
        self.0.get(y % SIDE * SIDE + x % SIDE).copied().unwrap_or(0.0)
    }
}

impl TileRow {
    pub const fn new() -> Self {
        Self([0.0; SIDE + 1])
    }

    /// Adds `strength` times the values from a place in cells on, `step` cells apart, to a line.
    pub fn add(&self, from: f32, step: f32, strength: f32, line: &mut [f32]) {
        const FINE: f32 = 65536.0;
        let to_value = SIDE as f32 / CELLS as f32;
        let mut place = (around(from) * FINE) as u32;
        let step = (step * to_value * FINE) as i32 as u32;
        for value in line {
            let index = ((place >> 16) as usize) % SIDE;
            let share = (place & 0xffff) as f32 * (1.0 / FINE);
            let (from, to) = (self.0[index], self.0[index + 1]);
            *value += strength * (from + (to - from) * share);
            place = place.wrapping_add(step);
        }
    }
}

/// A place in cells as a place among the values, 0 to `SIDE`.
fn around(cells: f32) -> f32 {
    let turns = cells / CELLS as f32;
    ((turns - turns.floor()) * SIDE as f32).clamp(0.0, SIDE as f32 - 0.001)
}

/// Gradients on the corners of cells.
struct Lattice {
    cells: usize,
    slopes: Vec<(f32, f32)>,
}

impl Lattice {
    fn new(noise: Noise, cells: usize, salt: i32) -> Self {
        let slope = |place: usize| {
            let turn = noise.dice((place % cells) as i32 + salt, (place / cells) as i32) * std::f32::consts::TAU;
            (cosine(turn), sine(turn))
        };
        Self {
            cells,
            slopes: (0..cells * cells).map(slope).collect(),
        }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        let (cx, cy) = (x as usize, y as usize);
        let (fx, fy) = (x - cx as f32, y - cy as f32);
        let fade = |t: f32| t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
        let corner = |dx: usize, dy: usize| {
            let place = (cy + dy) % self.cells * self.cells + (cx + dx) % self.cells;
            let (sx, sy) = self.slopes.get(place).copied().unwrap_or_default();
            sx * (fx - dx as f32) + sy * (fy - dy as f32)
        };
        let (u, v) = (fade(fx), fade(fy));
        let top = corner(0, 0) + u * (corner(1, 0) - corner(0, 0));
        let bottom = corner(0, 1) + u * (corner(1, 1) - corner(0, 1));
        1.5 * (top + v * (bottom - top))
    }
}
