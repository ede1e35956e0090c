//! The door to the media that are made of flat shapes.

use std::fmt::Write as _;

use super::{Medium, low_poly, pixel_art};
use crate::{
    PaintError, Watcher,
    retoucher::{sheet::Sheet, work::Work},
    watch::Progress,
};

/// One surface of one colour: its outline in SVG's path commands (SVG 2 §9.3).
pub(super) struct Shape {
    pub colour: [u8; 3],
    pub outline: String,
}

/// The shapes of 8-bit sRGB pixels in a medium that is made of them, as SVG elements; none of any other medium.
pub(crate) fn draw_in(
    medium: Medium,
    rgb: &[u8],
    (width, height): (u32, u32),
    seed: u64,
    watcher: &dyn Watcher,
) -> Result<String, PaintError> {
    let progress = Progress::new(watcher);
    let work = Work::new(&progress, (0.0, 1.0));
    let sheet = Sheet::from_rgb(rgb, width as usize, height as usize);
    let group = match medium {
        // A hair of its own colour around each closes the seams between neighbours.
        Medium::LowPoly => group(
            "stroke-width=\".7\" stroke-linejoin=\"round\"",
            &low_poly::shapes(&sheet, seed, work)?,
            true,
        ),
        Medium::PixelArt => group(
            "shape-rendering=\"crispEdges\"",
            &pixel_art::shapes(&sheet, work)?,
            false,
        ),
        _ => String::new(),
    };
    work.reach(1.0)?;
    Ok(group)
}

fn group(style: &str, shapes: &[Shape], with_edge: bool) -> String {
    let mut group = format!("<g {style}>");
    for Shape {
        colour: [r, g, b],
        outline,
    } in shapes
    {
        let _ = write!(group, "<path fill=\"#{r:02x}{g:02x}{b:02x}\"");
        if with_edge {
            let _ = write!(group, " stroke=\"#{r:02x}{g:02x}{b:02x}\"");
        }
        let _ = write!(group, " d=\"{outline}\"/>");
    }
    group.push_str("</g>");
    group
}
