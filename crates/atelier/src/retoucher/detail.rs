//! Fine detail brought out or softened, and haze taken away.

use super::{
    guided::guided,
    plane::Plane,
    sheet::Sheet,
    step::{Adjustment, Amount},
    tint::brightness,
    work::Work,
};
use crate::PaintError;

/// The share of the haze that is taken away; a little of it tells how far things are.
const CLEARED: f32 = 0.85;
/// Light is never divided by less than this.
const THICKEST: f32 = 0.25;

/// Sharper, softer or clearer; other adjustments change nothing.
pub(super) fn detail(
    sheet: Sheet,
    adjustment: Adjustment,
    amount: Amount,
    work: Work<'_>,
) -> Result<Sheet, PaintError> {
    match adjustment {
        Adjustment::Sharpen => sharpen(sheet, amount.factor(), work),
        Adjustment::Soften => soften(sheet, amount.factor(), work),
        Adjustment::Dehaze => dehaze(sheet, amount.factor(), work),
        _ => Ok(sheet),
    }
}

/// How large things are in a picture, as against one of a thousand pixels.
pub(super) fn scale(sheet: &Sheet) -> f32 {
    (sheet.width.min(sheet.height) as f32 / 1024.0).max(0.1)
}

/// Brightness is raised where it is above its surroundings and lowered where it is below; never so far that it glows.
fn sharpen(sheet: Sheet, much: f32, work: Work<'_>) -> Result<Sheet, PaintError> {
    const MOST: f32 = 0.1;
    let shades = sheet.shades(work)?;
    let grey = shades.map(work, |shade| [brightness(shade)])?;
    let fine = grey.blurred(work, 0.8)?;
    let wide = grey.blurred(work, 2.5 * scale(&sheet).max(0.5))?;
    let sharp = Plane::make(work, shades.size(), |x, y| {
        let place = y * shades.width + x;
        let [grey] = grey.values[place];
        let off = (grey - fine.values[place][0]) * 1.1 + (grey - wide.values[place][0]) * 0.45;
        let off = (off * much).clamp(-MOST * much, MOST * much);
        shades.values[place].map(|value| value + off)
    })?;
    sheet.with_shades(work, &sharp)
}

/// Out of focus, in linear light, so that lights bloom.
fn soften(sheet: Sheet, much: f32, work: Work<'_>) -> Result<Sheet, PaintError> {
    let deviation = 5.0 * much * scale(&sheet);
    let light = sheet.light(work)?.blurred(work, deviation)?;
    sheet.with_light(work, &light)
}

/// Haze adds its own light to everything; where even the darkest channel around is bright, there is much of it.
fn dehaze(sheet: Sheet, much: f32, work: Work<'_>) -> Result<Sheet, PaintError> {
    let shades = sheet.shades(work)?;
    let reach = (12.0 * scale(&sheet)).max(1.0);
    let dark = shades.map(work, |[r, g, b]| [r.min(g).min(b)])?;
    let veil = guided(
        &shades.map(work, |shade| [brightness(shade)])?,
        &dark,
        (reach, 0.002),
        work,
    )?;
    let air = air(&shades, &veil);
    work.reach(0.6)?;
    let share = (CLEARED * (0.55 + 0.25 * much)).min(0.95);
    let clear = Plane::make(work, shades.size(), |x, y| {
        let place = y * shades.width + x;
        let veil = (veil.values[place][0].min(dark.values[place][0] + 0.05) * share).max(0.0);
        let through = (1.0 - veil).max(THICKEST);
        std::array::from_fn(|n| {
            let value = (shades.values[place][n] - veil * air[n]) / through;
            // What was cleared has lost brightness on the whole; some of it is given back.
            value + 0.12 * veil * value * (1.0 - value)
        })
    })?;
    sheet.with_shades(work, &clear)
}

/// The colour of the haze itself: what the pixels look like where it is thickest.
fn air(shades: &Plane<3>, veil: &Plane<1>) -> [f32; 3] {
    let mut most = veil.values.iter().step_by(7).map(|value| value[0]).collect::<Vec<_>>();
    most.sort_by(f32::total_cmp);
    let thick = most.get(most.len() * 99 / 100).copied().unwrap_or(1.0);
    let (mut sum, mut count) = ([0.0_f32; 3], 0.0_f32);
    for (shade, veil) in shades.values.iter().zip(&veil.values).step_by(7) {
        if veil[0] >= thick {
            for (sum, shade) in sum.iter_mut().zip(shade) {
                *sum += shade;
            }
            count += 1.0;
        }
    }
    sum.map(|sum| if count > 0.0 { sum / count } else { 1.0 })
}
