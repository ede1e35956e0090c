//! A painting as a drawing: what is flat in it becomes shapes, which stay sharp at any size.

use super::{canvas::Frame, picture};
use crate::{
    Origin, PaintError, PaintOrder, Stage, Watcher,
    retoucher::{Medium, Work, draw_in},
    scene,
    watch::Progress,
};

/// How far the work is when only the shapes are missing.
const PAINTED: f32 = 0.7;

/// A painting in shapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Width in pixels, where it is shown as large as it was painted.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// One line of alternative text made only from what was understood.
    pub title: String,
    shapes: String,
}

/// Whether an order of these words can be drawn: only low poly and pixel art are made of flat shapes.
#[must_use]
pub fn is_drawn(words: &str, negative: &str) -> bool {
    let (scene, _) = scene::understand(words, negative, 0);
    !scene.poster && scene.medium.is_some_and(Medium::is_flat)
}

/// The painting of the same order in the shapes that it is made of; nothing where it is not made of any ([`is_drawn`]).
///
/// # Errors
/// As [`paint`](crate::paint).
pub fn draw(order: &PaintOrder, watcher: &dyn Watcher) -> Result<Option<Drawing>, PaintError> {
    if !order.has_paintable_size() {
        return Err(PaintError::Size);
    }
    let progress = Progress::new(watcher);
    progress.reach(0.0, Stage::Composing)?;
    let (scene, _) = scene::understand(&order.words, &order.negative, order.seed);
    let Some(medium) = scene.medium.filter(|medium| medium.is_flat() && !scene.poster) else {
        return Ok(None);
    };
    let first = Work::new(&progress, (0.0, PAINTED));
    let frame = Frame::new(order.width, order.height);
    let rgb = picture(&scene, frame, order.seed, &Progress::new(&first))?;
    let rest = Work::new(&progress, (PAINTED, 1.0));
    let shapes = draw_in(medium, &rgb, (order.width, order.height), order.seed, &rest)?;
    Ok(Some(Drawing {
        width: order.width,
        height: order.height,
        title: scene.title(),
        shapes,
    }))
}

impl Drawing {
    /// As an SVG file (SVG 2) with its origin in its metadata.
    #[must_use]
    pub fn write(&self, origin: &Origin) -> String {
        let Self {
            width, height, shapes, ..
        } = self;
        let title = self.title.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\
             <title>{title}</title><metadata>{}</metadata>{shapes}</svg>",
            origin.xmp()
        )
    }
}
