//! Another size.

use super::{crop::allowed, order::RetouchError, resample::resample, sheet::Sheet, step::Size, work::Work};

pub(super) fn resize(sheet: &Sheet, size: Size, work: Work<'_>) -> Result<Sheet, RetouchError> {
    let (width, height) = wanted(size, sheet.size());
    allowed(width, height)?;
    Ok(resample(sheet, (width as usize, height as usize), work)?)
}

fn wanted(size: Size, (width, height): (usize, usize)) -> (u32, u32) {
    let (width, height) = (width as f32, height as f32);
    let rounded = |side: f32| (side + 0.5) as u32;
    match size {
        Size::Pixels(width, height) => (width, height),
        Size::Width(new) => (new, rounded(height * new as f32 / width)),
        Size::Height(new) => (rounded(width * new as f32 / height), new),
        Size::Share(share) => (rounded(width * share), rounded(height * share)),
    }
}
