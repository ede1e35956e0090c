//! Oil: broad strokes first, finer ones where there is detail, all along the forms; then light rakes over the paint.

use rayon::prelude::*;

use super::{
    paper::Paper,
    strokes::{Stroke, lay},
};
use crate::{
    PaintError,
    noise::Noise,
    retoucher::{detail::scale, flow::Flow, plane::Plane, sheet::Sheet, tint::brightness, work::Work},
};

/// Half the widths of the brushes, in pixels of a picture of a thousand, and how much detail calls for each.
const BRUSHES: [(f32, f32); 4] = [(22.0, 0.0), (11.0, 0.012), (5.5, 0.03), (2.8, 0.06)];
/// Points of a stroke.
const POINTS: usize = 9;
/// Where no direction is better, the brush goes its own.
const PLAIN: f32 = 0.22;

pub(super) fn render(sheet: Sheet, seed: u64, work: Work<'_>) -> Result<Sheet, PaintError> {
    let scale = scale(&sheet);
    let noise = Noise::new(seed, 742);
    let shades = sheet.shades(work)?;
    let flow = Flow::of(&shades, 5.0 * scale, work)?;
    work.reach(0.1)?;
    let mut canvas = shades.map(work, |[r, g, b]| {
        [r * 0.8 + 0.08, g * 0.78 + 0.06, b * 0.74 + 0.04, 0.1]
    })?;
    let mut coarser: Option<Plane<3>> = None;
    for (layer, (radius, needed)) in BRUSHES.into_iter().enumerate() {
        let radius = (radius * scale).max(1.2);
        let seen = shades.blurred(work, radius * 0.45)?;
        let brush = Brush {
            radius,
            needed,
            noise: Noise::new(seed, 743 + layer as u32),
            seen: &seen,
            coarser: coarser.as_ref(),
            flow: &flow,
        };
        let strokes = brush.strokes(work)?;
        lay(&mut canvas, &strokes, noise, work)?;
        coarser = Some(seen);
        work.reach(0.1 + 0.2 * (layer + 1) as f32)?;
    }
    let lit = lit(&canvas, Paper::new(seed, scale), scale, work)?;
    sheet.with_shades(work, &lit)
}

/// A brush, and what it is led by.
struct Brush<'a> {
    radius: f32,
    /// It paints only where it can add this much that the brush before could not.
    needed: f32,
    noise: Noise,
    /// The picture as finely as this brush can show it, and the one before could.
    seen: &'a Plane<3>,
    coarser: Option<&'a Plane<3>>,
    flow: &'a Flow,
}

