//! Painting what was understood: compose, paint sky and land along columns, lay the water that mirrors them, then
//! finish row after row.

mod abstracts;
mod canvas;
mod city;
mod clouds;
mod composition;
mod figures;
mod grade;
mod layer;
mod light;
mod relief;
mod sea;
mod sky;
mod terrain;
mod things;
mod trees;
mod weather;

use rayon::prelude::*;

use self::{
    abstracts::Pattern,
    canvas::{Canvas, Frame},
    city::City,
    composition::Composition,
    figures::{Birds, Boat, Cabin, Palms},
    grade::Grade,
    layer::Layer,
    light::Light,
    relief::Relief,
    sea::Water,
    sky::Sky,
    terrain::{LightHeight, Terrain},
    things::{Beach, Cliff, Island, Lighthouse},
    trees::Pines,
    weather::{Falling, Fog, Lightning},
};
use crate::{
    PaintError, PaintOrder, Painting, Stage, Watcher,
    colour::Rgb,
    scene::{self, Place, Scene, Style, Time},
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
    let rgb = match scene.style {
        Some(style) => pattern(&scene, style, (frame, order.seed), &progress)?,
        None => view(&scene, frame, order.seed, &progress)?,
    };
    progress.reach(1.0, Stage::Finishing)?;
    Ok(Painting {
        width: order.width,
        height: order.height,
        rgb,
        unused_words,
        title: scene.title(),
    })
}

type Layers = Vec<Box<dyn Layer>>;

fn pattern(
    scene: &Scene,
    style: Style,
    (frame, seed): (Frame, u64),
    progress: &Progress<'_>,
) -> Result<Vec<u8>, PaintError> {
    let pattern = Pattern::new(scene, style, frame, seed);
    finish(&Grade::new(scene, seed), frame, progress, 0.02, |x, y| {
        pattern.at(frame.middle(x), frame.middle(y))
    })
}

fn view(scene: &Scene, frame: Frame, seed: u64, progress: &Progress<'_>) -> Result<Vec<u8>, PaintError> {
    let plan = Composition::new(scene, frame, seed);
    let light = Light::new(scene);
    let above = backdrop(scene, (plan, light, seed), progress)?;
    let mut below = None;
    if let Some(water) = Water::new(scene, plan, light, seed) {
        let mut canvas = Canvas::new(frame);
        canvas.columns(progress, (Stage::Water, 0.6, 0.8), |x, column| {
            water.lay(&above, x, column);
        })?;
        below = Some(canvas);
    }
    let near = near(scene, plan, light, seed);
    let waterline = (plan.horizon / frame.pixel) as usize;
    finish(&Grade::new(scene, seed), frame, progress, 0.8, |x, y| {
        let canvas = below.as_ref().filter(|_| y >= waterline).unwrap_or(&above);
        laid(&near, canvas.pixel(x, y), frame.middle(x), frame.middle(y))
    })
}

/// Sky, land and what stands far off: everything that water can mirror.
fn backdrop(
    scene: &Scene,
    (plan, light, seed): (Composition, Light, u64),
    progress: &Progress<'_>,
) -> Result<Canvas, PaintError> {
    let frame = plan.frame;
    let sky = Sky::new(scene, plan, light, seed);
    let mut above = Canvas::new(frame);
    let until = if plan.waterline.is_some() {
        plan.horizon + 0.02
    } else {
        1.0
    };
    above.columns(progress, (Stage::Sky, 0.02, 0.4), |x, column| {
        for (row, pixel) in column.iter_mut().enumerate() {
            let y = frame.middle(row);
            if y < until {
                *pixel = sky.at(x, y, row);
            }
        }
    })?;
    let high = matches!(scene.time, Time::Noon | Time::Morning) && !scene.is_at(Place::Desert);
    let height = if high { LightHeight::High } else { LightHeight::Low };
    let land = Relief::new(scene, seed).map(|relief| Terrain::new(plan, light, relief, height));
    let far = far(scene, plan, light, seed);
    if land.is_some() || !far.is_empty() {
        above.columns(progress, (Stage::Land, 0.4, 0.6), |x, column| {
            if let Some(land) = &land {
                land.lay(x, column);
            }
            for (row, pixel) in column.iter_mut().enumerate() {
                if frame.middle(row) < until {
                    *pixel = laid(&far, *pixel, x, frame.middle(row));
                }
            }
        })?;
    }
    Ok(above)
}

fn far(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Layers {
    let mut layers: Layers = Vec::new();
    push(&mut layers, Lightning::new(scene, plan, seed));
    push(&mut layers, City::new(scene, plan, light, seed));
    push(&mut layers, Island::new(scene, plan, light, seed));
    push(&mut layers, Pines::shore(scene, plan, light, seed));
    layers
}

fn near(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Layers {
    let mut layers: Layers = Vec::new();
    push(&mut layers, Beach::new(scene, plan, light, seed));
    push(&mut layers, Boat::new(scene, plan, light, seed));
    push(&mut layers, Fog::new(scene, plan, light, seed));
    push(&mut layers, Birds::new(scene, plan, light, seed));
    push(&mut layers, Pines::near(scene, plan, light, seed));
    push(&mut layers, Cabin::new(scene, plan, light, seed));
    let cliff = Cliff::new(scene, plan, light, seed);
    let lighthouse = Lighthouse::new(scene, cliff.as_ref(), plan, light);
    push(&mut layers, cliff);
    push(&mut layers, lighthouse);
    push(&mut layers, Palms::new(scene, plan, light, seed));
    push(&mut layers, Falling::new(scene, plan, light, seed));
    layers
}

fn push(layers: &mut Layers, layer: Option<impl Layer + 'static>) {
    if let Some(layer) = layer {
        layers.push(Box::new(layer));
    }
}

fn laid(layers: &Layers, under: Rgb, x: f32, y: f32) -> Rgb {
    layers.iter().fold(under, |colour, layer| layer.over(colour, x, y))
}

/// Grades every pixel into bytes, bands of rows in parallel, reporting progress from `from` on.
fn finish(
    grade: &Grade,
    frame: Frame,
    progress: &Progress<'_>,
    from: f32,
    light: impl Fn(usize, usize) -> Rgb + Sync,
) -> Result<Vec<u8>, PaintError> {
    let mut rgb = vec![0_u8; frame.width * frame.height * 3];
    rgb.par_chunks_mut(frame.width * 3 * BAND)
        .enumerate()
        .try_for_each(|(band, bytes)| {
            let first = band * BAND;
            progress.reach(from + (0.99 - from) * first as f32 / frame.height as f32, Stage::Light)?;
            for x in 0..frame.width {
                for (offset, row) in bytes.chunks_exact_mut(frame.width * 3).enumerate() {
                    let y = first + offset;
                    grade.write(light(x, y), (x, y), &mut row[x * 3..x * 3 + 3]);
                }
            }
            Ok(())
        })?;
    Ok(rgb)
}
