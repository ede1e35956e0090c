//! Painting what was understood: compose, paint sky and land along columns, lay the water that mirrors them, then
//! finish row after row.

mod canvas;
mod clouds;
mod composition;
mod grade;
mod light;
mod relief;
mod sea;
mod sky;
mod terrain;

use rayon::prelude::*;

use self::{
    canvas::{Canvas, Frame},
    composition::Composition,
    grade::Grade,
    light::Light,
    relief::Relief,
    sea::Water,
    sky::Sky,
    terrain::{LightHeight, Terrain},
};
use crate::{
    PaintError, PaintOrder, Painting, Stage, Watcher,
    scene::{self, Scene, Time},
    watch::Progress,
};

/// Rows that are finished together.
const BAND: usize = 16;

/// Paints what the order's words ask for.
///
/// The same order gives the same bytes, on any number of threads.
///
/// # Errors
/// [`PaintError::Size`] when a side is outside 64 to 4096 pixels; [`PaintError::Cancelled`] when the watcher asked to
/// stop.
pub fn paint(order: &PaintOrder, watcher: &dyn Watcher) -> Result<Painting, PaintError> {
    if !order.has_paintable_size() {
        return Err(PaintError::Size);
    }
    let progress = Progress::new(watcher);
    progress.reach(0.0, Stage::Composing)?;
    let (scene, unused_words) = scene::understand(&order.words, order.seed);
    let frame = Frame::new(order.width, order.height);
    let rgb = view(&scene, frame, order.seed, &progress)?;
    progress.reach(1.0, Stage::Finishing)?;
    Ok(Painting {
        width: order.width,
        height: order.height,
        rgb,
        unused_words,
        title: scene.title(),
    })
}

fn view(scene: &Scene, frame: Frame, seed: u64, progress: &Progress<'_>) -> Result<Vec<u8>, PaintError> {
    let plan = Composition::new(scene, frame, seed);
    let light = Light::new(scene);
    let sky = Sky::new(scene, plan, light, seed);
    let mut above = Canvas::new(frame);
    let until = if plan.waterline.is_some() { plan.horizon + 0.02 } else { 1.0 };
    above.columns(progress, (Stage::Sky, 0.02, 0.4), |x, column| {
        for (row, pixel) in column.iter_mut().enumerate() {
            let y = frame.middle(row);
            if y < until {
                *pixel = sky.at(x, y, row);
            }
        }
    })?;
    let high = matches!(scene.time, Time::Noon | Time::Morning);
    if let Some(relief) = Relief::new(scene, seed) {
        let land = Terrain::new(plan, light, relief, if high { LightHeight::High } else { LightHeight::Low });
        above.columns(progress, (Stage::Land, 0.4, 0.6), |x, column| land.lay(x, column))?;
    }
    let mut below = None;
    if let Some(water) = Water::new(scene, plan, light, seed) {
        let mut canvas = Canvas::new(frame);
        canvas.columns(progress, (Stage::Water, 0.6, 0.85), |x, column| water.lay(&above, x, column))?;
        below = Some(canvas);
    }
    finish(scene, &above, below.as_ref(), (plan, seed), progress)
}

fn finish(
    scene: &Scene,
    above: &Canvas,
    below: Option<&Canvas>,
    (plan, seed): (Composition, u64),
    progress: &Progress<'_>,
) -> Result<Vec<u8>, PaintError> {
    let frame = above.frame;
    let grade = Grade::new(scene, seed);
    let waterline = (plan.horizon / frame.pixel) as usize;
    let mut rgb = vec![0_u8; frame.width * frame.height * 3];
    rgb.par_chunks_mut(frame.width * 3 * BAND).enumerate().try_for_each(|(band, bytes)| {
        let first = band * BAND;
        progress.reach(0.85 + 0.14 * first as f32 / frame.height as f32, Stage::Light)?;
        for x in 0..frame.width {
            for (offset, row) in bytes.chunks_exact_mut(frame.width * 3).enumerate() {
                let y = first + offset;
                let canvas = below.filter(|_| y >= waterline).unwrap_or(above);
                grade.write(canvas.pixel(x, y), (x, y), &mut row[x * 3..x * 3 + 3]);
            }
        }
        Ok(())
    })?;
    Ok(rgb)
}
