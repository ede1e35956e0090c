//! Values smoothed so that their edges lie where a guide has its own.

use super::{plane::Plane, work::Work};
use crate::PaintError;

/// Within a reach in pixels, values become a multiple of the guide and something; `even` is how much a guide must vary
/// before it is followed, as a variance.
pub(super) fn guided(
    guide: &Plane<1>,
    values: &Plane<1>,
    (reach, even): (f32, f32),
    work: Work<'_>,
) -> Result<Plane<1>, PaintError> {
    let slopes = lines(guide, values, (reach, even), work)?;
    Plane::make(work, guide.size(), |x, y| {
        let place = y * guide.width + x;
        let [slope, start] = slopes.values[place];
        [slope * guide.values[place][0] + start]
    })
}

/// The same with a guide and values of a smaller size, laid over a larger guide in the end.
pub(super) fn guided_large(
    (guide, values): (&Plane<1>, &Plane<1>),
    large: &Plane<1>,
    (reach, even): (f32, f32),
    work: Work<'_>,
) -> Result<Plane<1>, PaintError> {
    let slopes = lines(guide, values, (reach, even), work)?;
    let (across, down) = (
        guide.width as f32 / large.width as f32,
        guide.height as f32 / large.height as f32,
    );
    Plane::make(work, large.size(), |x, y| {
        let [slope, start] = slopes.sample((x as f32 + 0.5) * across - 0.5, (y as f32 + 0.5) * down - 0.5);
        [slope * large.values[y * large.width + x][0] + start]
    })
}

/// For each pixel by how much to multiply the guide, and what to add.
fn lines(
    guide: &Plane<1>,
    values: &Plane<1>,
    (reach, even): (f32, f32),
    work: Work<'_>,
) -> Result<Plane<2>, PaintError> {
    let products = Plane::make(work, guide.size(), |x, y| {
        let place = y * guide.width + x;
        let (guide, value) = (guide.values[place][0], values.values[place][0]);
        [guide, value, guide * guide, guide * value]
    })?;
    let means = products.blurred(work, reach)?;
    let lines = means.map(work, |[guide, value, square, product]| {
        let varies = (square - guide * guide).max(0.0);
        let slope = (product - guide * value) / (varies + even);
        [slope, value - slope * guide]
    })?;
    lines.blurred(work, reach)
}
