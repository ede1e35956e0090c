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
mod layer;
mod light;
mod lighthouse;
mod ornament;
mod palms;
mod poster;
mod relief;
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
    apart::{Apart, Margins, Outlook, Part},
    sea::WaterLook,
    sheet::{FINE, Plane, Sheet, Shown, fine, opaque},
    stream::Stream,
};

use rayon::prelude::*;

use self::{
    abstracts::Pattern,
    canvas::{Canvas, Column, Frame, STRIP},
    city::City,
    cliff::Cliff,
    composition::Composition,
    cosmos::{Cosmos, Planet},
    figures::{Birds, Boat, Cabin},
    grade::Grade,
    landmarks::{
        Balloons, Birches, Bridge, Cactus, Fireworks, Flowers, Icebergs, Lamps, Mesas, Meteors, River, Tree, Village,
        Volcano, Waterfall, Windmill,
    },
    layer::Layer,
    light::Light,
    lighthouse::Lighthouse,
    ornament::{Gradient, Seamless},
    palms::Palms,
    poster::Poster,
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
    retoucher::{Work, render_in},
    scene::{self, Place, Scene, Style, Time},
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

type Layers = Vec<Box<dyn Layer>>;

fn pattern(
    scene: &Scene,
    style: Style,
    (frame, seed): (Frame, u64),
    progress: &Progress<'_>,
) -> Result<Vec<u8>, PaintError> {
    let grade = Grade::new(scene, seed);
    match style {
        Style::Gradient => {
            let gradient = Gradient::new(scene, frame, seed);
            develop(&grade, frame, progress, 0.02, |column| gradient.lay(column))
        }
        Style::Seamless => {
            let seamless = Seamless::new(scene, frame, seed);
            develop(&grade, frame, progress, 0.02, |column| seamless.lay(column))
        }
        _ => {
            let pattern = Pattern::new(scene, style, frame, seed);
            develop(&grade, frame, progress, 0.02, |column| pattern.lay(column))
        }
    }
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
    /// What hangs in the sky or stands behind the land.
    behind: Layers,
    land: Option<Terrain>,
    far: Layers,
}

impl Backdrop {
    fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Self {
        let high = matches!(scene.time, Time::Noon | Time::Morning) && !scene.is_at(Place::Desert);
        let height = if high { LightHeight::High } else { LightHeight::Low };
        Self {
            sky: Sky::new(scene, plan, light, seed),
            behind: behind(scene, plan, light, seed),
            land: Relief::new(scene, seed).map(|relief| Terrain::new(plan, light, relief, height)),
            far: far(scene, plan, light, seed),
        }
    }

    fn has_land(&self) -> bool {
        self.land.is_some() || !self.far.is_empty() || !self.behind.is_empty()
    }

    fn lay_sky(&self, column: &mut Column<'_>) {
        self.sky.lay(column);
    }

    fn lay_land(&self, column: &mut Column<'_>) {
        lay(&self.behind, column);
        if let Some(land) = &self.land {
            land.lay(column);
        }
        lay(&self.far, column);
    }
}

fn behind(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Layers {
    let mut layers: Layers = Vec::new();
    push(&mut layers, Planet::over_land(scene, plan, light.night, seed));
    push(&mut layers, Meteors::new(scene, plan, seed));
    push(&mut layers, Mesas::new(scene, plan, light, seed));
    layers
}

fn far(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Layers {
    let mut layers: Layers = Vec::new();
    push(&mut layers, Lightning::new(scene, plan, seed));
    push(&mut layers, Fireworks::new(scene, plan, light, seed));
    push(&mut layers, City::new(scene, plan, light, seed));
    push(&mut layers, Volcano::new(scene, plan, light, seed));
    push(&mut layers, Icebergs::new(scene, plan, light, seed));
    push(&mut layers, Island::new(scene, plan, light, seed));
    push(&mut layers, Pines::shore(scene, plan, light, seed));
    push(&mut layers, Waterfall::new(scene, plan, light, seed));
    push(&mut layers, Bridge::new(scene, plan, light, seed));
    layers
}

fn near(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Layers {
    let mut layers: Layers = Vec::new();
    push(&mut layers, Beach::new(scene, plan, light, seed));
    push(&mut layers, Boat::new(scene, plan, light, seed));
    push(&mut layers, River::new(scene, plan, light, seed));
    push(&mut layers, Flowers::new(scene, plan, light, seed));
    push(&mut layers, Fog::new(scene, plan, light, seed));
    push(&mut layers, Balloons::new(scene, plan, light, seed));
    push(&mut layers, Birds::new(scene, plan, light, seed));
    push(&mut layers, Pines::near(scene, plan, light, seed));
    push(&mut layers, Birches::new(scene, plan, light, seed));
    push(&mut layers, Village::new(scene, plan, light, seed));
    push(&mut layers, Cabin::new(scene, plan, light, seed));
    push(&mut layers, Windmill::new(scene, plan, light, seed));
    push(&mut layers, Tree::new(scene, plan, light, seed));
    push(&mut layers, Cactus::new(scene, plan, light, seed));
    push(&mut layers, Lamps::new(scene, plan, light, seed));
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
