//! The background goes; the subject stays, with a soft edge.

use super::matte::subject;
use crate::{
    Mask, PaintError,
    noise::smooth,
    retoucher::{
        fill::spread, guided::guided_large, order::RetouchError, plane::Plane, resample::resample, sheet::Sheet,
        tint::labs, work::Work,
    },
};

/// The longer side at which the subject is looked for.
const SMALL: usize = 240;
/// A subject is at least this part of the picture, and leaves at least this part of it.
const LEAST: usize = 300;

/// Makes everything transparent that does not belong to the subject.
pub(in crate::retoucher) fn remove(mut sheet: Sheet, work: Work<'_>) -> Result<Sheet, RetouchError> {
    let longer = sheet.width.max(sheet.height);
    let share = (SMALL as f32 / longer as f32).min(1.0);
    let side = |side: usize| ((side as f32 * share) as usize).max(8);
    let small = resample(&sheet, (side(sheet.width), side(sheet.height)), work)?;
    work.reach(0.2)?;
    let inside = subject(&labs(&small.light(work)?, work)?, work)?;
    work.reach(0.5)?;
    let found = inside.iter().filter(|inside| **inside).count();
    if found * LEAST < inside.len() || (inside.len() - found) * LEAST < inside.len() {
        return Err(RetouchError::NoSubject);
    }
    let matte = matte(&sheet, &small, &inside, work)?;
    work.reach(0.8)?;
    sheet = cleaned(sheet, &matte, work)?;
    let own = sheet.opacity.take();
    let opacity = matte.values.iter().enumerate().map(|(place, value)| {
        let own = own.as_ref().map_or(255, |own| own[place]);
        (value[0] * f32::from(own) + 0.5) as u8
    });
    sheet.opacity = Some(opacity.collect());
    Ok(sheet)
}

/// How much of each pixel is the subject's: the small answer, led along the large picture's edges.
fn matte(sheet: &Sheet, small: &Sheet, inside: &[bool], work: Work<'_>) -> Result<Plane<1>, PaintError> {
    let Some(mask) = Mask::new(small.width as u32, small.height as u32, inside.iter().copied()) else {
        return Err(PaintError::Size);
    };
    let small_shades = small.shades(work)?;
    let axis = axis(&small_shades, inside);
    let along = |[r, g, b]: [f32; 3]| [r * axis[0] + g * axis[1] + b * axis[2]];
    let (guide, large) = (small_shades.map(work, along)?, sheet.shades(work)?.map(work, along)?);
    let depth = mask.depths().iter().zip(mask.distances());
    let values = depth
        .clone()
        .map(|(depth, far)| [if *depth > 0 { 1.0 } else { 0.0 }, f32::from(*depth) - f32::from(far)])
        .collect();
    let known: Plane<2> = Plane {
        width: small.width,
        height: small.height,
        values,
    };
    let soft = known.map(work, |[inside, _]| [inside])?;
    let led = guided_large((&guide, &soft), &large, (1.6, 0.0004), work)?;
    let size = sheet.size();
    let (across, down) = (small.width as f32 / size.0 as f32, small.height as f32 / size.1 as f32);
    Plane::make(work, size, |x, y| {
        let place = ((x as f32 + 0.5) * across - 0.5, (y as f32 + 0.5) * down - 0.5);
        let [_, deep] = known.sample(place.0, place.1);
        let [led] = led.values[y * size.0 + x];
        // Far from the edge there is no doubt.
        let value = smooth(0.2, 0.8, led)
            .max(smooth(1.5, 3.5, deep))
            .min(1.0 - smooth(1.5, 3.5, -deep));
        [value]
    })
}

/// The direction of colour in which both sides differ most plainly.
fn axis(shades: &Plane<3>, inside: &[bool]) -> [f32; 3] {
    let mean = |wanted: bool| {
        let (mut sum, mut count) = ([0.0_f32; 3], 0.0_f32);
        for (shade, _) in shades
            .values
            .iter()
            .zip(inside)
            .filter(|(_, inside)| **inside == wanted)
        {
            for (sum, value) in sum.iter_mut().zip(shade) {
                *sum += value;
            }
            count += 1.0;
        }
        sum.map(|sum| sum / count.max(1.0))
    };
    let (inner, outer) = (mean(true), mean(false));
    let off: [f32; 3] = std::array::from_fn(|n| inner[n] - outer[n]);
    let length = off.iter().map(|off| off * off).sum::<f32>().sqrt();
    if length < 0.02 {
        [0.3, 0.6, 0.1]
    } else {
        off.map(|off| off / length)
    }
}

/// Edges lose what shone through from the background: they take the colour of what is wholly the subject's nearby.
fn cleaned(sheet: Sheet, matte: &Plane<1>, work: Work<'_>) -> Result<Sheet, PaintError> {
    let shades = sheet.shades(work)?;
    let sure = Plane::make(work, shades.size(), |x, y| {
        let place = y * shades.width + x;
        let [r, g, b] = shades.values[place];
        [r, g, b, if matte.values[place][0] > 0.96 { 1.0 } else { 0.0 }]
    })?;
    let own = spread(&sure, work)?;
    let clean = Plane::make(work, shades.size(), |x, y| {
        let place = y * shades.width + x;
        let share = 1.0 - matte.values[place][0];
        std::array::from_fn(|n| shades.values[place][n] + (own.values[place][n] - shades.values[place][n]) * share)
    })?;
    sheet.with_shades(work, &clean)
}