impl Brush<'_> {
    /// In the order in which they are laid, which is by chance.
    fn strokes(&self, work: Work<'_>) -> Result<Vec<Stroke>, PaintError> {
        let apart = self.radius * 0.95;
        let (columns, rows) = (
            (self.seen.width as f32 / apart) as i32 + 1,
            (self.seen.height as f32 / apart) as i32 + 1,
        );
        let rows = (0..rows).into_par_iter().map(|row| {
            let strokes: Vec<Stroke> = (0..columns)
                .filter_map(|column| self.stroke((column, row), apart))
                .collect();
            work.check().map(|()| strokes)
        });
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let mut strokes: Vec<Stroke> = rows.into_iter().flatten().collect();
        strokes.sort_by_key(|stroke| stroke.number);
        Ok(strokes)
    }

    fn stroke(&self, (column, row): (i32, i32), apart: f32) -> Option<Stroke> {
        let dice = |number: i32| self.noise.dice(column * 8 + number, row);
        let start = ((column as f32 + dice(0)) * apart, (row as f32 + dice(1)) * apart);
        let colour = self.seen.sample(start.0, start.1);
        if let Some(coarser) = self.coarser {
            let before = coarser.sample(start.0, start.1);
            let new: f32 = (0..3).map(|n| (colour[n] - before[n]).abs()).sum();
            if new < self.needed * (0.6 + 0.8 * dice(2)) {
                return None;
            }
        }
        Some(Stroke {
            points: self.way(start, colour, dice(3) < 0.5),
            radius: self.radius * (0.75 + 0.5 * dice(4)),
            colour: self.mixed(colour, [dice(5), dice(6), dice(7)]),
            number: (dice(7) * 16_777_215.0) as u32,
        })
    }

    /// Along the forms, as long as the colour is about right.
    fn way(&self, start: (f32, f32), colour: [f32; 3], is_backwards: bool) -> Vec<(f32, f32)> {
        let step = self.radius * 0.85;
        let mut points = vec![start];
        let mut heading = if is_backwards { (-1.0, 0.0) } else { (1.0, 0.0) };
        let mut here = start;
        while points.len() < POINTS {
            let (dx, dy, plain) = self.flow.at(here.0, here.1);
            let own = self.wander(here);
            let (dx, dy) = if dx * own.0 + dy * own.1 < 0.0 {
                (-dx, -dy)
            } else {
                (dx, dy)
            };
            let share = (plain / PLAIN).min(1.0);
            let mut next = (own.0 + (dx - own.0) * share, own.1 + (dy - own.1) * share);
            if next.0 * heading.0 + next.1 * heading.1 < 0.0 {
                next = (-next.0, -next.1);
            }
            // The wrist turns slowly.
            let bent = (heading.0 * 0.4 + next.0 * 0.6, heading.1 * 0.4 + next.1 * 0.6);
            let bent = if points.len() == 1 { next } else { bent };
            let length = (bent.0 * bent.0 + bent.1 * bent.1).sqrt().max(0.05);
            heading = (bent.0 / length, bent.1 / length);
            here = (here.0 + heading.0 * step, here.1 + heading.1 * step);
            let seen = self.seen.sample(here.0, here.1);
            let off: f32 = (0..3).map(|n| (seen[n] - colour[n]).abs()).sum();
            if points.len() > 2 && off > 0.16 {
                break;
            }
            points.push(here);
        }
        points
    }

    fn wander(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let far = self.radius * 9.0;
        let (_, dx, dy) = self.noise.leaning(x / far + 0.5, y / far + 0.5);
        let (dx, dy) = (1.2 + dy * 0.9, -dx * 0.9);
        let length = (dx * dx + dy * dy).sqrt().max(0.1);
        (dx / length, dy / length)
    }

    /// No two brushfuls are quite alike, and all are purer than what they show.
    fn mixed(&self, colour: [f32; 3], dice: [f32; 3]) -> [f32; 3] {
        let off = if self.radius > 6.0 { 0.075 } else { 0.05 };
        let grey = brightness(colour);
        let lighter = (dice[0] + dice[1] + dice[2] - 1.5) * off;
        std::array::from_fn(|n| {
            let pure = grey + (colour[n] - grey) * 1.22;
            (pure + lighter + (dice[n] - 0.5) * off * 0.55).clamp(0.0, 1.0)
        })
    }
}

/// Light from the upper left over thick paint; where it is thin, the canvas shows.
fn lit(canvas: &Plane<4>, paper: Paper, scale: f32, work: Work<'_>) -> Result<Plane<3>, PaintError> {
    let thick = Plane::make(work, canvas.size(), |x, y| {
        let [.., height] = canvas.values[y * canvas.width + x];
        [height + 0.16 * paper.weave(x, y) * (1.0 - 0.55 * height.clamp(0.0, 1.0))]
    })?;
    let thick = thick.blurred(work, 0.55 * scale)?;
    Plane::make(work, canvas.size(), |x, y| {
        let (px, py) = (x as isize, y as isize);
        let (dx, dy) = (
            thick.at(px + 1, py)[0] - thick.at(px - 1, py)[0],
            thick.at(px, py + 1)[0] - thick.at(px, py - 1)[0],
        );
        let slope = (dx * 0.75 + dy) * scale.max(0.5);
        let shine = (slope - 0.1).max(0.0);
        let [r, g, b, _] = canvas.values[y * canvas.width + x];
        let shade = (1.0 + slope * 0.62).clamp(0.6, 1.5);
        [r, g, b].map(|value| value * shade + (shine * 0.55).min(0.22) * (0.35 + value))
    })
}
