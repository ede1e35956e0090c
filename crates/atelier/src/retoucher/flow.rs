//! Which way the edges of a picture run.

use super::{plane::Plane, work::Work};
use crate::PaintError;

/// For each pixel the direction along the nearest edges, as a step of length one, and how plain it is: 0 where no direction
/// is better than another, 1 at a clean edge.
pub(super) struct Flow {
    plane: Plane<3>,
}

impl Flow {
    /// Directions are agreed upon among the pixels within a deviation.
    pub fn of(shades: &Plane<3>, deviation: f32, work: Work<'_>) -> Result<Self, PaintError> {
        let slopes = Plane::make(work, shades.size(), |x, y| slopes(shades, x as isize, y as isize))?;
        let plane = slopes.blurred(work, deviation)?.map(work, direction)?;
        Ok(Self { plane })
    }

    /// Across, down, and how plain. Opposite directions are the same, so that what lies between them is not asked for.
    pub fn at(&self, x: f32, y: f32) -> (f32, f32, f32) {
        let [dx, dy, plain] = self.plane.at((x + 0.5).floor() as isize, (y + 0.5).floor() as isize);
        (dx, dy, plain)
    }
}

/// How much the colours change across, across and down together, and down.
#[expect(
    clippy::needless_range_loop,
    reason = "a colour's three channels, each over nine places"
)]
fn slopes(shades: &Plane<3>, x: isize, y: isize) -> [f32; 3] {
    let around: [[[f32; 3]; 3]; 3] =
        std::array::from_fn(|dy| std::array::from_fn(|dx| shades.at(x + dx as isize - 1, y + dy as isize - 1)));
    let mut sums = [0.0; 3];
    for n in 0..3 {
        let at = |dx: usize, dy: usize| around[dy][dx][n];
        let across = at(2, 0) - at(0, 0) + 2.0 * (at(2, 1) - at(0, 1)) + at(2, 2) - at(0, 2);
        let down = at(0, 2) - at(0, 0) + 2.0 * (at(1, 2) - at(1, 0)) + at(2, 2) - at(2, 0);
        sums[0] += across * across;
        sums[1] += across * down;
        sums[2] += down * down;
    }
    sums
}

/// The direction of least change.
fn direction([xx, xy, yy]: [f32; 3]) -> [f32; 3] {
    let root = ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt();
    let (most, least) = ((xx + yy + root) * 0.5, (xx + yy - root) * 0.5);
    let (mut dx, mut dy) = (most - yy, xy);
    if dx.abs() + dy.abs() < 1e-9 {
        (dx, dy) = if xx >= yy { (1.0, 0.0) } else { (0.0, 1.0) };
    }
    let length = (dx * dx + dy * dy).sqrt();
    let plain = (most - least) / (most + least + 0.002);
    // What was found is the direction of most change; along the edge is across it.
    [-dy / length, dx / length, plain]
}
