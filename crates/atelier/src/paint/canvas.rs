//! The surface in the making: linear light, stored column by column, because land and water are built along columns.

use rayon::prelude::*;

use crate::{PaintError, Stage, colour::Rgb, watch::Progress};

/// Sides in pixels, and the picture's own measure: one is the height, so `x` runs to `aspect` and `y` to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub width: usize,
    pub height: usize,
    pub aspect: f32,
    /// The side of one pixel.
    pub pixel: f32,
    /// The scale for things, so that they fit narrow pictures too.
    pub unit: f32,
}

/// Pixels of linear light.
pub(super) struct Canvas {
    pub frame: Frame,
    pixels: Vec<Rgb>,
}

impl Frame {
    pub fn new(width: u32, height: u32) -> Self {
        let aspect = width as f32 / height as f32;
        Self {
            width: width as usize,
            height: height as usize,
            aspect,
            pixel: 1.0 / height as f32,
            unit: aspect.clamp(0.0, 1.0),
        }
    }

    /// The middle of a column or row of pixels.
    pub fn middle(self, index: usize) -> f32 {
        (index as f32 + 0.5) * self.pixel
    }
}

impl Canvas {
    pub fn new(frame: Frame) -> Self {
        Self {
            frame,
            pixels: vec![Rgb::BLACK; frame.width * frame.height],
        }
    }

    /// Lets `work` change every column, in parallel, reporting progress from `from` to `to`.
    pub fn columns(
        &mut self,
        progress: &Progress<'_>,
        (stage, from, to): (Stage, f32, f32),
        work: impl Fn(f32, &mut [Rgb]) + Sync,
    ) -> Result<(), PaintError> {
        let frame = self.frame;
        let columns = self.pixels.par_chunks_mut(frame.height).with_min_len(8).enumerate();
        columns.try_for_each(|(index, column)| {
            if index % 8 == 0 {
                let share = index as f32 / frame.width as f32;
                progress.reach(from + (to - from) * share, stage)?;
            }
            work(frame.middle(index), column);
            Ok(())
        })
    }

    pub fn pixel(&self, x: usize, y: usize) -> Rgb {
        self.pixels[x.min(self.frame.width - 1) * self.frame.height + y.min(self.frame.height - 1)]
    }

    /// The light at a place, between pixels, clamped to the edges.
    pub fn sample(&self, x: f32, y: f32) -> Rgb {
        let (px, py) = (x / self.frame.pixel - 0.5, y / self.frame.pixel - 0.5);
        let px = px.clamp(0.0, (self.frame.width - 1) as f32);
        let py = py.clamp(0.0, (self.frame.height - 1) as f32);
        let (cx, cy) = (px as usize, py as usize);
        let (fx, fy) = (px - cx as f32, py - cy as f32);
        let left = self.pixel(cx, cy).mix(self.pixel(cx, cy + 1), fy);
        let right = self.pixel(cx + 1, cy).mix(self.pixel(cx + 1, cy + 1), fy);
        left.mix(right, fx)
    }
}
