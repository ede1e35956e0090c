//! A part of a picture.

use super::{
    order::{LEAST_RETOUCHED_SIDE, MOST_RETOUCHED_SIDE, RetouchError},
    sheet::Sheet,
    step::{Crop, Kept, Side},
};
use crate::Area;

/// Keeps what was asked for.
pub(super) fn crop(sheet: &Sheet, crop: Crop) -> Result<Sheet, RetouchError> {
    let size = (sheet.width as u32, sheet.height as u32);
    let (width, height) = kept(crop, size);
    allowed(width, height)?;
    if width > size.0 || height > size.1 {
        return Err(RetouchError::Size);
    }
    let (spare_width, spare_height) = (size.0 - width, size.1 - height);
    let left = match crop.side {
        Side::Left => 0,
        Side::Right => spare_width,
        _ => spare_width / 2,
    };
    let top = match crop.side {
        Side::Top => 0,
        Side::Bottom => spare_height,
        _ => spare_height / 2,
    };
    let area = Area {
        left,
        top,
        width,
        height,
    };
    Ok(cut(sheet, area))
}

/// Whether a picture of this size can be made.
pub(super) fn allowed(width: u32, height: u32) -> Result<(), RetouchError> {
    let sides = LEAST_RETOUCHED_SIDE..=MOST_RETOUCHED_SIDE;
    if sides.contains(&width) && sides.contains(&height) {
        Ok(())
    } else {
        Err(RetouchError::Size)
    }
}

/// The pixels of an area within a picture.
pub(super) fn cut(sheet: &Sheet, area: Area) -> Sheet {
    Sheet {
        width: area.width as usize,
        height: area.height as usize,
        pixels: rows(&sheet.pixels, sheet.width, area),
        opacity: sheet.opacity.as_ref().map(|opacity| rows(opacity, sheet.width, area)),
    }
}

fn rows<T: Copy>(values: &[T], width: usize, area: Area) -> Vec<T> {
    let rows = values.chunks_exact(width).skip(area.top as usize);
    rows.take(area.height as usize)
        .flat_map(|row| &row[area.left as usize..][..area.width as usize])
        .copied()
        .collect()
}

/// The largest size of a shape that fits into a size.
pub(super) fn inscribed((across, down): (f32, f32), (width, height): (u32, u32)) -> (u32, u32) {
    let ratio = across / down;
    if width as f32 > height as f32 * ratio {
        (((height as f32 * ratio + 0.5) as u32).clamp(1, width), height)
    } else {
        (width, ((width as f32 / ratio + 0.5) as u32).clamp(1, height))
    }
}

fn kept(crop: Crop, (width, height): (u32, u32)) -> (u32, u32) {
    let part = |side: u32, share: f32| ((side as f32 * share + 0.5) as u32).clamp(1, side);
    match (crop.kept, crop.side) {
        (Kept::Ratio(across, down), _) => inscribed((across, down), (width, height)),
        (Kept::Pixels(across, down), _) => (across, down),
        (Kept::Share(share), Side::Left | Side::Right) => (part(width, share), height),
        (Kept::Share(share), Side::Top | Side::Bottom) => (width, part(height, share)),
        (Kept::Share(share), Side::Middle) => (part(width, share), part(height, share)),
    }
}
