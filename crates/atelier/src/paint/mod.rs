//! Painting what was understood: compose, paint sky and land along columns, lay the water that mirrors them, then
//! finish row after row.

mod abstracts;
mod apart;
mod aurora;
mod canvas;
mod city;
mod cliff;
mod clouds;
mod composition;
mod cosmos;
mod draw;
mod figures;
mod grade;
mod landmarks;
mod lattice;
mod layer;
mod light;
mod lighthouse;
mod ornament;
mod palms;
mod poster;
mod relief;
mod scenery;
mod sea;
mod sheet;
mod shore;
mod sky;
mod stars;
mod stream;
mod strip;
mod swell;
mod terrain;
mod trees;
mod weather;

pub use self::draw::{Drawing, draw, is_drawn};
pub(crate) use self::{
    apart::{Apart, Margins, Outlook, Taken},
    landmarks::Shell,
    scenery::{Fall, Mover, Part},
    sea::WaterLook,
    sheet::{FINE, Plane, Sheet, Shown, fine, opaque},
    stream::Stream,
};

use rayon::prelude::*;

use self::{
    canvas::{Canvas, Column, Frame, STRIP},
    composition::Composition,
    cosmos::Cosmos,
    grade::Grade,
    layer::Layer,
    light::Light,
    poster::Poster,
    scenery::{Scenery, lay},
    sea::Water,
    sky::Sky,
    stream::Still,
};
use crate::{
    PaintError, PaintOrder, Painting, Stage, Watcher,
    colour::Rgb,
    retoucher::{Work, render_in},
    scene::{self, Place, Scene, Style},
    watch::Progress,
};

/// How far the work is when a picture only has to be rendered in its medium.
const PAINTED: f32 = 0.7;

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
    let (scene, unused_words) = scene::understand(&order.words, &order.negative, order.seed);
    let share = if scene.medium.is_some() { PAINTED } else { 1.0 };
    let first = Work::new(&progress, (0.0, share));
    let progress_of_scene = Progress::new(&first);
    let frame = Frame::new(order.width, order.height);
    let rgb = if scene.poster {
        let poster = Poster::new(&scene, frame);
        let painting = picture(&scene, poster.window(), order.seed, &progress_of_scene)?;
        poster.print(&painting, &scene, &progress_of_scene)?
    } else {
        picture(&scene, frame, order.seed, &progress_of_scene)?
    };
    let rgb = match scene.medium {
        None => rgb,
        Some(medium) => {
            let rest = Work::new(&progress, (PAINTED, 0.99));
            render_in(medium, &rgb, order.width, order.height, order.seed, &rest)?
        }
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

fn picture(scene: &Scene, frame: Frame, seed: u64, progress: &Progress<'_>) -> Result<Vec<u8>, PaintError> {
    match scene.style {
        Some(style) => pattern(scene, style, (frame, seed), progress),
        None if scene.is_at(Place::Space) => {
            let cosmos = Cosmos::new(scene, frame, seed);
            develop(&Grade::new(scene, seed), frame, progress, 0.02, |column| {
                cosmos.lay(column);
            })
        }
        None => view(scene, frame, seed, progress),
    }
}

fn pattern(
    scene: &Scene,
    style: Style,
    (frame, seed): (Frame, u64),
    progress: &Progress<'_>,
) -> Result<Vec<u8>, PaintError> {
    let still = Still::new(scene, style, frame, seed);
    develop(&Grade::new(scene, seed), frame, progress, 0.02, |column| {
        still.lay(column);
    })
}

fn view(scene: &Scene, frame: Frame, seed: u64, progress: &Progress<'_>) -> Result<Vec<u8>, PaintError> {
    let plan = Composition::new(scene, frame, seed);
    let light = Light::new(scene);
    let grade = Grade::new(scene, seed);
    let sky = Sky::new(scene, plan, light, seed);
    let Scenery { far, near } = Scenery::new(scene, plan, light, seed);
    let Some(water) = Water::new(scene, plan, light, seed) else {
        return develop(&grade, frame, progress, 0.02, |column| {
            sky.lay(column);
            lay(&far, column);
            lay(&near, column);
        });
    };
    let mut above = Canvas::new(frame, frame.row(plan.horizon + 0.02) + 1);
    above.columns(progress, (Stage::Sky, 0.02, 0.3), |column| sky.lay(column))?;
    if !far.is_empty() {
        above.columns(progress, (Stage::Land, 0.3, 0.5), |column| lay(&far, column))?;
    }
    progress.reach(0.51, Stage::Water)?;
    let blurred = above.blurred();
    develop(&grade, frame, progress, 0.55, |column| {
        water.lay((&above, &blurred), column);
        lay(&near, column);
    })
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
