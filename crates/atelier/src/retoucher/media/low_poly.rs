//! Low poly: flat triangles, small along edges and large where nothing happens.

use rayon::prelude::*;

use super::{
    delaunay::{Point, triangulate},
    draw::Shape,
};
use crate::{
    PaintError,
    colour::LINEAR,
    noise::Noise,
    retoucher::{
        detail::scale,
        plane::Plane,
        sheet::{Sheet, encoded},
        tint::{lab, light},
        work::Work,
    },
};

/// Points are laid out in so many units to a pixel; two, so that samples lie between whole numbers.
const UNITS: i64 = 2;
/// How near and how far points lie, in pixels of a picture of a thousand.
const NEAR: f32 = 11.0;
const FAR: f32 = 62.0;
/// Samples to each side of a pixel's colour.
const SAMPLES: usize = 2;

pub(super) fn render(mut sheet: Sheet, seed: u64, work: Work<'_>) -> Result<Sheet, PaintError> {
    let Facets { triangles, colours } = facets(&sheet, seed, work)?;
    let width = sheet.width;
    let spans: Vec<(i64, i64)> = triangles.iter().map(|corners| rows(*corners)).collect();
    work.rows(&mut sheet.pixels, width, |y, row| {
        let mut light = vec![[0.0_f32; 3]; width * SAMPLES];
        let mut sums = vec![[0.0_f32; 3]; width];
        for sample in 0..SAMPLES {
            let height = (y * SAMPLES + sample) as i64;
            for ((corners, colour), span) in triangles.iter().zip(&colours).zip(&spans) {
                if span.0 <= height && height <= span.1 {
                    let (from, until) = crossing(*corners, height, width * SAMPLES);
                    if let Some(part) = light.get_mut(from..until) {
                        part.fill(*colour);
                    }
                }
            }
            for (sum, pair) in sums.iter_mut().zip(light.chunks_exact(SAMPLES)) {
                for n in 0..3 {
                    sum[n] += pair.iter().map(|sample| sample[n]).sum::<f32>();
                }
            }
        }
        for (pixel, sum) in row.iter_mut().zip(&sums) {
            *pixel = sum.map(|sum| encoded(sum / (SAMPLES * SAMPLES) as f32));
        }
    })?;
    Ok(sheet)
}

/// The triangles as shapes.
pub(super) fn shapes(sheet: &Sheet, seed: u64, work: Work<'_>) -> Result<Vec<Shape>, PaintError> {
    let Facets { triangles, colours } = facets(sheet, seed, work)?;
    let place = |(x, y): Point| (x as f32 / UNITS as f32, y as f32 / UNITS as f32);
    let shape = |(corners, colour): (&[Point; 3], &[f32; 3])| {
        let [(ax, ay), (bx, by), (cx, cy)] = corners.map(place);
        Shape {
            colour: colour.map(encoded),
            outline: format!("M{ax} {ay}L{bx} {by}L{cx} {cy}z"),
        }
    };
    Ok(triangles.iter().zip(&colours).map(shape).collect())
}

/// Triangles and the light of each.
struct Facets {
    triangles: Vec<[Point; 3]>,
    colours: Vec<[f32; 3]>,
}

fn facets(sheet: &Sheet, seed: u64, work: Work<'_>) -> Result<Facets, PaintError> {
    let noise = Noise::new(seed, 760);
    let points = scattered(sheet, noise, work)?;
    work.reach(0.4)?;
    let reach = sheet.width.max(sheet.height) as i64 * UNITS;
    let triangles: Vec<[Point; 3]> = triangulate(&points, reach)
        .into_iter()
        .map(|corners| corners.map(|corner| points[corner]))
        .collect();
    work.reach(0.6)?;
    let colours: Vec<[f32; 3]> = triangles
        .par_iter()
        .enumerate()
        .map(|(number, corners)| faceted(mean(sheet, *corners), *corners, noise.dice(number as i32, 7)))
        .collect();
    work.reach(0.7)?;
    Ok(Facets { triangles, colours })
}

