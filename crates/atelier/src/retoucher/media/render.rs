//! The door to all media.

use super::{Medium, ink, low_poly, oil, paper_cut, pencil, pixel_art, watercolour};
use crate::{
    PaintError, Watcher,
    retoucher::{MOST_RETOUCHED_SIDE, sheet::Sheet, work::Work},
    watch::Progress,
};

/// Renders 8-bit sRGB pixels (three bytes each, row after row) in a medium; the size stays.
///
/// # Errors
/// [`PaintError::Size`] when the pixels do not fill the size, a side is zero or longer than [`MOST_RETOUCHED_SIDE`];
/// [`PaintError::Cancelled`] when the watcher asked to stop.
pub fn render_in(
    medium: Medium,
    rgb: &[u8],
    width: u32,
    height: u32,
    seed: u64,
    watcher: &dyn Watcher,
) -> Result<Vec<u8>, PaintError> {
    let fits = rgb.len() as u64 == u64::from(width) * u64::from(height) * 3;
    if !fits || rgb.is_empty() || width.max(height) > MOST_RETOUCHED_SIDE {
        return Err(PaintError::Size);
    }
    let progress = Progress::new(watcher);
    let work = Work::new(&progress, (0.0, 1.0));
    let sheet = Sheet::from_rgb(rgb, width as usize, height as usize);
    let rendered = render(medium, sheet, seed, work)?;
    work.reach(1.0)?;
    Ok(rendered.pixels.into_flattened())
}

/// The same with a picture at work; what is not opaque stays so.
pub(in crate::retoucher) fn render(
    medium: Medium,
    sheet: Sheet,
    seed: u64,
    work: Work<'_>,
) -> Result<Sheet, PaintError> {
    work.reach(0.0)?;
    match medium {
        Medium::Watercolour => watercolour::render(sheet, seed, work),
        Medium::Oil => oil::render(sheet, seed, work),
        Medium::Ink => ink::render(sheet, seed, work),
        Medium::Pencil => pencil::render(sheet, seed, work),
        Medium::PixelArt => pixel_art::render(sheet, work),
        Medium::LowPoly => low_poly::render(sheet, seed, work),
        Medium::PaperCut => paper_cut::render(sheet, seed, work),
    }
}
