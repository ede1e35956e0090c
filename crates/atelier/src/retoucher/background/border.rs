//! The background as its border shows it: colours that change slowly from side to side.

use crate::retoucher::plane::Plane;

/// One, across, down, and their products.
const TERMS: usize = 6;
/// The border is so much of the shorter side.
const RIM: f32 = 0.04;
/// Colours closer than this are never told apart.
const LEAST_NOISE: f32 = 0.012;
/// What is this many times further off than usual hardly counts.
const FAR: f32 = 2.0;

/// A colour for each place, fitted to the border, and how far its pixels usually are from it.
pub(super) struct Border {
    terms: [[f64; 3]; TERMS],
    pub noise: f32,
}

/// Whether a pixel belongs to the border.
pub(super) fn is_rim((x, y): (usize, usize), (width, height): (usize, usize)) -> bool {
    let rim = ((width.min(height) as f32 * RIM) as usize).max(1);
    x < rim || y < rim || x + rim >= width || y + rim >= height
}

impl Border {
    /// Fitted three times; each time what was far off counts less, so that a subject that touches the border does not show.
    pub fn of(labs: &Plane<3>) -> Self {
        let size = labs.size();
        let rim: Vec<((f32, f32), [f32; 3])> = (0..size.0 * size.1)
            .map(|place| (place % size.0, place / size.0))
            .filter(|place| is_rim(*place, size))
            .map(|(x, y)| (middle((x, y), size), labs.values[y * size.0 + x]))
            .collect();
        let mut border = Self {
            terms: [[0.0; 3]; TERMS],
            noise: f32::MAX,
        };
        for _ in 0..4 {
            let weights: Vec<f64> = rim.iter().map(|(place, lab)| border.trust(*place, *lab)).collect();
            border.terms = fitted(&rim, &weights);
            border.noise = border.usual(&rim);
        }
        border
    }

    /// How many times further than usual a colour is from what the background would be there.
    pub fn off(&self, place: (usize, usize), size: (usize, usize), lab: [f32; 3]) -> f32 {
        self.apart(middle(place, size), lab) / self.noise
    }

    fn apart(&self, place: (f32, f32), lab: [f32; 3]) -> f32 {
        let terms = terms(place);
        let sum = (0..3).map(|n| {
            let value: f64 = terms
                .iter()
                .zip(&self.terms)
                .map(|(term, factor)| term * factor[n])
                .sum();
            let off = lab[n] - value as f32;
            off * off
        });
        sum.sum::<f32>().sqrt()
    }

    fn trust(&self, place: (f32, f32), lab: [f32; 3]) -> f64 {
        if self.noise > 1e6 {
            return 1.0;
        }
        let off = f64::from(self.apart(place, lab) / (self.noise * FAR));
        1.0 / (1.0 + off * off * off * off)
    }

    /// What half of the border's pixels are closer than.
    fn usual(&self, rim: &[((f32, f32), [f32; 3])]) -> f32 {
        let mut apart: Vec<f32> = rim.iter().map(|(place, lab)| self.apart(*place, *lab)).collect();
        apart.sort_by(f32::total_cmp);
        apart.get(apart.len() / 2).copied().unwrap_or(0.0).max(LEAST_NOISE)
    }
}

fn middle((x, y): (usize, usize), (width, height): (usize, usize)) -> (f32, f32) {
    (
        (x as f32 + 0.5) / width as f32 * 2.0 - 1.0,
        (y as f32 + 0.5) / height as f32 * 2.0 - 1.0,
    )
}

fn terms((x, y): (f32, f32)) -> [f64; TERMS] {
    let (x, y) = (f64::from(x), f64::from(y));
    [1.0, x, y, x * x, x * y, y * y]
}

/// Least squares, by elimination.
#[expect(clippy::needless_range_loop, reason = "rows and columns of matrices")]
fn fitted(rim: &[((f32, f32), [f32; 3])], weights: &[f64]) -> [[f64; 3]; TERMS] {
    let mut left = [[0.0_f64; TERMS]; TERMS];
    let mut right = [[0.0_f64; 3]; TERMS];
    for ((place, lab), weight) in rim.iter().zip(weights) {
        let terms = terms(*place);
        for i in 0..TERMS {
            for j in 0..TERMS {
                left[i][j] += weight * terms[i] * terms[j];
            }
            for n in 0..3 {
                right[i][n] += weight * terms[i] * f64::from(lab[n]);
            }
        }
    }
    for (i, row) in left.iter_mut().enumerate() {
        row[i] += 1e-6;
    }
    for i in 0..TERMS {
        for j in 0..TERMS {
            if i == j {
                continue;
            }
            let factor = left[j][i] / left[i][i];
            for k in i..TERMS {
                left[j][k] -= factor * left[i][k];
            }
            for n in 0..3 {
                right[j][n] -= factor * right[i][n];
            }
        }
    }
    std::array::from_fn(|i| std::array::from_fn(|n| right[i][n] / left[i][i]))
}
