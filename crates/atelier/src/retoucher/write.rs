//! Words written on a picture, with a soft shade behind them so that they can be read on anything.

use super::{
    lettering::{Font, Side as Stroke, cover},
    plane::Plane,
    sheet::Sheet,
    step::{Amount, Lettering, Side},
    tint::brightness,
    work::Work,
};
use crate::{PaintError, noise::smooth};

/// The size of letters, as a share of the picture's shorter side.
const SIZES: [f32; 3] = [0.05, 0.09, 0.16];
/// Lines are no wider than this share of the picture.
const WIDEST: f32 = 0.88;
/// From foot to foot, in sizes.
const LEADING: f32 = 1.22;
/// How much thicker the light face is drawn, in sizes.
const THICKER: f32 = 0.011;

pub(super) fn write(sheet: Sheet, lettering: &Lettering, work: Work<'_>) -> Result<Sheet, PaintError> {
    let Some(font) = Font::load() else {
        return Ok(sheet);
    };
    let (width, height) = (sheet.width as f32, sheet.height as f32);
    let (lines, size) = broken(&font, lettering, (width, height));
    let strokes = laid(&font, &lines, size, (lettering.side, width, height));
    let mut covered = Plane {
        width: sheet.width,
        height: sheet.height,
        values: vec![[0.0]; sheet.pixels.len()],
    };
    work.rows(&mut covered.values, sheet.width, |y, row| cover(&strokes, y, row))?;
    work.reach(0.4)?;
    let thick = covered.blurred(work, size * THICKER)?;
    let letters = thick.map(work, |[covered]| [smooth(0.14, 0.6, covered)])?;
    let halo = letters.blurred(work, size * 0.13)?;
    work.reach(0.8)?;
    let colour = lettering.colour.map(|byte| f32::from(byte) / 255.0);
    let behind = if brightness(colour) > 0.45 {
        [0.0, 0.0, 0.02]
    } else {
        [1.0, 1.0, 0.98]
    };
    let shades = sheet.shades(work)?;
    let drop = (size * 0.025).max(0.5);
    let written = Plane::make(work, shades.size(), |x, y| {
        let place = y * shades.width + x;
        let shade = (halo.sample(x as f32 - drop * 0.5, y as f32 - drop)[0] * 1.25).min(0.5);
        let [letter] = letters.values[place];
        std::array::from_fn(|n| {
            let under = shades.values[place][n];
            let under = under + (behind[n] - under) * shade;
            under + (colour[n] - under) * letter
        })
    })?;
    let mut written = sheet.with_shades(work, &written)?;
    if let Some(opacity) = &mut written.opacity {
        for (opacity, letter) in opacity.iter_mut().zip(&letters.values) {
            *opacity = (*opacity).max((letter[0] * 255.0 + 0.5) as u8);
        }
    }
    Ok(written)
}

/// Text in lines that fit, and the size at which they do.
fn broken(font: &Font, lettering: &Lettering, (width, height): (f32, f32)) -> (Vec<String>, f32) {
    let wanted = match lettering.amount {
        Amount::Slightly => SIZES[0],
        Amount::Plainly => SIZES[1],
        Amount::Strongly => SIZES[2],
    };
    let mut size = (width.min(height) * wanted).max(8.0);
    loop {
        let most = width * WIDEST / size;
        let mut lines: Vec<String> = Vec::new();
        for word in lettering.text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if font.width(line) + font.width(" ") + font.width(word) <= most => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        let widest = lines.iter().map(|line| font.width(line)).fold(0.0, f32::max);
        let fits = widest <= most && lines.len() as f32 * LEADING * size <= height * WIDEST;
        if fits || size < 4.0 {
            return (lines, size);
        }
        size *= 0.9;
    }
}

/// The sides of all letters where they stand on the picture.
fn laid(font: &Font, lines: &[String], size: f32, (side, width, height): (Side, f32, f32)) -> Vec<Stroke> {
    let margin = width.min(height) * 0.06;
    let block = lines.len() as f32 * LEADING * size;
    let top = match side {
        Side::Top => margin,
        Side::Bottom => height - margin - block,
        _ => (height - block) * 0.5,
    };
    let mut strokes = Vec::new();
    for (number, text) in lines.iter().enumerate() {
        let line = font.line(text, size);
        let left = match side {
            Side::Left => margin,
            Side::Right => width - margin - line.width,
            _ => (width - line.width) * 0.5,
        };
        let foot = top + (number as f32 * LEADING + 0.93) * size;
        strokes.extend(line.sides.iter().map(|side| side.moved((left, foot))));
    }
    strokes
}
