//! Laying sheets: the loops in which most of a film's time is spent.

use super::{
    camera::{Depth, View},
    screen::Screen,
};
use crate::paint::{Plane, Sheet};

/// A sheet that the camera looks at, with what is empty in it known.
pub(super) struct Cel {
    depth: Depth,
    sheet: Sheet,
    /// The first and last column of every row that is not empty; nothing where none is.
    spans: Vec<Option<(u32, u32)>>,
}

/// Where one row of a film falls on a plane.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Of the first pixel.
    pub x: f32,
    /// From pixel to pixel.
    pub step: f32,
    pub y: f32,
}

/// No level in fine steps is higher.
const BRIGHTEST: i32 = 255 * 64 + 63;

/// Room for a row at work.
#[derive(Debug, Default)]
pub(super) struct Bench {
    light: Vec<i16>,
    through: Vec<i16>,
}

impl Cel {
    pub fn new(depth: Depth, sheet: Sheet) -> Self {
        let height = sheet.luma.height();
        let span = |row: usize| {
            let Some([through, _]) = &sheet.through else {
                return Some((0, sheet.luma.width as u32));
            };
            let row = || through.row(row).iter().zip(sheet.luma.row(row));
            let is_something = |(through, luma): (&u8, &i16)| *through < 255 || i32::from(*luma).abs() > 2;
            let first = row().position(is_something)?;
            let last = row().rposition(is_something)?;
            Some((first as u32, last as u32))
        };
        let spans = (0..height).map(span).collect();
        Self { depth, sheet, spans }
    }

    /// Lays the sheet as something that floats: moved up, in heights of the picture, and leaning to the right.
    pub fn ride(&self, view: &View, (up, lean): (f32, f32), screen: &mut Screen, bench: &mut Bench) {
        let unit = view.unit();
        let middle = self.sheet.top as f32 + 0.5 * self.sheet.luma.height() as f32;
        let up = up * unit;
        self.lay_moved((view, up), |y| (middle - y) * lean, screen, bench);
    }

    /// Lays the sheet carried to the right and up, in heights of the picture.
    pub fn carry(&self, view: &View, (right, up): (f32, f32), screen: &mut Screen, bench: &mut Bench) {
        let unit = view.unit();
        self.lay_moved((view, up * unit), |_| right * unit, screen, bench);
    }

    /// Lays the sheet over a frame; `shift` tells how far each row has moved to the right by itself, in pixels of the
    /// picture.
    pub fn lay(&self, view: &View, shift: impl Fn(f32) -> f32, screen: &mut Screen, bench: &mut Bench) {
        self.lay_moved((view, 0.0), shift, screen, bench);
    }

    fn lay_moved(&self, (view, up): (&View, f32), shift: impl Fn(f32) -> f32, screen: &mut Screen, bench: &mut Bench) {
        let (width, height) = (screen.width, screen.height);
        for (row, out) in screen.luma.chunks_exact_mut(width).enumerate() {
            let line = self.line((view, up), &shift, row as f32);
            let range = self.range(line, width);
            let through = self.sheet.through.as_ref().map(|[through, _]| through);
            lay_row((&self.sheet.luma, through), line, (out, range), bench);
        }
        for row in 0..height / 2 {
            let fine = self.line((view, up), &shift, row as f32 * 2.0 + 0.5);
            let (first, last) = self.range(fine, width);
            let range = (first / 2, last.div_ceil(2).min(width / 2));
            let line = Line {
                x: (fine.x + 0.5 * fine.step - 0.5) * 0.5,
                step: fine.step,
                y: (fine.y - 0.5) * 0.5,
            };
            let through = self.sheet.through.as_ref().map(|[_, through]| through);
            for (plane, out) in self.sheet.chroma.iter().zip(&mut screen.chroma) {
                let start = row * (width / 2);
                lay_row(
                    (plane, through),
                    line,
                    (&mut out[start..start + width / 2], range),
                    bench,
                );
            }
        }
    }

    fn line(&self, (view, up): (&View, f32), shift: &impl Fn(f32) -> f32, row: f32) -> Line {
        let sight = view.sight_of_row(self.depth, row);
        let y = sight.y(row) + up;
        Line {
            x: sight.x(0.0) - shift(y) - self.sheet.left as f32,
            step: sight.scale,
            y: y - self.sheet.top as f32,
        }
    }

