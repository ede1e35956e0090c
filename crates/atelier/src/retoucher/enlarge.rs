//! Larger, with edges kept sharp and smooth along their way.
//!
//! Each doubling interpolates, softens along the edges it finds, sharpens across them without going beyond what its
//! neighbours had, and at last puts right what would no longer shrink back to what it came from.

use super::{
    crop::allowed,
    flow::Flow,
    order::RetouchError,
    plane::Plane,
    resample::{cubic, resample},
    sheet::Sheet,
    work::Work,
};
use crate::PaintError;

/// How much is sharpened, as a share of what softening takes away.
const CRISP: f32 = 0.9;
/// How often what would not shrink back is put right.
const CORRECTIONS: usize = 2;

/// So many times as large, 2 to 4.
pub(super) fn enlarge(sheet: &Sheet, times: u32, work: Work<'_>) -> Result<Sheet, RetouchError> {
    let (width, height) = (sheet.width as u32 * times, sheet.height as u32 * times);
    allowed(width, height)?;
    let mut doubled = double(sheet, work.part(0.0, 0.25))?;
    if times > 2 {
        if doubled.width.max(doubled.height) * 2 > super::MOST_RETOUCHED_SIDE as usize {
            return Ok(resample(&doubled, (width as usize, height as usize), work)?);
        }
        doubled = double(&doubled, work.part(0.25, 1.0))?;
    }
    Ok(resample(&doubled, (width as usize, height as usize), work)?)
}

fn double(sheet: &Sheet, work: Work<'_>) -> Result<Sheet, PaintError> {
    let small = sheet.shades(work)?;
    let size = (sheet.width * 2, sheet.height * 2);
    let flow = Flow::of(&small, 1.2, work)?;
    let large = Plane::make(work, size, |x, y| between(&small, x, y))?;
    work.reach(0.3)?;
    let smooth = Plane::make(work, size, |x, y| along(&large, &flow, x, y))?;
    work.reach(0.6)?;
    let soft = smooth.blurred(work, 1.0)?;
    let mut large = Plane::make(work, size, |x, y| {
        let place = y * size.0 + x;
        let (value, soft) = (smooth.values[place], soft.values[place]);
        let (least, most) = range(&small, x, y);
        std::array::from_fn(|n| (value[n] + CRISP * (value[n] - soft[n])).clamp(least[n], most[n]))
    })?;
    work.reach(0.8)?;
    for _ in 0..CORRECTIONS {
        let off: Plane<3> = Plane::make(work, small.size(), |x, y| {
            let (left, top) = (x as isize * 2, y as isize * 2);
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| large.at(left + dx, top + dy));
            let was = small.values[y * small.width + x];
            std::array::from_fn(|n| was[n] - four.iter().map(|value| value[n]).sum::<f32>() * 0.25)
        })?;
        large = Plane::make(work, size, |x, y| {
            let value = large.values[y * size.0 + x];
            let off = off.sample(x as f32 * 0.5 - 0.25, y as f32 * 0.5 - 0.25);
            std::array::from_fn(|n| value[n] + off[n])
        })?;
    }
    let opacity = sheet
        .opacity
        .is_some()
        .then(|| resample(sheet, size, work))
        .transpose()?;
    let blank = Sheet {
        width: size.0,
        height: size.1,
        pixels: vec![[0; 3]; size.0 * size.1],
        opacity: opacity.and_then(|resampled| resampled.opacity),
    };
    blank.with_shades(work, &large)
}

/// A pixel of the doubled picture, from sixteen of the small one.
fn between(small: &Plane<3>, x: usize, y: usize) -> [f32; 3] {
    let (px, py) = (x as f32 * 0.5 - 0.25, y as f32 * 0.5 - 0.25);
    let (left, top) = (px.floor(), py.floor());
    let mut sum = [0.0; 3];
    for row in -1..=2 {
        let down = cubic(py - top - row as f32);
        for column in -1..=2 {
            let weight = down * cubic(px - left - column as f32);
            let value = small.at(left as isize + column, top as isize + row);
            for (sum, value) in sum.iter_mut().zip(value) {
                *sum += weight * value;
            }
        }
    }
    sum
}

/// Softened along an edge where there is one, which takes the stairs out of it.
fn along(large: &Plane<3>, flow: &Flow, x: usize, y: usize) -> [f32; 3] {
    let own = large.values[y * large.width + x];
    let (x, y) = (x as f32, y as f32);
    let (dx, dy, plain) = flow.at(x * 0.5 - 0.25, y * 0.5 - 0.25);
    if plain < 0.25 {
        return own;
    }
    let mut sum = own.map(|value| value * 2.0);
    let mut all = 2.0;
    for (step, weight) in [(1.0, 1.5), (2.0, 0.8), (3.0, 0.3)] {
        for side in [-1.0, 1.0] {
            let value = large.sample(x + dx * step * side, y + dy * step * side);
            for (sum, value) in sum.iter_mut().zip(value) {
                *sum += value * weight;
            }
            all += weight;
        }
    }
    let share = plain.min(1.0);
    std::array::from_fn(|n| own[n] + (sum[n] / all - own[n]) * share)
}

/// The least and the most among the small picture's pixels around.
fn range(small: &Plane<3>, x: usize, y: usize) -> ([f32; 3], [f32; 3]) {
    let (x, y) = (x as isize / 2, y as isize / 2);
    let (mut least, mut most) = ([1.0_f32; 3], [0.0_f32; 3]);
    for (dx, dy) in [
        (0, 0),
        (-1, 0),
        (1, 0),
        (0, -1),
        (0, 1),
        (-1, -1),
        (1, 1),
        (-1, 1),
        (1, -1),
    ] {
        let value = small.at(x + dx, y + dy);
        for n in 0..3 {
            least[n] = least[n].min(value[n]);
            most[n] = most[n].max(value[n]);
        }
    }
    (least, most)
}
