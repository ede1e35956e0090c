//! Sails that turn: a sheet seen as it is after a turn around a place.

use super::{camera::View, screen::Screen};
use crate::{
    paint::{Plane, Sheet},
    steady::{cosine, sine},
};

/// No level in fine steps is higher.
const BRIGHTEST: f32 = 250.0 * 64.0;

/// A sheet that turns.
pub(super) struct Sails {
    sheet: Sheet,
    /// In pixels of the picture.
    hub: (f32, f32),
    reach: f32,
    depth: f32,
    /// How far they turn in a second, in radians; above zero as a clock does.
    pace: f32,
}

/// How a plane lies under a row of the film.
struct Turned<'a> {
    light: &'a Plane<i16>,
    through: &'a Plane<u8>,
    /// Where the row's first pixel falls, and how far the next is from it.
    from: (f32, f32),
    step: (f32, f32),
}

impl Sails {
    pub fn new(sheet: Sheet, hub: (f32, f32), depth: f32, pace: f32) -> Self {
        let reach = sheet.through.as_ref().map_or(0.0, |[through, _]| {
            let far = |(place, _): (usize, &u8)| {
                let x = (place % through.width) as f32 + sheet.left as f32 - hub.0;
                let y = (place / through.width) as f32 + sheet.top as f32 - hub.1;
                (x * x + y * y).sqrt()
            };
            let covered = through.values.iter().enumerate().filter(|(_, seen)| **seen < 250);
            covered.map(far).fold(0.0, f32::max)
        });
        Self {
            sheet,
            hub,
            reach: reach + 2.0,
            depth,
            pace,
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let Some([through, half_through]) = &self.sheet.through else {
            return;
        };
        let sight = view.sight(self.depth);
        let turn = -self.pace * seconds;
        let (sin, cos) = (sine(turn), cosine(turn));
        let (x, y) = sight.seen(self.hub);
        let reach = self.reach / sight.scale;
        let corner = (self.hub.0 - self.sheet.left as f32, self.hub.1 - self.sheet.top as f32);
        let width = screen.width;
        // Light first, then both colours at half the size.
        for half in [false, true] {
            let size = if half { 2.0 } else { 1.0 };
            let columns = if half { width / 2 } else { width };
            let rows = if half { screen.height / 2 } else { screen.height };
            let middle = |place: f32| (place + 0.5) / size - 0.5;
            let rows_met = span(middle(y), reach / size, rows);
            for row in rows_met {
                let dy = row as f32 - middle(y);
                let wide = ((reach / size).powi(2) - dy * dy).max(0.0).sqrt();
                let met = span(middle(x), wide, columns);
                let (dx, dy) = ((met.start as f32 - middle(x)) * sight.scale, dy * sight.scale);
                let at = |corner: f32| (corner + 0.5) / size - 0.5;
                let from = (at(corner.0) + dx * cos - dy * sin, at(corner.1) + dx * sin + dy * cos);
                let step = (sight.scale * cos, sight.scale * sin);
                let place = row * columns + met.start..row * columns + met.end;
                let lay = |light, through, plane: &mut Vec<i16>| {
                    if let Some(out) = plane.get_mut(place.clone()) {
                        Turned {
                            light,
                            through,
                            from,
                            step,
                        }
                        .lay(out);
                    }
                };
                if half {
                    for (light, plane) in self.sheet.chroma.iter().zip(&mut screen.chroma) {
                        lay(light, half_through, plane);
                    }
                } else {
                    lay(&self.sheet.luma, through, &mut screen.luma);
                }
            }
        }
    }
}

impl Turned<'_> {
    fn lay(&self, out: &mut [i16]) {
        let (mut x, mut y) = self.from;
        for pixel in out {
            if let Some((light, seen)) = self.at(x, y) {
                *pixel = (light + f32::from(*pixel) * seen).clamp(0.0, BRIGHTEST) as i16;
            }
            (x, y) = (x + self.step.0, y + self.step.1);
        }
    }

    /// Light and what is let through between four pixels; nothing beyond the plane or where it is empty.
    fn at(&self, x: f32, y: f32) -> Option<(f32, f32)> {
        if x < 0.0 || y < 0.0 || x as usize + 1 >= self.light.width {
            return None;
        }
        let (column, row) = (x as usize, y as usize);
        let (fx, fy) = (x.fract(), y.fract());
        let place = row * self.light.width + column;
        let below = place + self.light.width;
        let through = |place: usize| self.through.values.get(place..place + 2);
        let (upper, lower) = (through(place)?, through(below)?);
        if upper == [255, 255] && lower == [255, 255] {
            return None;
        }
        let light = |place: usize| self.light.values.get(place..place + 2);
        let seen = between((upper, lower), (fx, fy)) * (1.0 / 255.0);
        Some((between((light(place)?, light(below)?), (fx, fy)), seen))
    }
}

fn between<T: Copy + Into<f32>>((upper, lower): (&[T], &[T]), (fx, fy): (f32, f32)) -> f32 {
    let line = |pair: &[T]| match pair {
        [from, to] => (*from).into() + ((*to).into() - (*from).into()) * fx,
        _ => 0.0,
    };
    let (upper, lower) = (line(upper), line(lower));
    upper + (lower - upper) * fy
}

/// The whole places around one, within what there is.
fn span(middle: f32, reach: f32, most: usize) -> std::ops::Range<usize> {
    let from = ((middle - reach).max(0.0) as usize).min(most);
    from..((middle + reach + 1.0).max(0.0) as usize).clamp(from, most)
}