/// The corners, points along the borders, and points that keep the further apart, the less happens around them.
fn scattered(sheet: &Sheet, noise: Noise, work: Work<'_>) -> Result<Vec<Point>, PaintError> {
    let (width, height) = (sheet.width as f32, sheet.height as f32);
    let scale = scale(sheet);
    let busy = busy(sheet, scale, work)?;
    let mut scatter = Scatter::new((width, height), NEAR * scale);
    for corner in [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)] {
        scatter.add(corner);
    }
    let steps = (12.0_f32).min(width.min(height) / 4.0).max(1.0) as usize;
    for step in 1..steps {
        let wander = |row: i32| (step as f32 + 0.5 * (noise.dice(step as i32, row) - 0.5)) / steps as f32;
        for place in [
            (width * wander(1), 0.0),
            (width * wander(2), height),
            (0.0, height * wander(3)),
            (width, height * wander(4)),
        ] {
            scatter.add(place);
        }
    }
    let tries = (width * height / (NEAR * NEAR * scale * scale) * 5.0).clamp(50.0, 60_000.0) as i32;
    for number in 0..tries {
        let place = (noise.dice(number, 11) * width, noise.dice(number, 12) * height);
        let place = steepest(&busy, place, NEAR * scale * 0.5);
        let [edge] = busy.sample(place.0, place.1);
        let apart = FAR + (NEAR - FAR) * (edge * 5.0).min(1.0).sqrt();
        if scatter.is_free(place, apart * scale) {
            scatter.add(place);
        }
    }
    Ok(scatter.points())
}

/// How much happens at each place, 0 to about 1.
fn busy(sheet: &Sheet, scale: f32, work: Work<'_>) -> Result<Plane<1>, PaintError> {
    let shades = sheet.shades(work)?.blurred(work, 1.6 * scale)?;
    let reach = (2.0 * scale).max(1.0) as isize;
    let slopes = Plane::make(work, shades.size(), |x, y| {
        let (x, y) = (x as isize, y as isize);
        let (left, right) = (shades.at(x - reach, y), shades.at(x + reach, y));
        let (above, below) = (shades.at(x, y - reach), shades.at(x, y + reach));
        let sum = (0..3).map(|n| (right[n] - left[n]).abs() + (below[n] - above[n]).abs());
        [sum.sum::<f32>()]
    })?;
    slopes.blurred(work, 1.0 * scale)
}

/// The busiest place near another.
fn steepest(busy: &Plane<1>, (x, y): (f32, f32), reach: f32) -> (f32, f32) {
    let mut best = ((x, y), busy.sample(x, y)[0]);
    for row in -2..=2 {
        for column in -2..=2 {
            let place = (x + column as f32 * reach * 0.5, y + row as f32 * reach * 0.5);
            let [edge] = busy.sample(place.0, place.1);
            if edge > best.1 {
                best = (place, edge);
            }
        }
    }
    best.0
}

/// Points on a grid of cells, so that near ones are found quickly.
struct Scatter {
    size: (f32, f32),
    cell: f32,
    columns: usize,
    cells: Vec<Vec<(f32, f32)>>,
    all: Vec<(f32, f32)>,
}

impl Scatter {
    fn new(size: (f32, f32), cell: f32) -> Self {
        let cell = cell.max(1.0);
        let (columns, rows) = ((size.0 / cell) as usize + 1, (size.1 / cell) as usize + 1);
        Self {
            size,
            cell,
            columns,
            cells: vec![Vec::new(); columns * rows],
            all: Vec::new(),
        }
    }

    fn add(&mut self, (x, y): (f32, f32)) {
        let place = (x.clamp(0.0, self.size.0), y.clamp(0.0, self.size.1));
        let cell = (place.1 / self.cell) as usize * self.columns + (place.0 / self.cell) as usize;
        if let Some(cell) = self.cells.get_mut(cell) {
            cell.push(place);
            self.all.push(place);
        }
    }

    fn is_free(&self, (x, y): (f32, f32), apart: f32) -> bool {
        // Too near the border would make slivers.
        let rim = apart * 0.4;
        if x < rim || y < rim || x > self.size.0 - rim || y > self.size.1 - rim {
            return false;
        }
        let around = |place: f32| {
            (
                ((place - apart).max(0.0) / self.cell) as usize,
                ((place + apart) / self.cell) as usize,
            )
        };
        let ((left, right), (top, bottom)) = (around(x), around(y));
        let rows = self.cells.len() / self.columns;
        (top..=bottom.min(rows - 1)).all(|row| {
            self.cells[row * self.columns..][left..=right.min(self.columns - 1)]
                .iter()
                .flatten()
                .all(|(ox, oy)| (ox - x) * (ox - x) + (oy - y) * (oy - y) > apart * apart)
        })
    }

