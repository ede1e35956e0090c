//! Land as a true relief, marched from near to far along every column: mountains, dunes and hills.

use super::{canvas::Frame, composition::Composition, light::Light, relief::Relief};
use crate::{colour::Rgb, noise::decay};

/// Land that can be laid into a column.
pub(super) struct Terrain {
    plan: Composition,
    light: Light,
    relief: Relief,
    direction: [f32; 3],
    steps: usize,
}

/// One place on the land.
#[derive(Clone, Copy)]
struct Place {
    y: f32,
    colour: Rgb,
}

impl Terrain {
    pub fn new(plan: Composition, light: Light, relief: Relief, low_light: LightHeight) -> Self {
        let rise = match low_light {
            LightHeight::High => 0.9,
            LightHeight::Low => 0.34,
        };
        let steps = (plan.frame.height * relief.fineness() / 5).clamp(200, 1600);
        let (x, y, z) = (plan.side * 0.85, rise, -0.3);
        let length = (x * x + y * y + z * z).sqrt();
        Self {
            plan,
            light,
            relief,
            direction: [x / length, y / length, z / length],
            steps,
        }
    }

    /// Paints the land over the sky that the column holds.
    pub fn lay(&self, x: f32, column: &mut [Rgb]) {
        let frame = self.plan.frame;
        let across = x - frame.aspect * 0.5;
        let (near, far) = self.relief.reach();
        let growth = (far / near).powf(1.0 / self.steps as f32);
        let (mut z, mut top) = (near, 1.0_f32);
        let mut last: Option<Place> = None;
        let (mut crest, mut ys) = (None, [f32::MAX; 2]);
        let mut edge = Edge {
            row: usize::MAX,
            behind: Rgb::BLACK,
        };
        let mut before = self.relief.height(across * near, near);
        for _ in 0..self.steps {
            let ahead = z * growth;
            let highest = self.plan.horizon - (self.relief.ceiling(ahead) - self.relief.eye()) / ahead;
            if highest >= top {
                z = ahead;
                last = None;
                ys = [f32::MAX; 2];
                continue;
            }
            let height = self.relief.height(across * ahead, ahead);
            let y = self.plan.horizon - (height - self.relief.eye()) / ahead;
            if y < top {
                let side = self.relief.height(across * ahead + ahead * 0.004, ahead);
                if last.is_none() {
                    before = self.relief.height(across * z, z);
                }
                let slope = ((side - height) / (ahead * 0.004), (height - before) / (ahead - z));
                let here = Place {
                    y,
                    colour: self.shade(across * ahead, ahead, height, slope),
                };
                fill(frame, column, &mut edge, (top, here), last);
                last = Some(here);
                top = y;
            } else {
                last = None;
            }
            if let Some(peak) = peak(ys, y).filter(|peak| *peak < top && ys[1] <= top)
                && let Some(crest) = last.or(crest)
            {
                fill(frame, column, &mut edge, (top, Place { y: peak, ..crest }), None);
                top = peak;
            }
            crest = last.or(crest);
            ys = [ys[1], y];
            before = height;
            z = ahead;
        }
    }

    fn shade(&self, x: f32, z: f32, height: f32, (slope_x, slope_z): (f32, f32)) -> Rgb {
        let length = (1.0 + slope_x * slope_x + slope_z * slope_z).sqrt();
        let [lx, ly, lz] = self.direction;
        let facing = (ly - lx * slope_x - lz * slope_z) / length;
        let ground = self.relief.ground(x, z, height, (slope_x, slope_z));
        let open = 0.55 + 0.45 / length;
        let lit = ground * (self.light.direct * facing.max(0.0) * 0.8 + self.light.ambient * open);
        let valley = self.relief.valley(x, z, height);
        let fog = 1.0 - decay(-(z - 1.0).max(0.0) * self.light.thickness * (0.45 + 1.5 * valley));
        lit.mix(self.light.haze, fog.min(0.97))
    }
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

/// Fills from the last top of the land up to `here`, sharing the pixels at both edges by how much of them is covered.
fn fill(frame: Frame, column: &mut [Rgb], edge: &mut Edge, (top, here): (f32, Place), last: Option<Place>) {
    let before = (edge.row, edge.behind);
    let upper = here.y / frame.pixel;
    let lower = (top / frame.pixel).min(frame.height as f32);
    let until = (lower.ceil().max(0.0) as usize).min(frame.height);
    for (row, pixel) in column.iter_mut().enumerate().take(until).skip(upper.max(0.0) as usize) {
        let place = row as f32;
        let cover = (place + 1.0).min(lower) - place.max(upper);
        let share = ((place + 0.5 - upper) / (lower - upper).max(0.5)).clamp(0.0, 1.0);
        let colour = last.map_or(here.colour, |last| here.colour.mix(last.colour, share));
        let behind = if before.0 == row { before.1 } else { *pixel };
        *pixel += (colour - behind) * cover.clamp(0.0, 1.0);
        if place <= upper {
            *edge = Edge { row, behind };
        }
    }
}

/// The pixel that the land covers in part, and what was there before.
struct Edge {
    row: usize,
    behind: Rgb,
}
