//! Land as a true relief, marched from near to far along every column: mountains, dunes and hills.

use super::{canvas::Column, composition::Composition, layer::Layer, light::Light, relief::Relief};
use crate::{
    colour::Rgb,
    noise::{decay, lerp, smooth},
    steady::power,
};

/// Land that can be laid into a column.
pub(super) struct Terrain {
    plan: Composition,
    light: Light,
    relief: Relief,
    direction: [f32; 3],
    steps: usize,
}

/// One place on the land, as the march along a column meets it.
#[derive(Clone, Copy)]
struct Place {
    z: f32,
    y: f32,
    slope: (f32, f32),
}

impl Terrain {
    pub fn new(plan: Composition, light: Light, relief: Relief, low_light: LightHeight) -> Self {
        let rise = match low_light {
            LightHeight::High => 0.9,
            LightHeight::Low => 0.34,
        };
        let steps = (plan.frame.height * relief.fineness() / 5).clamp(440, 1600);
        let (near, far) = relief.reach();
        let stride = growth(near, far, steps) - 1.0;
        let (x, y, z) = (plan.side * 0.85, rise, -0.3);
        let length = (x * x + y * y + z * z).sqrt();
        Self {
            plan,
            light,
            relief: relief.marched(stride),
            direction: [x / length, y / length, z / length],
            steps,
        }
    }

    /// The land at a depth; how steep it is towards the eye follows from the place before it.
    fn place(&self, across: f32, z: f32, before: Option<Place>) -> Place {
        let height = self.relief.height(across * z, z);
        let slope = before.map_or(0.0, |before| (height - self.height(before)) / (z - before.z));
        Place {
            z,
            y: self.plan.horizon - (height - self.relief.eye()) / z,
            slope: (0.0, slope),
        }
    }

    fn height(&self, place: Place) -> f32 {
        self.relief.eye() + (self.plan.horizon - place.y) * place.z
    }

    /// How steep the land is across the picture.
    fn lean(&self, across: f32, place: Place) -> f32 {
        let step = place.z * 0.003;
        (self.relief.height(across * place.z + step, place.z) - self.height(place)) / step
    }

    /// Fills upwards between two places, sharing the pixels at both edges by how much of them is covered.
    fn fill(&self, column: &mut Column<'_>, edge: &mut Edge, (lower, upper): (Place, Place)) {
        let frame = self.plan.frame;
        let across = column.x - frame.aspect * 0.5;
        let before = (edge.row, edge.behind);
        let (above, below) = (upper.y / frame.pixel, (lower.y / frame.pixel).min(frame.height as f32));
        let until = (below.ceil().max(0.0) as usize).min(column.pixels.len());
        let start = if lower.slope.0 == 0.0 {
            Place {
                slope: upper.slope,
                ..lower
            }
        } else {
            lower
        };
        let shade = |y: f32| {
            let seen = upper.towards(start, y.clamp(upper.y, lower.y));
            self.shade(across * seen.z, seen.z, self.height(seen), seen.slope)
        };
        // A stretch of less than two pixels has one colour.
        let only = (below - above < 2.0).then(|| shade(f32::midpoint(upper.y, lower.y)));
        for (row, pixel) in column
            .pixels
            .iter_mut()
            .enumerate()
            .take(until)
            .skip(above.max(0.0) as usize)
        {
            let place = row as f32;
            let share = (place + 1.0).min(below) - place.max(above);
            let colour = only.unwrap_or_else(|| shade(frame.middle(row)));
            let behind = if before.0 == row { before.1 } else { *pixel };
            *pixel += (colour - behind) * share.clamp(0.0, 1.0);
            if place <= above {
                *edge = Edge { row, behind };
            }
        }
    }

