//! A view taken apart: the same sky, land and things as in a painting, each on a sheet of its own, without what moves.

use rayon::prelude::*;

use super::{
    canvas::{Column, Frame, STRIP},
    composition::Composition,
    cosmos::Cosmos,
    grade::Grade,
    layer::Layer,
    light::Light,
    scenery::{Mover, Part, Piece, Role, Scenery},
    sea::{Water, WaterLook},
    sheet::{Sheet, Shown},
    sky::Sky,
    strip::{Strip, trimmed, woven},
};
use crate::{
    PaintError, Stage,
    colour::{Lab, Rgb},
    scene::{Place, Scene, Season, Weather},
    watch::Progress,
};

/// One part of a view, in the order in which they are laid.
pub(crate) enum Taken {
    Sheet(Part, Sheet),
    /// What is to be drawn anew in every frame.
    Moved(Mover),
}

type Layers = Vec<Box<dyn Layer>>;

/// Layers that share a sheet, or something that moves.
enum Group {
    Painted(Part, Layers),
    Moved(Mover),
}

/// A view whose parts can be painted apart.
pub(crate) struct Apart<'a> {
    scene: &'a Scene,
    seed: u64,
    plan: Composition,
    light: Light,
    grade: Grade,
}

/// How far sheets reach beyond the picture to the left and right, in even pixels.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Margins {
    pub left: usize,
    pub right: usize,
}

/// What a moving picture needs to know of a view, in the picture's own measure: its height is one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outlook {
    pub aspect: f32,
    pub horizon: f32,
    pub water: Option<WaterLook>,
    /// Where the sun or moon hangs.
    pub light: (f32, f32),
    /// Whether it is seen.
    pub shines: bool,
    /// The scale for things.
    pub unit: f32,
    /// 0 by day, 1 at night.
    pub night: f32,
    /// -1 when the light comes from the left, 1 from the right.
    pub side: f32,
    /// How quickly distance fades.
    pub thickness: f32,
    /// What distance fades to.
    pub haze: Rgb,
    /// What falls on things: from one side, and from everywhere.
    pub falling: (Rgb, Rgb),
    pub zenith: Rgb,
}

impl<'a> Apart<'a> {
    pub fn new(scene: &'a Scene, (width, height): (u32, u32), seed: u64) -> Self {
        Self {
            scene,
            seed,
            plan: Composition::new(scene, Frame::new(width, height), seed),
            light: readable(Light::new(scene), scene),
            grade: Grade::new(scene, seed),
        }
    }

    pub fn outlook(&self) -> Outlook {
        let (plan, light) = (self.plan, self.light);
        Outlook {
            aspect: plan.frame.aspect,
            horizon: plan.horizon,
            water: Water::new(self.scene, plan, light, self.seed).map(|water| water.look()),
            light: plan.light,
            shines: plan.shines.is_some() && !self.scene.is_at(Place::Space),
            unit: plan.frame.unit,
            night: if self.scene.is_at(Place::Space) {
                1.0
            } else {
                light.night
            },
            side: plan.side,
            // Over a lake or before a city, the far shore is near.
            thickness: if self.scene.is_at(Place::Sea) {
                light.thickness
            } else {
                light.thickness * 0.08
            },
            haze: light.haze,
            falling: (light.direct, light.ambient),
            zenith: light.zenith.rgb(),
        }
    }

    /// The picture's height in pixels.
    pub const fn unit(&self) -> f32 {
        self.plan.frame.height as f32
    }

    /// A light as it is to be seen.
    pub fn shown(&self, light: Rgb) -> Shown {
        Shown::new(self.grade.shown(light))
    }

    /// Paints every part by itself, over those before it.
    pub fn parts(&self, margins: Margins, progress: &Progress<'_>) -> Result<Vec<Taken>, PaintError> {
        let frame = self.plan.frame;
        let columns = margins.left + frame.width + margins.right;
        let mut under = vec![Rgb::BLACK; columns * frame.height];
        let (mut parts, mut flooded) = (Vec::new(), false);
        for group in self.groups() {
            progress.reach(0.0, Stage::Sky)?;
            let (part, layers) = match group {
                Group::Painted(part, layers) => (part, layers),
                Group::Moved(mover) => {
                    parts.push(Taken::Moved(mover));
                    continue;
                }
            };
            if !flooded && !part.is_far() {
                self.flood(&mut under);
                flooded = true;
            }
            // Only what drifts is looked for beyond the picture.
            let (from, until) = if part.drifts() {
                (0, columns)
            } else {
                (margins.left, margins.left + frame.width)
            };
            let painted = under
                .get_mut(from * frame.height..until * frame.height)
                .unwrap_or_default();
            let left = from as i32 - margins.left as i32;
            let strips = self.strips(painted, left, part, &layers, progress)?;
            let sheet = woven(&strips, frame.height, part == Part::Sky);
            drop(strips);
            parts.extend(trimmed(sheet, left).map(|sheet| Taken::Sheet(part, sheet)));
        }
        Ok(parts)
    }

