//! Brush strokes laid over each other, each with the marks of its bristles and its own thickness of paint.

use rayon::prelude::*;

use crate::{
    PaintError,
    noise::{Noise, smooth},
    retoucher::{plane::Plane, work::Work},
};

/// Rows that are painted on one thread.
const BAND: usize = 32;

/// One stroke of the brush.
pub(super) struct Stroke {
    pub points: Vec<(f32, f32)>,
    /// Half the brush's width.
    pub radius: f32,
    pub colour: [f32; 3],
    /// Chooses its bristles, and when it is laid.
    pub number: u32,
}

impl Stroke {
    fn rows(&self) -> (f32, f32) {
        let reach = self.radius + 1.0;
        let least = self.points.iter().fold(f32::MAX, |least, (_, y)| least.min(*y));
        let most = self.points.iter().fold(f32::MIN, |most, (_, y)| most.max(*y));
        (least - reach, most + reach)
    }
}

/// Lays strokes in their order. The canvas holds colour, and how thick the paint is.
pub(super) fn lay(canvas: &mut Plane<4>, strokes: &[Stroke], noise: Noise, work: Work<'_>) -> Result<(), PaintError> {
    let width = canvas.width;
    let rows: Vec<(f32, f32)> = strokes.iter().map(Stroke::rows).collect();
    canvas
        .values
        .par_chunks_mut(width * BAND)
        .enumerate()
        .try_for_each(|(band, pixels)| {
            let (top, bottom) = ((band * BAND) as f32, ((band + 1) * BAND) as f32);
            let mut part = Part {
                pixels,
                width,
                top: band * BAND,
            };
            for (stroke, (first, last)) in strokes.iter().zip(&rows) {
                if *last >= top && *first <= bottom {
                    part.lay(stroke, noise);
                }
            }
            work.check()
        })
}

/// A band of the canvas.
struct Part<'a> {
    pixels: &'a mut [[f32; 4]],
    width: usize,
    top: usize,
}

/// One straight piece of a stroke.
struct Piece {
    from: (f32, f32),
    /// Its direction, of length one.
    along: (f32, f32),
    length: f32,
    /// How much of the stroke lies before it, and how long all of it is.
    before: f32,
    whole: f32,
}

impl Part<'_> {
    fn lay(&mut self, stroke: &Stroke, noise: Noise) {
        let lengths = stroke.points.windows(2).map(|pair| distance(pair[0], pair[1]));
        let whole: f32 = lengths.sum();
        let mut before = 0.0;
        for pair in stroke.points.windows(2) {
            let length = distance(pair[0], pair[1]);
            if length > 0.01 {
                let along = ((pair[1].0 - pair[0].0) / length, (pair[1].1 - pair[0].1) / length);
                let piece = Piece {
                    from: pair[0],
                    along,
                    length,
                    before,
                    whole,
                };
                self.lay_piece(stroke, &piece, noise);
            }
            before += length;
        }
    }

    fn lay_piece(&mut self, stroke: &Stroke, piece: &Piece, noise: Noise) {
        let to = (
            piece.from.0 + piece.along.0 * piece.length,
            piece.from.1 + piece.along.1 * piece.length,
        );
        let reach = stroke.radius + 1.0;
        let rows = self.pixels.len() / self.width;
        let first = (piece.from.1.min(to.1) - reach).max(self.top as f32) as usize;
        let last = (piece.from.1.max(to.1) + reach).min((self.top + rows) as f32 - 1.0);
        let left = (piece.from.0.min(to.0) - reach).max(0.0) as usize;
        let right = (piece.from.0.max(to.0) + reach).min(self.width as f32 - 1.0);
        if last < 0.0 || right < 0.0 {
            return;
        }
        for y in first..=last as usize {
            let row = (y - self.top) * self.width;
            for x in left..=right as usize {
                let (dx, dy) = (x as f32 - piece.from.0, y as f32 - piece.from.1);
                let t = dx * piece.along.0 + dy * piece.along.1;
                let s = dx * piece.along.1 - dy * piece.along.0;
                if let Some((opacity, height)) = touch(stroke, piece, (t, s), noise) {
                    blend(&mut self.pixels[row + x], stroke.colour, opacity, height);
                }
            }
        }
    }
}

/// How much paint a place gets, and how thick: `t` along a piece and `s` across it.
fn touch(stroke: &Stroke, piece: &Piece, (t, s): (f32, f32), noise: Noise) -> Option<(f32, f32)> {
    let beyond = (-t).max(t - piece.length).max(0.0);
    let far = (s * s + beyond * beyond).sqrt();
    let is_joint = t < 0.0 && piece.before > 0.0 || t > piece.length && piece.before + piece.length < piece.whole;
    if far > stroke.radius + 0.5 || is_joint && beyond > stroke.radius * 0.6 {
        return None;
    }
    let edge = (stroke.radius + 0.5 - far).min(1.0);
    let across = s / stroke.radius;
    let way = (piece.before + t) / stroke.radius;
    let own = (stroke.number % 8192) as f32 * 3.7;
    let bristles = noise.at(across * 3.2 + own, way * 0.22 + own) + 0.5 * noise.at(across * 7.5 + own, way * 0.35);
    // The paint runs out towards the end: only the fullest bristles still give some.
    let spent = smooth(0.55, 1.1, (piece.before + t) / piece.whole.max(1.0));
    let wet = smooth(-0.55, 0.0, bristles + 0.75 - spent * 1.15 - across * across * 0.35);
    let ridge = across * across;
    Some((edge * wet, 0.5 + 0.42 * bristles + 0.22 * ridge - 0.2 * spent))
}

fn blend(pixel: &mut [f32; 4], colour: [f32; 3], opacity: f32, height: f32) {
    for (value, new) in pixel.iter_mut().zip([colour[0], colour[1], colour[2], height]) {
        *value += (new - *value) * opacity;
    }
}

fn distance(from: (f32, f32), to: (f32, f32)) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    (dx * dx + dy * dy).sqrt()
}
