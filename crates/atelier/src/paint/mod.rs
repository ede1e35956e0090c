//! Painting what was understood: compose, paint sky and land along columns, lay the water that mirrors them, then
//! finish row after row.

mod abstracts;
mod aurora;
mod canvas;
mod city;
mod cliff;
mod clouds;
mod composition;
mod figures;
mod grade;
mod layer;
mod light;
mod lighthouse;
mod palms;
mod relief;
mod sea;
mod shore;
mod sky;
mod stars;
mod swell;
mod terrain;
mod trees;
mod weather;

use rayon::prelude::*;

use self::{
    abstracts::Pattern,
    canvas::{Canvas, Column, Frame, STRIP},
    city::City,
    cliff::Cliff,
    composition::Composition,
    figures::{Birds, Boat, Cabin},
    grade::Grade,
    layer::Layer,
    light::Light,
    lighthouse::Lighthouse,
    palms::Palms,
    relief::Relief,
    sea::Water,
    shore::{Beach, Island},
    sky::Sky,
    terrain::{LightHeight, Terrain},
    trees::Pines,
    weather::{Falling, Fog, Lightning},
};
use crate::{
    PaintError, PaintOrder, Painting, Stage, Watcher,
    colour::Rgb,
    scene::{self, Place, Scene, Style, Time},
    watch::Progress,
};

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
    develop(&Grade::new(scene, seed), frame, progress, 0.02, |column| {
        pattern.lay(column);
    })
}

fn view(scene: &Scene, frame: Frame, seed: u64, progress: &Progress<'_>) -> Result<Vec<u8>, PaintError> {
    let plan = Composition::new(scene, frame, seed);
    let light = Light::new(scene);
    let grade = Grade::new(scene, seed);
    let backdrop = Backdrop::new(scene, plan, light, seed);
    let near = near(scene, plan, light, seed);
    let Some(water) = Water::new(scene, plan, light, seed) else {
        return develop(&grade, frame, progress, 0.02, |column| {
            backdrop.lay_sky(column);
            backdrop.lay_land(column);
            lay(&near, column);
        });
    };
    let mut above = Canvas::new(frame, frame.row(plan.horizon + 0.02) + 1);
    above.columns(progress, (Stage::Sky, 0.02, 0.3), |column| backdrop.lay_sky(column))?;
    if backdrop.has_land() {
        above.columns(progress, (Stage::Land, 0.3, 0.5), |column| backdrop.lay_land(column))?;
    }
    progress.reach(0.51, Stage::Water)?;
    let blurred = above.blurred();
    develop(&grade, frame, progress, 0.55, |column| {
        water.lay((&above, &blurred), column);
        lay(&near, column);
    })
}

/// Sky, land and what stands far off: everything that water can mirror.
struct Backdrop {
    sky: Sky,
    land: Option<Terrain>,
    far: Layers,
}

impl Backdrop {
    fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Self {
        let high = matches!(scene.time, Time::Noon | Time::Morning) && !scene.is_at(Place::Desert);
        let height = if high { LightHeight::High } else { LightHeight::Low };
        Self {
            sky: Sky::new(scene, plan, light, seed),
            land: Relief::new(scene, seed).map(|relief| Terrain::new(plan, light, relief, height)),
            far: far(scene, plan, light, seed),
        }
    }

    fn has_land(&self) -> bool {
        self.land.is_some() || !self.far.is_empty()
    }

    fn lay_sky(&self, column: &mut Column<'_>) {
        self.sky.lay(column);
    }

    fn lay_land(&self, column: &mut Column<'_>) {
        if let Some(land) = &self.land {
            land.lay(column);
        }
        lay(&self.far, column);
    }
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

fn lay(layers: &Layers, column: &mut Column<'_>) {
    for layer in layers {
        layer.lay(column);
    }
}

/// Lets `work` lay every column from black, grades it, and weaves the columns into rows of bytes.
///
/// Only bytes are kept: the linear light of the whole picture would take four times as much memory.
fn develop(
    grade: &Grade,
    frame: Frame,
    progress: &Progress<'_>,
    from: f32,
    work: impl Fn(&mut Column<'_>) + Sync,
) -> Result<Vec<u8>, PaintError> {
    let count = frame.width.div_ceil(STRIP);
    let steps = progress.steps(count, (Stage::Light, from, 0.97));
    let strips = (0..count).into_par_iter().map(|strip| {
        let (first, until) = (strip * STRIP, ((strip + 1) * STRIP).min(frame.width));
        let mut bytes = vec![0_u8; (until - first) * frame.height * 3];
        let mut pixels = vec![Rgb::BLACK; frame.height];
        for index in first..until {
            work(&mut Column {
                frame,
                x: frame.middle(index),
                pixels: &mut pixels,
            });
            let places = bytes.chunks_exact_mut((until - first) * 3);
            for (row, (place, light)) in places.zip(&mut pixels).enumerate() {
                let start = (index - first) * 3;
                grade.write(std::mem::take(light), (index, row), &mut place[start..start + 3]);
            }
        }
        steps.advance().map(|()| bytes)
    });
    let strips = strips.collect::<Result<Vec<_>, _>>()?;
    progress.reach(0.97, Stage::Finishing)?;
    Ok(woven(&strips, frame))
}

fn woven(strips: &[Vec<u8>], frame: Frame) -> Vec<u8> {
    let mut rgb = vec![0_u8; frame.width * frame.height * 3];
    rgb.par_chunks_mut(frame.width * 3)
        .enumerate()
        .for_each(|(row, bytes)| {
            for (bytes, strip) in bytes.chunks_mut(STRIP * 3).zip(strips) {
                bytes.copy_from_slice(&strip[row * bytes.len()..][..bytes.len()]);
            }
        });
    rgb
}