    fn shade(&self, x: f32, z: f32, height: f32, (slope_x, slope_z): (f32, f32)) -> Rgb {
        let faces = self.relief.faces((x, z), height, z * self.plan.frame.pixel);
        let (lean_x, lean_z) = (slope_x + faces.0, slope_z + faces.1);
        let length = (1.0 + lean_x * lean_x + lean_z * lean_z).sqrt();
        let [lx, ly, lz] = self.direction;
        let facing = (ly - lx * lean_x - lz * lean_z) / length;
        let valley = self.relief.valley(x, z, height);
        let fog = (1.0 - decay(-(z - 1.0).max(0.0) * self.light.thickness * (0.45 + 1.5 * valley))).min(0.97);
        // What fog hides need not be told in detail.
        let print = z * self.plan.frame.pixel + 0.03 * smooth(0.7, 0.95, fog);
        let ground = self.relief.ground((x, z), height, (slope_x, slope_z), print);
        let open = 0.55 + 0.45 / length;
        let lit = ground * (self.light.direct * facing.max(0.0) * 0.8 + self.light.ambient * open);
        lit.mix(self.light.haze, fog)
    }
}

impl Layer for Terrain {
    /// Paints the land over the sky that the column holds.
    fn lay(&self, column: &mut Column<'_>) {
        let frame = self.plan.frame;
        let across = column.x - frame.aspect * 0.5;
        let (near, far) = self.relief.reach();
        let growth = growth(near, far, self.steps);
        let mut top = 1.0_f32;
        let mut before = self.place(across, near, None);
        let (mut crest, mut ys) = (before, [f32::MAX; 2]);
        let mut edge = Edge {
            row: usize::MAX,
            behind: Rgb::BLACK,
        };
        let mut skipped = false;
        for _ in 0..self.steps {
            let z = before.z * growth;
            let highest = self.plan.horizon - (self.relief.ceiling(z) - self.relief.eye()) / z;
            if highest >= top {
                before = Place {
                    z,
                    y: f32::MAX,
                    ..before
                };
                (skipped, ys) = (true, [f32::MAX; 2]);
                continue;
            }
            if skipped {
                before = self.place(across, before.z, None);
                skipped = false;
            }
            let mut here = self.place(across, z, Some(before));
            if here.y < top {
                here.slope.0 = self.lean(across, here);
                let start = before.towards(here, top);
                self.fill(column, &mut edge, (start, here));
                top = here.y;
                crest = here;
            }
            if let Some(peak) = peak(ys, here.y).filter(|peak| *peak < top && ys[1] <= top) {
                self.fill(column, &mut edge, (crest, Place { y: peak, ..crest }));
                top = peak;
            }
            ys = [ys[1], here.y];
            before = here;
        }
    }
}

impl Place {
    /// The place between this and another one that is seen at height `y`.
    fn towards(self, other: Self, y: f32) -> Self {
        let way = other.y - self.y;
        if !(way.abs() > 1e-6 && way.abs() < 1e6) {
            return Self { y, ..other };
        }
        let share = ((y - self.y) / way).clamp(0.0, 1.0);
        Self {
            z: lerp(self.z, other.z, share),
            y,
            slope: (
                lerp(self.slope.0, other.slope.0, share),
                lerp(self.slope.1, other.slope.1, share),
            ),
        }
    }
}

/// How many times as far off each step is as the one before it.
fn growth(near: f32, far: f32, steps: usize) -> f32 {
    power(f64::from(far / near), 1.0 / steps as f64) as f32
}

/// How high the light stands over the land.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LightHeight {
    High,
    Low,
}

/// The highest point of a crest that lies between three samples, when the middle one is the highest of them.
fn peak([first, middle]: [f32; 2], third: f32) -> Option<f32> {
    if middle > first || middle >= third || first >= f32::MAX {
        return None;
    }
    let curve = first - 2.0 * middle + third;
    Some(middle - (first - third).powi(2) / (8.0 * curve).max(1e-6))
}

/// The pixel that the land covers in part, and what was there before.
struct Edge {
    row: usize,
    behind: Rgb,
}
