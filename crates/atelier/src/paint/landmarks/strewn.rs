//! Small dabs of one colour, strewn by the thousand: leaves, blades and litter.

use crate::{
    colour::Rgb,
    noise::{Choices, smooth},
    paint::{
        canvas::{Column, Frame},
        layer::cover,
    },
    steady::{cosine, sine},
};

/// One touch of the brush: an ellipse, sheared by `slant`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dab {
    pub at: (f32, f32),
    pub half: (f32, f32),
    pub slant: f32,
    pub colour: Rgb,
}

/// Dabs, kept by the strip of the picture that they touch, so that a column asks only for its own.
pub(super) struct Strewn {
    strips: Vec<Vec<Dab>>,
    pixel: f32,
}

/// How wide a strip is.
const STRIP: f32 = 0.008;

impl Strewn {
    pub fn new(frame: Frame, dabs: &[Dab]) -> Self {
        let count = (frame.aspect / STRIP) as usize + 1;
        let mut strips = vec![Vec::new(); count];
        for dab in dabs {
            let strip = |x: f32| (x / STRIP).max(0.0) as usize;
            if dab.at.0 + dab.half.0 < 0.0 {
                continue;
            }
            let (first, last) = (strip(dab.at.0 - dab.half.0), strip(dab.at.0 + dab.half.0));
            for strip in strips.iter_mut().take(last + 1).skip(first) {
                strip.push(*dab);
            }
        }
        Self {
            strips,
            pixel: frame.pixel,
        }
    }

    pub fn lay(&self, column: &mut Column<'_>) {
        let Some(dabs) = self.strips.get((column.x / STRIP) as usize) else {
            return;
        };
        for dab in dabs {
            let across = column.x - dab.at.0;
            let part = 1.0 - (across / dab.half.0).powi(2);
            if part <= 0.0 {
                continue;
            }
            let (half, middle) = (dab.half.1 * part.sqrt(), dab.at.1 + dab.slant * across);
            let reach = half + self.pixel;
            column.paint(middle - reach, middle + reach, |under, y| {
                under.mix(dab.colour, cover(half - (y - middle).abs(), self.pixel))
            });
        }
    }
}

/// A mass of leaves around a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mass {
    pub centre: (f32, f32),
    pub half: (f32, f32),
    pub leaves: usize,
    pub leaf: f32,
    /// From shade to light.
    pub colours: [Rgb; 3],
    /// Where the light comes from, -1 or 1.
    pub side: f32,
}

impl Mass {
    /// Leaves in the shade come first, so that those in the light lie over them.
    pub fn strew(&self, dabs: &mut Vec<Dab>, choices: &mut Choices) {
        for index in 0..self.leaves {
            let front = index as f32 / self.leaves as f32;
            let (turn, out) = (choices.between(0.0, std::f32::consts::TAU), choices.unit().sqrt());
            let (across, down) = (cosine(turn) * out, sine(turn) * out);
            let lit = 0.5 * across * self.side - 0.65 * down + 1.1 * (front - 0.5) + choices.between(-0.3, 0.3);
            let colour = self.colours[0]
                .mix(self.colours[1], smooth(-0.75, 0.0, lit))
                .mix(self.colours[2], smooth(-0.05, 0.8, lit));
            let size = self.leaf * choices.between(0.7, 1.3) * (1.25 - 0.4 * front);
            dabs.push(Dab {
                at: (self.centre.0 + self.half.0 * across, self.centre.1 + self.half.1 * down),
                half: (size, size * choices.between(0.5, 0.85)),
                slant: choices.between(-0.6, 0.6),
                colour,
            });
        }
    }
}

/// A round tree on its trunk, small enough that its crown is a handful of masses.
pub(super) fn grow(
    dabs: &mut Vec<Dab>,
    (foot, tall): ((f32, f32), f32),
    leaves: Mass,
    bark: Rgb,
    choices: &mut Choices,
) {
    dabs.push(Dab {
        at: (foot.0, foot.1 - 0.22 * tall),
        half: (0.026 * tall, 0.26 * tall),
        slant: 0.0,
        colour: bark,
    });
    let wide = choices.between(0.8, 1.15);
    for (across, up, size) in [
        (0.02, 0.36, 0.22),
        (-0.26, 0.38, 0.18),
        (0.25, 0.42, 0.17),
        (-0.15, 0.6, 0.2),
        (0.16, 0.64, 0.19),
        (0.01, 0.82, 0.17),
    ] {
        let (across, up) = (
            across * wide + choices.between(-0.06, 0.06),
            up + choices.between(-0.05, 0.05),
        );
        Mass {
            centre: (foot.0 + across * tall, foot.1 - up * tall),
            half: (size * tall * wide, size * tall * 0.9),
            leaves: leaves.leaves / 6,
            ..leaves
        }
        .strew(dabs, choices);
    }
}