    /// Layers in the order in which they are laid; those that follow each other and move alike share a sheet.
    fn groups(&self) -> Vec<Group> {
        let (scene, plan, light, seed) = (self.scene, self.plan, self.light, self.seed);
        if scene.is_at(Place::Space) {
            return self.space();
        }
        let (sky, clouds) = Sky::new(scene, plan, light, seed).apart();
        let mut groups = vec![Group::Painted(Part::Sky, vec![Box::new(sky)])];
        if let Some(clouds) = clouds {
            groups.push(Group::Painted(Part::Clouds, vec![Box::new(clouds)]));
        }
        let Scenery { far, near } = Scenery::new(scene, plan, light, seed);
        for Piece { role, layer } in far.into_iter().chain(near) {
            match (role, groups.last_mut()) {
                (Role::Moved(mover), _) => groups.push(Group::Moved(mover)),
                (Role::Painted(part), Some(Group::Painted(last, layers))) if *last == part => layers.push(layer),
                (Role::Painted(part), _) => groups.push(Group::Painted(part, vec![layer])),
            }
        }
        groups
    }

    fn space(&self) -> Vec<Group> {
        let (depths, worlds) = Cosmos::new(self.scene, self.plan.frame, self.seed).apart();
        let mut groups = vec![Group::Painted(Part::Sky, vec![Box::new(depths)])];
        for (near, layer) in worlds {
            match groups.last_mut() {
                Some(Group::Painted(part, layers)) if *part == Part::World(near) => layers.push(layer),
                _ => groups.push(Group::Painted(Part::World(near), vec![layer])),
            }
        }
        groups
    }

    /// Puts something like water under what stands in it, where there is nothing yet.
    fn flood(&self, under: &mut [Rgb]) {
        let (Some(line), height) = (self.plan.waterline, self.plan.frame.height) else {
            return;
        };
        let first = self.plan.frame.row(line).clamp(1, height);
        let Some(water) = Water::new(self.scene, self.plan, self.light, self.seed) else {
            return;
        };
        let body = water.look().body;
        for column in under.chunks_exact_mut(height) {
            for row in first..height {
                let mirrored = column[(2 * first).saturating_sub(row + 1).min(first - 1)];
                column[row] = body.mix(mirrored, 0.5);
            }
        }
    }

    /// A sky ends a little below the waterline; a camera may look for it lower.
    fn draw_down(&self, pixels: &mut [Rgb]) {
        if let Some(line) = self.plan.waterline {
            let last = self.plan.frame.row(line + 0.02).min(pixels.len() - 1);
            let lowest = pixels[last];
            pixels[last..].fill(lowest);
        }
    }

    fn strips(
        &self,
        under: &mut [Rgb],
        left: i32,
        part: Part,
        layers: &Layers,
        progress: &Progress<'_>,
    ) -> Result<Vec<Strip>, PaintError> {
        let frame = self.plan.frame;
        under
            .par_chunks_mut(frame.height * STRIP)
            .enumerate()
            .map(|(index, columns)| {
                progress.reach(0.0, Stage::Sky)?;
                Ok(self.strip(columns, left + (index * STRIP) as i32, part, layers))
            })
            .collect()
    }

    fn strip(&self, columns: &mut [Rgb], first: i32, part: Part, layers: &Layers) -> Strip {
        let frame = self.plan.frame;
        let mut strip = Strip::new(columns.len() / frame.height, frame.height);
        let mut lighter = vec![Rgb::BLACK; frame.height];
        for (index, pixels) in columns.chunks_exact_mut(frame.height).enumerate() {
            let x = ((first + index as i32) as f32 + 0.5) * frame.pixel;
            let before: Vec<Shown> = pixels.iter().map(|light| self.shown(*light)).collect();
            for (lighter, light) in lighter.iter_mut().zip(pixels.iter()) {
                *lighter = *light + Rgb::WHITE;
            }
            lay(layers, (frame, x), pixels);
            if part == Part::Sky {
                self.draw_down(pixels);
            } else {
                lay(layers, (frame, x), &mut lighter);
            }
            for (row, ((light, lighter), before)) in pixels.iter().zip(&lighter).zip(&before).enumerate() {
                let through = if part == Part::Sky {
                    0.0
                } else {
                    share(*light, *lighter)
                };
                strip.put(index, row, self.shown(*light).beyond(*before, through), through);
            }
        }
        strip
    }
}

/// What layers let through, told from what they make of a light and of a lighter one.
fn share(light: Rgb, lighter: Rgb) -> f32 {
    let seen = lighter - light;
    let share = (seen.r + seen.g + seen.b) * (1.0 / 3.0);
    let share = if share > 0.996 { 1.0 } else { share };
    if share < 0.004 { 0.0 } else { share.clamp(0.0, 1.0) }
}

fn lay(layers: &Layers, (frame, x): (Frame, f32), pixels: &mut [Rgb]) {
    for layer in layers {
        layer.lay(&mut Column { frame, x, pixels });
    }
}

/// A night with snow is never black: snow, and the low cloud that it falls from, throw back whatever light there is, and a
/// film that is nearly black shows nothing.
fn readable(light: Light, scene: &Scene) -> Light {
    let falls = scene.weather(Weather::Snow);
    if light.night < 0.9 || !falls && scene.season != Some(Season::Winter) {
        return light;
    }
    if !falls {
        return Light {
            direct: light.direct * 2.6,
            ambient: light.ambient * 2.2,
            ..light
        };
    }
    let lighter = |lab: Lab, by: f32| Lab {
        l: lab.l + by,
        b: lab.b - 0.012,
        ..lab
    };
    Light {
        zenith: lighter(light.zenith, 0.07),
        middle: lighter(light.middle, 0.1),
        low: lighter(light.low, 0.12),
        haze: lighter(light.haze.lab(), 0.1).rgb(),
        direct: light.direct * 5.0,
        ambient: light.ambient * 3.4,
        thickness: light.thickness * 0.6,
        ..light
    }
}
