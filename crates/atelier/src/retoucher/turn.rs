//! Turned and mirrored.

use super::{
    crop::allowed,
    order::RetouchError,
    resample::{Source, cubic},
    sheet::{Sheet, encoded},
    step::{Flip, Turn},
    work::Work,
};
use crate::steady::{cosine, sine};

pub(super) fn turn(sheet: &Sheet, turn: Turn, work: Work<'_>) -> Result<Sheet, RetouchError> {
    let (width, height) = sheet.size();
    Ok(match turn {
        Turn::Quarter => placed(sheet, (height, width), |x, y| (y, height - 1 - x)),
        Turn::Half => placed(sheet, (width, height), |x, y| (width - 1 - x, height - 1 - y)),
        Turn::ThreeQuarters => placed(sheet, (height, width), |x, y| (width - 1 - y, x)),
        Turn::Straighten(degrees) => straighten(sheet, degrees, work)?,
    })
}

pub(super) fn flip(sheet: &Sheet, flip: Flip) -> Sheet {
    let (width, height) = sheet.size();
    match flip {
        Flip::Across => placed(sheet, (width, height), |x, y| (width - 1 - x, y)),
        Flip::Down => placed(sheet, (width, height), |x, y| (x, height - 1 - y)),
    }
}

/// Every pixel taken from another place.
fn placed(sheet: &Sheet, (width, height): (usize, usize), from: impl Fn(usize, usize) -> (usize, usize)) -> Sheet {
    let places = (0..width * height).map(|place| {
        let (x, y) = from(place % width, place / width);
        y * sheet.width + x
    });
    let places: Vec<usize> = places.collect();
    Sheet {
        width,
        height,
        pixels: places.iter().map(|place| sheet.pixels[*place]).collect(),
        opacity: sheet
            .opacity
            .as_ref()
            .map(|opacity| places.iter().map(|place| opacity[*place]).collect()),
    }
}

/// Turned by any angle, and as much of it kept in its shape as has no empty corners.
fn straighten(sheet: &Sheet, degrees: f32, work: Work<'_>) -> Result<Sheet, RetouchError> {
    let angle = degrees * (std::f32::consts::PI / 180.0);
    let (sin, cos) = (sine(angle), cosine(angle));
    let (width, height) = (sheet.width as f32, sheet.height as f32);
    let (across, down) = (
        cos.abs() * width + sin.abs() * height,
        sin.abs() * width + cos.abs() * height,
    );
    let share = (width / across).min(height / down);
    let (new_width, new_height) = ((width * share) as usize, (height * share) as usize);
    allowed(new_width as u32, new_height as u32)?;
    let source = Source::new(sheet);
    let middle = |side: f32| (side - 1.0) * 0.5;
    let mut made = vec![([0; 3], 255); new_width * new_height];
    work.rows(&mut made, new_width, |y, row| {
        let dy = y as f32 - middle(new_height as f32);
        for (x, pixel) in row.iter_mut().enumerate() {
            let dx = x as f32 - middle(new_width as f32);
            let from = (
                middle(width) + cos * dx + sin * dy,
                middle(height) - sin * dx + cos * dy,
            );
            *pixel = taken(&source, from);
        }
    })?;
    Ok(Sheet {
        width: new_width,
        height: new_height,
        pixels: made.iter().map(|(pixel, _)| *pixel).collect(),
        opacity: (!sheet.is_opaque()).then(|| made.iter().map(|(_, opacity)| *opacity).collect()),
    })
}

/// The pixel between pixels, from the sixteen around it.
pub(super) fn taken(source: &Source<'_>, (x, y): (f32, f32)) -> ([u8; 3], u8) {
    let (left, top) = (x.floor(), y.floor());
    let mut sum = [0.0; 4];
    for row in -1..=2 {
        let down = cubic(y - top - row as f32);
        for column in -1..=2 {
            let weight = down * cubic(x - left - column as f32);
            let light = source.at(left as isize + column, top as isize + row);
            for (sum, light) in sum.iter_mut().zip(light) {
                *sum += weight * light;
            }
        }
    }
    parted(sum)
}

/// Light that counts by its opacity, as a pixel and its opacity.
pub(super) fn parted([r, g, b, opacity]: [f32; 4]) -> ([u8; 3], u8) {
    let share = if opacity > 0.001 { 1.0 / opacity } else { 0.0 };
    (
        [r, g, b].map(|light| encoded(light * share)),
        (opacity.clamp(0.0, 1.0) * 255.0 + 0.5) as u8,
    )
}
