//! A picture continued beyond its borders.

use super::{
    crop::allowed,
    fill::complete,
    order::RetouchError,
    sheet::Sheet,
    step::{Extent, Side},
    work::Work,
};
use crate::{Area, Mask};

/// Continues the picture; its own pixels stay as they are.
pub(super) fn extend(sheet: &Sheet, extent: Extent, seed: u64, work: Work<'_>) -> Result<Sheet, RetouchError> {
    let area = place(extent, (sheet.width as u32, sheet.height as u32))?;
    let (width, height) = (area.width as usize, area.height as usize);
    let (left, top) = (area.left as usize, area.top as usize);
    let mut wider = Sheet {
        width,
        height,
        pixels: vec![[0; 3]; width * height],
        opacity: sheet.opacity.as_ref().map(|_| vec![u8::MAX; width * height]),
    };
    for y in 0..sheet.height {
        let (from, to) = (y * sheet.width, (top + y) * width + left);
        wider.pixels[to..to + sheet.width].copy_from_slice(&sheet.pixels[from..from + sheet.width]);
        if let (Some(wider), Some(opacity)) = (&mut wider.opacity, &sheet.opacity) {
            wider[to..to + sheet.width].copy_from_slice(&opacity[from..from + sheet.width]);
        }
    }
    let is_new = |x: usize, y: usize| x.wrapping_sub(left) >= sheet.width || y.wrapping_sub(top) >= sheet.height;
    let new = (0..width * height).map(|place| is_new(place % width, place / width));
    let hole = Mask::new(area.width, area.height, new).ok_or(RetouchError::Size)?;
    complete(&mut wider, &hole, seed, work)?;
    Ok(wider)
}

/// The new size, and where in it the picture lies.
pub(super) fn place(extent: Extent, (width, height): (u32, u32)) -> Result<Area, RetouchError> {
    let more = |side: u32, share: f32| (side as f32 * share + 0.5) as u32;
    let centred = |new_width: u32, new_height: u32| Area {
        left: new_width.saturating_sub(width) / 2,
        top: new_height.saturating_sub(height) / 2,
        width: new_width.max(width),
        height: new_height.max(height),
    };
    let beside = |left: u32, top: u32, right: u32, bottom: u32| Area {
        left,
        top,
        width: width.saturating_add(left).saturating_add(right),
        height: height.saturating_add(top).saturating_add(bottom),
    };
    let area = match extent {
        Extent::Pixels(width, height) => centred(width, height),
        Extent::Ratio(across, down) => {
            let ratio = across / down;
            let (wide, high) = (more(height, ratio), more(width, 1.0 / ratio));
            if wide > width {
                centred(wide, height)
            } else {
                centred(width, high)
            }
        }
        Extent::Side(Side::Left, share) => beside(more(width, share), 0, 0, 0),
        Extent::Side(Side::Right, share) => beside(0, 0, more(width, share), 0),
        Extent::Side(Side::Top, share) => beside(0, more(height, share), 0, 0),
        Extent::Side(Side::Bottom, share) => beside(0, 0, 0, more(height, share)),
        Extent::Side(Side::Middle, share) => {
            let (across, down) = (more(width, share), more(height, share));
            beside(across, down, across, down)
        }
    };
    allowed(area.width, area.height).map(|()| area)
}
