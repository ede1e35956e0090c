//! Another background behind the subject.

use super::remove::remove;
use crate::{
    Area, PaintError, PaintOrder,
    colour::LINEAR,
    paint::paint,
    retoucher::{
        crop::{cut, inscribed},
        order::RetouchError,
        palette::attune,
        plane::Plane,
        resample::resample,
        sheet::{Sheet, encoded},
        step::Background,
        work::Work,
    },
};

/// The least side that the painter paints.
const LEAST_PAINTED: u32 = 64;
/// How far the subject's light and colour are brought to those of its new place.
const ATTUNED: f32 = 0.16;

/// Cuts out the subject, unless it is already, and lays it over another background.
pub(in crate::retoucher) fn replace(
    sheet: Sheet,
    background: &Background,
    (reference, seed): (Option<&Sheet>, u64),
    work: Work<'_>,
) -> Result<Sheet, RetouchError> {
    let whole = sheet.clone();
    let subject = if sheet.is_opaque() {
        remove(sheet, work.part(0.0, 0.5))?
    } else {
        sheet
    };
    let work = work.part(0.5, 1.0);
    let behind = match background {
        Background::Scene(words) => painted(words, whole.size(), seed, work)?,
        Background::Colour(colour) => Sheet {
            pixels: vec![*colour; whole.pixels.len()],
            opacity: None,
            ..whole
        },
        Background::Reference => covering(reference.ok_or(RetouchError::ReferenceNeeded)?, whole.size(), work)?,
        Background::Soft => soft(&whole, &subject, work)?,
    };
    let subject = match background {
        Background::Scene(_) | Background::Reference => attune(subject, &behind, ATTUNED, work)?,
        Background::Colour(_) | Background::Soft => subject,
    };
    Ok(over(&subject, behind))
}

/// A scene in this size, painted larger where the painter needs it.
pub(in crate::retoucher) fn painted(
    words: &str,
    (width, height): (usize, usize),
    seed: u64,
    work: Work<'_>,
) -> Result<Sheet, PaintError> {
    let least = width.min(height) as u32;
    let times = if least < LEAST_PAINTED {
        LEAST_PAINTED.div_ceil(least)
    } else {
        1
    };
    let order = PaintOrder {
        words: words.to_owned(),
        negative: String::new(),
        width: (width as u32 * times).min(4096),
        height: (height as u32 * times).min(4096),
        seed,
    };
    let painting = paint(&order, &work)?;
    let sheet = Sheet::from_rgb(&painting.rgb, order.width as usize, order.height as usize);
    resample(&sheet, (width, height), work)
}

/// A picture scaled and cut so that it fills a size.
pub(in crate::retoucher) fn covering(
    picture: &Sheet,
    size: (usize, usize),
    work: Work<'_>,
) -> Result<Sheet, PaintError> {
    let own = (picture.width as u32, picture.height as u32);
    let (width, height) = inscribed((size.0 as f32, size.1 as f32), own);
    let middle = Area {
        left: (own.0 - width) / 2,
        top: (own.1 - height) / 2,
        width,
        height,
    };
    resample(&cut(picture, middle), size, work)
}

/// The picture's own background out of focus; the subject does not smear into it.
fn soft(whole: &Sheet, subject: &Sheet, work: Work<'_>) -> Result<Sheet, PaintError> {
    let light = whole.light(work)?;
    let outside = Plane::make(work, light.size(), |x, y| {
        let place = y * light.width + x;
        let opacity = subject.opacity.as_ref().map_or(255, |opacity| opacity[place]);
        let share = 1.0 - f32::from(opacity) / 255.0 + 1e-4;
        let [r, g, b] = light.values[place];
        [r * share, g * share, b * share, share]
    })?;
    let deviation = whole.width.max(whole.height) as f32 / 70.0;
    let blurred = outside.blurred(work, deviation)?;
    let shown = blurred.map(work, |[r, g, b, share]| [r / share, g / share, b / share])?;
    let opaque = Sheet {
        opacity: None,
        ..whole.clone()
    };
    opaque.with_light(work, &shown)
}

fn over(subject: &Sheet, mut behind: Sheet) -> Sheet {
    let Some(opacity) = &subject.opacity else {
        return subject.clone();
    };
    for ((below, above), opacity) in behind.pixels.iter_mut().zip(&subject.pixels).zip(opacity) {
        let share = f32::from(*opacity) / 255.0;
        for (below, above) in below.iter_mut().zip(above) {
            let (under, over) = (LINEAR[usize::from(*below)], LINEAR[usize::from(*above)]);
            *below = match *opacity {
                0 => *below,
                255 => *above,
                _ => encoded(under + (over - under) * share),
            };
        }
    }
    behind
}