    /// The columns of the film in which a row is not empty.
    fn range(&self, line: Line, width: usize) -> (usize, usize) {
        if self.sheet.through.is_none() {
            return (0, width);
        }
        let row = line.y.max(-2.0) as isize;
        let spans = (row - 1..=row + 2).filter_map(|row| *self.spans.get(usize::try_from(row).ok()?)?);
        let whole = spans.fold(None, |whole: Option<(u32, u32)>, (first, last)| {
            Some(whole.map_or((first, last), |(from, to)| (from.min(first), to.max(last))))
        });
        whole.map_or((0, 0), |(first, last)| {
            let column = |place: f32| ((place - line.x) / line.step).clamp(0.0, width as f32) as usize;
            let (from, to) = (column(first as f32 - 3.0), column(last as f32 + 5.0));
            (from / 2 * 2, (to.div_ceil(2) * 2).min(width))
        })
    }
}

/// Lays the columns of a range in one row of a plane over a row of the film.
fn lay_row(
    (plane, through): (&Plane<i16>, Option<&Plane<u8>>),
    line: Line,
    (out, (first, until)): (&mut [i16], (usize, usize)),
    bench: &mut Bench,
) {
    let Some(out) = out.get_mut(first..until).filter(|out| !out.is_empty()) else {
        return;
    };
    let x = line.x + line.step * first as f32;
    let start = x.floor();
    let places = ((x - start) + line.step * out.len() as f32) as usize + 2;
    let y = line.y.clamp(0.0, plane.height().saturating_sub(1) as f32);
    let (upper, share) = (y as usize, ((y - y.floor()) * 256.0) as i32);
    let rows = (upper, upper + 1);
    between(
        (plane.row(rows.0), plane.row(rows.1)),
        share,
        (start as isize, places),
        &mut bench.light,
    );
    let mut place = ((x - start) * 65536.0) as u32;
    let step = (line.step * 65536.0) as u32;
    let Some(through) = through else {
        for out in out {
            *out = at(&bench.light, place) as i16;
            place += step;
        }
        return;
    };
    between(
        (through.row(rows.0), through.row(rows.1)),
        share,
        (start as isize, places),
        &mut bench.through,
    );
    for out in out {
        let seen = at(&bench.through, place);
        let lit = at(&bench.light, place) + ((i32::from(*out) * (seen + (seen >> 7))) >> 8);
        *out = lit.clamp(0, BRIGHTEST) as i16;
        place += step;
    }
}

/// A stretch of the row that lies a share of 256 between two others, going on unchanged beyond their ends.
fn between<T: Copy + Into<i32>>(
    (upper, lower): (&[T], &[T]),
    share: i32,
    (start, places): (isize, usize),
    row: &mut Vec<i16>,
) {
    row.clear();
    let width = upper.len().min(lower.len());
    if width == 0 {
        row.resize(places, 0);
        return;
    }
    let mix = |place: usize| {
        let (from, to): (i32, i32) = (upper[place].into(), lower[place].into());
        (from + (((to - from) * share) >> 8)) as i16
    };
    let before = start.unsigned_abs().min(places) * usize::from(start < 0);
    let from = start.max(0) as usize;
    let until = (from + places - before).min(width);
    row.resize(before, mix(0));
    if from < until {
        let pairs = upper[from..until].iter().zip(&lower[from..until]);
        row.extend(pairs.map(|(upper, lower)| {
            let (from, to): (i32, i32) = ((*upper).into(), (*lower).into());
            (from + (((to - from) * share) >> 8)) as i16
        }));
    }
    row.resize(places, mix(width - 1));
}

/// The value at a place, counted in parts of 65536.
fn at(row: &[i16], place: u32) -> i32 {
    let index = (place >> 16) as usize;
    let share = ((place >> 8) & 0xff) as i32;
    match row.get(index..index + 2) {
        Some([from, to]) => i32::from(*from) + (((i32::from(*to) - i32::from(*from)) * share) >> 8),
        _ => i32::from(row.last().copied().unwrap_or(0)),
    }
}
