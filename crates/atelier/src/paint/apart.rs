//! A view taken apart: the same sky, land and things as in a painting, each on a sheet of its own, without what moves.

use rayon::prelude::*;

use super::{
    Layers,
    canvas::{Column, Frame, STRIP},
    city::City,
    cliff::Cliff,
    composition::Composition,
    figures::{Boat, Cabin},
    grade::Grade,
    layer::Layer,
    light::Light,
    lighthouse::Lighthouse,
    palms::Palms,
    push,
    relief::Relief,
    sea::{Water, WaterLook},
    sheet::{Sheet, Shown},
    shore::{Beach, Island},
    sky::Sky,
    strip::{Strip, trimmed, woven},
    terrain::{LightHeight, Terrain},
    trees::Pines,
    weather::Lightning,
};
use crate::{
    PaintError, Stage,
    colour::Rgb,
    scene::{Place, Scene, Time},
    watch::Progress,
};

/// What a sheet shows, from the farthest to the nearest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Part {
    Sky,
    Clouds,
    Lightning,
    /// Land, city and far trees: all that water mirrors.
    Land,
    Beach,
    Boat,
    /// A row of trees that stands at this height in the picture.
    Trees(f32),
    /// Everything close to the eye.
    Near,
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
            light: Light::new(scene),
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
            shines: plan.shines.is_some(),
            unit: plan.frame.unit,
            night: light.night,
            side: plan.side,
            thickness: light.thickness,
            haze: light.haze,
            falling: (light.direct, light.ambient),
            zenith: light.zenith.rgb(),
        }
    }

    /// A light as it is to be seen.
    pub fn shown(&self, light: Rgb) -> Shown {
        Shown::new(self.grade.shown(light))
    }

    /// Paints every part by itself, over those before it.
    pub fn sheets(&self, margins: Margins, progress: &Progress<'_>) -> Result<Vec<(Part, Sheet)>, PaintError> {
        let frame = self.plan.frame;
        let columns = margins.left + frame.width + margins.right;
        let mut under = vec![Rgb::BLACK; columns * frame.height];
        let (mut sheets, mut flooded) = (Vec::new(), false);
        for (part, layers) in self.parts() {
            progress.reach(0.0, Stage::Sky)?;
            if !flooded && matches!(part, Part::Beach | Part::Boat | Part::Trees(_) | Part::Near) {
                self.flood(&mut under);
                flooded = true;
            }
            // Only what drifts is looked for beyond the picture.
            let (from, until) = match part {
                Part::Sky | Part::Clouds => (0, columns),
                _ => (margins.left, margins.left + frame.width),
            };
            let painted = under
                .get_mut(from * frame.height..until * frame.height)
                .unwrap_or_default();
            let left = from as i32 - margins.left as i32;
            let strips = self.strips(painted, left, part, &layers, progress)?;
            let sheet = woven(&strips, frame.height, part == Part::Sky);
            drop(strips);
            if let Some(sheet) = trimmed(sheet, left) {
                sheets.push((part, sheet));
            }
        }
        Ok(sheets)
    }

    fn parts(&self) -> Vec<(Part, Layers)> {
        let (scene, plan, light, seed) = (self.scene, self.plan, self.light, self.seed);
        let (sky, clouds) = Sky::new(scene, plan, light, seed).apart();
        let mut parts: Vec<(Part, Layers)> = vec![(Part::Sky, vec![Box::new(sky)])];
        let mut add = |part: Part, layers: Layers| {
            if !layers.is_empty() {
                parts.push((part, layers));
            }
        };
        add(Part::Clouds, one(clouds));
        add(Part::Lightning, one(Lightning::new(scene, plan, seed)));
        add(Part::Land, self.land());
        add(Part::Beach, one(Beach::new(scene, plan, light, seed)));
        add(Part::Boat, one(Boat::new(scene, plan, light, seed)));
        for row in Pines::near(scene, plan, light, seed).into_iter().flat_map(Pines::apart) {
            add(Part::Trees(row.base()), vec![Box::new(row)]);
        }
        let mut near: Layers = Vec::new();
        push(&mut near, Cabin::new(scene, plan, light, seed));
        let cliff = Cliff::new(scene, plan, light, seed);
        let lighthouse = Lighthouse::new(scene, cliff.as_ref(), plan, light);
        push(&mut near, cliff);
        push(&mut near, lighthouse);
        push(&mut near, Palms::new(scene, plan, light, seed));
        add(Part::Near, near);
        parts
    }

    fn land(&self) -> Layers {
        let (scene, plan, light, seed) = (self.scene, self.plan, self.light, self.seed);
        let high = matches!(scene.time, Time::Noon | Time::Morning) && !scene.is_at(Place::Desert);
        let height = if high { LightHeight::High } else { LightHeight::Low };
        let mut land: Layers = Vec::new();
        push(
            &mut land,
            Relief::new(scene, seed).map(|relief| Terrain::new(plan, light, relief, height)),
        );
        push(&mut land, City::new(scene, plan, light, seed));
        push(&mut land, Island::new(scene, plan, light, seed));
        push(&mut land, Pines::shore(scene, plan, light, seed));
        land
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

fn one(layer: Option<impl Layer + 'static>) -> Layers {
    let mut layers: Layers = Vec::new();
    push(&mut layers, layer);
    layers
}
