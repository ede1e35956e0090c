//! Known values spread smoothly into where nothing is known.

use crate::{
    PaintError,
    retoucher::{plane::Plane, work::Work},
};

/// The first three numbers of a pixel are values, the fourth how well they are known, 0 to 1. Comes back with values
/// everywhere: halved until all is known, and handed down again from coarse to fine.
pub(in crate::retoucher) fn spread(known: &Plane<4>, work: Work<'_>) -> Result<Plane<3>, PaintError> {
    let mut sizes = vec![known.clone()];
    while let Some(last) = sizes.last().filter(|last| last.width.max(last.height) > 1) {
        let half = gathered(last, work)?;
        sizes.push(half);
    }
    let mut values: Option<Plane<3>> = None;
    while let Some(finer) = sizes.pop() {
        values = Some(match values {
            None => finer.map(work, |[r, g, b, _]| [r, g, b])?,
            Some(coarse) => Plane::make(work, finer.size(), |x, y| {
                let [r, g, b, sure] = finer.values[y * finer.width + x];
                let below = coarse.sample(x as f32 * 0.5 - 0.25, y as f32 * 0.5 - 0.25);
                let own = [r, g, b];
                std::array::from_fn(|n| below[n] + (own[n] - below[n]) * sure)
            })?,
        });
    }
    values.map_or_else(|| known.map(work, |[r, g, b, _]| [r, g, b]), Ok)
}

fn gathered(finer: &Plane<4>, work: Work<'_>) -> Result<Plane<4>, PaintError> {
    let size = (finer.width.div_ceil(2), finer.height.div_ceil(2));
    Plane::make(work, size, |x, y| {
        let (mut sum, mut all) = ([0.0; 3], 0.0_f32);
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let (x, y) = (x * 2 + dx, y * 2 + dy);
            if x < finer.width && y < finer.height {
                let [r, g, b, sure] = finer.values[y * finer.width + x];
                for (sum, value) in sum.iter_mut().zip([r, g, b]) {
                    *sum += value * sure;
                }
                all += sure;
            }
        }
        let share = if all > 0.0 { 1.0 / all } else { 0.0 };
        [sum[0] * share, sum[1] * share, sum[2] * share, all.min(1.0)]
    })
}
