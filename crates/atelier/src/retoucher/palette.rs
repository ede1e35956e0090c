//! The colours of another picture: lightness as it is spread there, colour as it varies there.

use super::{
    order::RetouchError,
    sheet::{Sheet, encoded},
    tint::{lab, light},
    work::Work,
};
use crate::{PaintError, colour::LINEAR};

/// About so many pixels of each picture are looked at.
const SAMPLES: usize = 60_000;
/// By how much at most one picture's spread of lightness is pulled to another's.
const STRETCH: std::ops::RangeInclusive<f32> = 0.6..=1.7;

/// Takes over a reference's colours.
pub(super) fn palette(mut sheet: Sheet, reference: &Sheet, work: Work<'_>) -> Result<Sheet, RetouchError> {
    let (own, theirs) = (Colours::of(&sheet), Colours::of(reference));
    let change = Change::between(&own, &theirs);
    let width = sheet.width;
    work.rows(&mut sheet.pixels, width, |_, row| {
        for pixel in row {
            *pixel = change.changed(*pixel);
        }
    })?;
    Ok(sheet)
}

/// Brings a picture part of the way to another's light and colour, so that it seems to lie in the same place.
pub(super) fn attune(mut sheet: Sheet, other: &Sheet, share: f32, work: Work<'_>) -> Result<Sheet, PaintError> {
    let (own, theirs) = (Colours::of(&sheet), Colours::of(other));
    let change = Change::between(&own, &theirs);
    let width = sheet.width;
    work.rows(&mut sheet.pixels, width, |_, row| {
        for pixel in row {
            let changed = change.changed(*pixel);
            for (byte, changed) in pixel.iter_mut().zip(changed) {
                *byte = (f32::from(*byte) + (f32::from(changed) - f32::from(*byte)) * share + 0.5) as u8;
            }
        }
    })?;
    Ok(sheet)
}

/// A two by two matrix that is the same turned over.
#[derive(Clone, Copy)]
struct Even {
    aa: f32,
    ab: f32,
    bb: f32,
}

/// How a picture's colours lie.
struct Colours {
    mean: [f32; 3],
    spread: f32,
    varies: Even,
}

struct Change {
    from: [f32; 3],
    to: [f32; 3],
    stretch: f32,
    /// Rows of the matrix for the two axes of colour.
    matrix: [[f32; 2]; 2],
}

impl Colours {
    fn of(sheet: &Sheet) -> Self {
        let step = (sheet.pixels.len() / SAMPLES).max(1);
        let samples: Vec<[f32; 3]> = sheet
            .pixels
            .iter()
            .step_by(step)
            .map(|pixel| lab(pixel.map(|byte| LINEAR[usize::from(byte)])))
            .collect();
        let share = 1.0 / samples.len().max(1) as f32;
        let mean = std::array::from_fn(|n| samples.iter().map(|sample| sample[n]).sum::<f32>() * share);
        let of = |one: usize, other: usize| {
            let products = samples
                .iter()
                .map(|sample| (sample[one] - mean[one]) * (sample[other] - mean[other]));
            products.sum::<f32>() * share
        };
        Self {
            spread: of(0, 0).sqrt(),
            varies: Even {
                aa: of(1, 1) + 2e-5,
                ab: of(1, 2),
                bb: of(2, 2) + 2e-5,
            },
            mean,
        }
    }
}

impl Even {
    /// The matrix whose square this is.
    fn root(self) -> Self {
        let area = (self.aa * self.bb - self.ab * self.ab).max(0.0).sqrt();
        let length = (self.aa + self.bb + 2.0 * area).sqrt().max(1e-9);
        Self {
            aa: (self.aa + area) / length,
            ab: self.ab / length,
            bb: (self.bb + area) / length,
        }
    }

    fn inverse(self) -> Self {
        let area = (self.aa * self.bb - self.ab * self.ab).max(1e-12);
        Self {
            aa: self.bb / area,
            ab: -self.ab / area,
            bb: self.aa / area,
        }
    }

    /// This, the other, and this again.
    fn around(self, other: Self) -> Self {
        let first = [
            self.aa * other.aa + self.ab * other.ab,
            self.aa * other.ab + self.ab * other.bb,
            self.ab * other.aa + self.bb * other.ab,
            self.ab * other.ab + self.bb * other.bb,
        ];
        Self {
            aa: first[0] * self.aa + first[1] * self.ab,
            ab: first[0] * self.ab + first[1] * self.bb,
            bb: first[2] * self.ab + first[3] * self.bb,
        }
    }
}

impl Change {
    /// The least change that makes the colours vary as the other's do.
    fn between(own: &Colours, theirs: &Colours) -> Self {
        let root = own.varies.root();
        let back = root.inverse();
        let matrix = back.around(root.around(theirs.varies).root());
        Self {
            from: own.mean,
            to: theirs.mean,
            stretch: (theirs.spread / own.spread.max(0.01)).clamp(*STRETCH.start(), *STRETCH.end()),
            matrix: [[matrix.aa, matrix.ab], [matrix.ab, matrix.bb]].map(|row| row.map(|value| value.clamp(-4.0, 4.0))),
        }
    }

    fn changed(&self, pixel: [u8; 3]) -> [u8; 3] {
        let [l, a, b] = lab(pixel.map(|byte| LINEAR[usize::from(byte)]));
        let (a, b) = (a - self.from[1], b - self.from[2]);
        let l = self.to[0] + (l - self.from[0]) * self.stretch;
        // Lightness bends towards black and white instead of breaking off there.
        let l = if l > 0.9 {
            0.9 + 0.1 * (l - 0.9) / (0.1 + (l - 0.9))
        } else {
            l.max(0.0)
        };
        light([
            l,
            self.to[1] + self.matrix[0][0] * a + self.matrix[0][1] * b,
            self.to[2] + self.matrix[1][0] * a + self.matrix[1][1] * b,
        ])
        .map(encoded)
    }
}