    /// In whole units, each place once, in the order of rows, so that each lies near the one before.
    fn points(self) -> Vec<Point> {
        let units = |place: f32| (place * UNITS as f32 + 0.5) as i64;
        let mut points: Vec<Point> = self.all.iter().map(|(x, y)| (units(*x), units(*y))).collect();
        let strip = (self.cell * 4.0) as i64 * UNITS;
        points.sort_by_key(|(x, y)| {
            let row = y / strip.max(1);
            (row, if row % 2 == 0 { *x } else { -*x }, *y)
        });
        points.dedup();
        points
    }
}

/// The rows of samples that a triangle can touch.
fn rows(corners: [Point; 3]) -> (i64, i64) {
    let heights = corners.map(|corner| corner.1);
    let (least, most) = (heights.iter().min().copied(), heights.iter().max().copied());
    (least.unwrap_or(0), most.unwrap_or(0) - 1)
}

/// The samples in a row that lie in a triangle; a sample's middle is half a unit further than its number.
fn crossing(corners: [Point; 3], row: i64, most: usize) -> (usize, usize) {
    let (mut from, mut until) = (i64::MAX, i64::MIN);
    for side in 0..3 {
        let (a, b) = (corners[side], corners[(side + 1) % 3]);
        let (upper, lower) = if a.1 <= b.1 { (a, b) } else { (b, a) };
        // In doubled units, the middle of the row.
        let height = row * 2 + 1;
        if upper.1 * 2 <= height && height < lower.1 * 2 {
            // The first sample whose middle is not left of the side.
            let way = (height - upper.1 * 2) * (lower.0 - upper.0);
            let x =
                (upper.0 * 2 * (lower.1 - upper.1) + way - (lower.1 - upper.1)).div_euclid(2 * (lower.1 - upper.1)) + 1;
            (from, until) = (from.min(x), until.max(x));
        }
    }
    let within = |x: i64| x.clamp(0, most as i64) as usize;
    if from > until {
        (0, 0)
    } else {
        (within(from), within(until))
    }
}

/// The mean light in a triangle, from every pixel, or from its middle where it is small.
fn mean(sheet: &Sheet, corners: [Point; 3]) -> [f32; 3] {
    let (mut sum, mut count) = ([0.0_f32; 3], 0.0_f32);
    let (first, last) = rows(corners);
    for row in (first..=last).filter(|row| row % UNITS == 0) {
        let (from, until) = crossing(corners, row, sheet.width * SAMPLES);
        let y = (row / UNITS) as usize;
        for x in from.div_ceil(2)..until.div_ceil(2) {
            for (sum, byte) in sum.iter_mut().zip(sheet.pixels[y * sheet.width + x]) {
                *sum += LINEAR[usize::from(byte)];
            }
            count += 1.0;
        }
    }
    if count > 0.0 {
        return sum.map(|sum| sum / count);
    }
    let middle = |axis: fn(Point) -> i64, most: usize| {
        let middle = corners.iter().map(|corner| axis(*corner)).sum::<i64>() / (3 * UNITS);
        (middle as usize).min(most - 1)
    };
    let (x, y) = (
        middle(|point| point.0, sheet.width),
        middle(|point| point.1, sheet.height),
    );
    sheet.pixels[y * sheet.width + x].map(|byte| LINEAR[usize::from(byte)])
}

/// Purer, and lit by how the facet seems to lie.
fn faceted(colour: [f32; 3], [a, b, c]: [Point; 3], dice: f32) -> [f32; 3] {
    let [l, ca, cb] = lab(colour);
    let (dx, dy) = ((b.0 + c.0 - 2 * a.0) as f32, (b.1 + c.1 - 2 * a.1) as f32);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let lean = (dx * 0.5 + dy * 0.8) / length;
    let l = l + 0.011 * lean + 0.026 * (dice - 0.5);
    light([l, ca * 1.15, cb * 1.15])
}
