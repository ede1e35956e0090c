//! A flow that goes on flowing: what it is made of is found anew for every frame on a coarse grid, and its colours for every
//! pixel between.

use super::{camera::View, screen::Screen};
use crate::{
    noise::lerp,
    paint::Stream,
    steady::{cosine, sine},
};

/// Pixels from one place of the grid to the next.
const MESH: usize = 4;
/// Steps of height and of leaning that have a colour of their own.
const HEIGHTS: usize = 256;
const LEANS: usize = 64;
/// The flow leans no more than this either way.
const MOST_LEAN: f32 = 0.07;
/// How far the flow goes round before it comes back, and how long that takes, in seconds.
const SWAYS: [(f32, f32); 3] = [(0.55, 61.0), (0.42, 47.0), (0.3, 37.0)];

/// A pattern of flow.
pub(super) struct Flow {
    stream: Stream,
    /// The colours of every height and leaning, in fine steps.
    shades: Vec<[i16; 3]>,
    /// Everything comes back after this many seconds, if it does.
    round: Option<f32>,
}

/// What the flow is made of at the places of the grid.
struct Mesh {
    columns: usize,
    /// Height of 0 to 1, leaning, and the place in the strands.
    places: Vec<[f32; 3]>,
}

impl Flow {
    pub fn new(stream: Stream, round: Option<f32>) -> Self {
        let shade = |place: usize| {
            let height = (place / LEANS) as f32 / (HEIGHTS - 1) as f32;
            let lean = ((place % LEANS) as f32 / (LEANS - 1) as f32 * 2.0 - 1.0) * MOST_LEAN;
            stream.shade(height, lean).fine()
        };
        Self {
            shades: (0..HEIGHTS * LEANS).map(shade).collect(),
            stream,
            round,
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let mesh = self.mesh(view, seconds, screen);
        let width = screen.width;
        let mut line = vec![[0.0_f32; 3]; mesh.columns];
        let mut shades = vec![[0_i16; 3]; width];
        for (row, luma) in screen.luma.chunks_exact_mut(width).enumerate() {
            mesh.row(row, &mut line);
            self.colour(&line, &mut shades);
            for (pixel, shade) in luma.iter_mut().zip(&shades) {
                *pixel = shade[0];
            }
            if row % 2 == 0 {
                let start = row / 2 * (width / 2);
                for (index, plane) in screen.chroma.iter_mut().enumerate() {
                    for (pixel, shade) in plane.iter_mut().skip(start).zip(shades.iter().step_by(2)) {
                        *pixel = shade[index + 1];
                    }
                }
            }
        }
    }

    fn mesh(&self, view: &View, seconds: f32, screen: &Screen) -> Mesh {
        let sight = view.sight(0.5);
        let (columns, rows) = (screen.width / MESH + 3, screen.height / MESH + 3);
        let sway = SWAYS.map(|(far, long)| {
            let long = self.round.map_or(long, |round| round * (long / 40.0).round().max(1.0));
            let turn = seconds / long * std::f32::consts::TAU;
            let far = far * self.round.map_or(1.0, |round| (round / 40.0).min(1.0));
            (far * (cosine(turn) - 1.0), far * sine(turn))
        });
        let unit = view.unit();
        let mut fields = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            let y = sight.y((row * MESH) as f32 - MESH as f32) / unit;
            for column in 0..columns {
                let x = sight.x((column * MESH) as f32 - MESH as f32) / unit;
                fields.push(self.stream.fields(x, y, sway));
            }
        }
        let side = MESH as f32 * sight.scale / unit;
        let place = |index: usize| {
            let [here, first, second] = fields[index];
            let of = |index: usize| fields.get(index).map_or(here, |[height, ..]| *height);
            let (before, after) = (of(index.saturating_sub(1)), of(index + 1));
            let (above, below) = (of(index.saturating_sub(columns)), of(index + columns));
            // Leaning is counted as the painter does, by the change over a hundredth of the picture.
            let lean = ((after - before) - (below - above)) * (0.005 / side);
            [0.5 + here * 1.15 + first * 0.45, lean, here * 26.0 + second * 9.0]
        };
        Mesh {
            columns,
            places: (0..columns * rows).map(place).collect(),
        }
    }

    fn colour(&self, line: &[[f32; 3]], shades: &mut [[i16; 3]]) {
        for (pair, shades) in line.windows(2).skip(1).zip(shades.chunks_mut(MESH)) {
            let [from, to] = [pair[0], pair[1]];
            for (index, shade) in shades.iter_mut().enumerate() {
                let share = index as f32 / MESH as f32;
                let at = |part: usize| lerp(from[part], to[part], share);
                let lean = at(1) + wave(at(2)) * 0.0045;
                let height = (at(0).clamp(0.0, 1.0) * (HEIGHTS - 1) as f32 + 0.5) as usize;
                let lean = ((lean / MOST_LEAN + 1.0).clamp(0.0, 2.0) * 0.5 * (LEANS - 1) as f32 + 0.5) as usize;
                *shade = self.shades[height * LEANS + lean];
            }
        }
    }
}

impl Mesh {
    /// The grid's values along one row of the film.
    fn row(&self, row: usize, line: &mut [[f32; 3]]) {
        let (upper, share) = (row / MESH + 1, (row % MESH) as f32 / MESH as f32);
        let above = self.places.iter().skip(upper * self.columns);
        let below = self.places.iter().skip((upper + 1) * self.columns);
        for ((value, from), to) in line.iter_mut().zip(above).zip(below) {
            *value = std::array::from_fn(|part| lerp(from[part], to[part], share));
        }
    }
}

/// Like a sine, by a parabola for each half wave.
fn wave(turn: f32) -> f32 {
    let half = turn * std::f32::consts::FRAC_1_PI;
    let whole = half.floor();
    let share = half - whole;
    let up = 4.0 * share * (1.0 - share);
    if whole as i32 % 2 == 0 { up } else { -up }
}
