//! Which pixels belong to the subject, in a small size: first by the border's colours, then by both sides' own.

use super::{
    border::{Border, is_rim},
    clusters::{clusters, nearest},
    region::regions,
};
use crate::{
    PaintError,
    noise::smooth,
    retoucher::{guided::guided, plane::Plane, tint::apart, work::Work},
};

/// A background that keeps this close to its fit is believed place by place.
const EVEN: f32 = 0.035;
/// Colours that stand for either side.
const COLOURS: usize = 7;
/// Rounds of telling both sides apart by their colours.
const ROUNDS: usize = 4;
/// Holes in a subject that are smaller than this part of the picture are closed.
const HOLE: usize = 60;
/// Pieces that are smaller than this part of the largest are dropped.
const PIECE: usize = 12;

/// Whether each pixel is the subject's.
pub(super) fn subject(labs: &Plane<3>, work: Work<'_>) -> Result<Vec<bool>, PaintError> {
    let border = Border::of(labs);
    let size = labs.size();
    let even = Plane::make(work, size, |x, y| {
        let off = border.off((x, y), size, labs.values[y * size.0 + x]);
        [smooth(2.5, 7.0, off)]
    })?;
    let mut likely = if border.noise < EVEN {
        even
    } else {
        by_colours(labs, &first_guess(labs, &even, work)?, work)?
    };
    let guide = labs.map(work, |[l, a, b]| [l + 0.7 * a + 0.4 * b])?;
    likely = guided(&guide, &likely, (2.0, 0.0008), work)?;
    let mut inside: Vec<bool> = likely.values.iter().map(|value| value[0] > 0.5).collect();
    tidy(&mut inside, size.0);
    Ok(inside)
}

/// What is unlike all of the border's colours, and not near the border.
fn first_guess(labs: &Plane<3>, even: &Plane<1>, work: Work<'_>) -> Result<Plane<1>, PaintError> {
    let size = labs.size();
    let rim: Vec<[f32; 3]> = (0..labs.values.len())
        .filter(|place| is_rim((place % size.0, place / size.0), size))
        .map(|place| labs.values[place])
        .collect();
    let colours = clusters(&rim, COLOURS + 3);
    Plane::make(work, size, |x, y| {
        let place = y * size.0 + x;
        let lab = labs.values[place];
        let off = apart(colours[nearest(&colours, lab)], lab).sqrt();
        let across = (x as f32 + 0.5) / size.0 as f32 * 2.0 - 1.0;
        let down = (y as f32 + 0.5) / size.1 as f32 * 2.0 - 1.0;
        let near = 1.0 - smooth(0.55, 1.0, across.abs().max(down.abs()));
        [smooth(0.02, 0.09, off) * (0.5 + 0.5 * even.values[place][0]) * (0.35 + 0.65 * near)]
    })
}

/// In turns: the colours of both sides from what is likely, and what is likely from the colours.
fn by_colours(labs: &Plane<3>, guess: &Plane<1>, work: Work<'_>) -> Result<Plane<1>, PaintError> {
    let guide = labs.map(work, |[l, ..]| [l])?;
    let mut likely = guess.clone();
    for _ in 0..ROUNDS {
        let of = |test: fn(f32) -> bool| {
            let chosen = labs
                .values
                .iter()
                .zip(&likely.values)
                .filter(|(_, likely)| test(likely[0]));
            let colours: Vec<[f32; 3]> = chosen.map(|(lab, _)| *lab).step_by(3).collect();
            clusters(&colours, COLOURS)
        };
        let (inner, outer) = (of(|likely| likely > 0.55), of(|likely| likely < 0.3));
        if inner.is_empty() || outer.is_empty() {
            break;
        }
        let size = labs.size();
        let next = Plane::make(work, size, |x, y| {
            let place = y * size.0 + x;
            let lab = labs.values[place];
            let to_inner = apart(inner[nearest(&inner, lab)], lab) + 2e-4;
            let to_outer = apart(outer[nearest(&outer, lab)], lab) + 2e-4;
            let by_colour = to_outer / (to_inner + to_outer);
            [(0.65 * by_colour + 0.35 * guess.values[place][0]).clamp(0.0, 1.0)]
        })?;
        likely = guided(&guide, &next, (3.0, 0.002), work)?;
    }
    Ok(likely)
}

/// Closes small holes and drops small pieces.
fn tidy(inside: &mut [bool], width: usize) {
    for closes in [true, false] {
        let (numbers, sizes) = regions(inside, width);
        let mut kinds = vec![false; sizes.len()];
        for (number, inside) in numbers.iter().zip(&*inside) {
            kinds[*number as usize] = *inside;
        }
        let largest = sizes
            .iter()
            .zip(&kinds)
            .filter(|(_, inside)| **inside)
            .map(|(size, _)| *size)
            .max();
        let (hole, piece) = (inside.len() / HOLE, largest.unwrap_or(0) / PIECE);
        for (number, inside) in numbers.iter().zip(inside.iter_mut()) {
            let size = sizes[*number as usize];
            if closes && !*inside && size < hole {
                *inside = true;
            } else if !closes && *inside && size < piece {
                *inside = false;
            }
        }
    }
}
