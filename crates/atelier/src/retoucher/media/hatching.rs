//! Tone made of lines, and the lines that outline things.

use crate::{
    PaintError,
    noise::{Noise, smooth},
    retoucher::{flow::Flow, plane::Plane, work::Work},
};

/// How many steps along an edge agree on a line, to each side.
const STRETCH: i32 = 5;

/// Tone from 0 (black) to 1 (white), spread so that a picture uses all of it.
pub(super) fn spread_tone(
    tone: &Plane<1>,
    (dark, light): (usize, usize),
    work: Work<'_>,
) -> Result<Plane<1>, PaintError> {
    let mut tones: Vec<f32> = tone.values.iter().step_by(11).map(|tone| tone[0]).collect();
    tones.sort_by(f32::total_cmp);
    let at = |share: usize| tones.get(tones.len() * share / 1000).copied().unwrap_or(0.5);
    let (dark, light) = (at(dark), at(light));
    let range = (light - dark).max(0.12);
    tone.map(work, |[tone]| [((tone - dark) / range).clamp(0.0, 1.0)])
}

/// Where a pen would follow an outline: 0 nowhere, 1 in the middle of a line. Lines lie on the darker side of an edge.
pub(super) fn outlines(
    tone: &Plane<1>,
    flow: &Flow,
    (width, faint): (f32, f32),
    work: Work<'_>,
) -> Result<Plane<1>, PaintError> {
    let (near, far) = (tone.blurred(work, width)?, tone.blurred(work, width * 1.6)?);
    let dips = Plane::make(work, tone.size(), |x, y| {
        let place = y * tone.width + x;
        [far.values[place][0] - near.values[place][0]]
    })?;
    Plane::make(work, tone.size(), |x, y| {
        let dip = along(&dips, flow, (x as f32, y as f32), width.max(0.8));
        [smooth(faint, faint * 3.0, dip)]
    })
}

/// What the pixels along an edge agree on.
fn along(dips: &Plane<1>, flow: &Flow, start: (f32, f32), step: f32) -> f32 {
    let mut sum = dips.sample(start.0, start.1)[0];
    let mut all = 1.0;
    for side in [-1.0, 1.0] {
        let (mut here, mut heading) = (start, None);
        for count in 1..=STRETCH {
            let (dx, dy, _) = flow.at(here.0, here.1);
            let (hx, hy) = heading.unwrap_or((dx * side, dy * side));
            let turn = if dx * hx + dy * hy < 0.0 { -1.0 } else { 1.0 };
            heading = Some((dx * turn, dy * turn));
            here = (here.0 + dx * turn * step, here.1 + dy * turn * step);
            let weight = 1.0 - count as f32 / (STRETCH + 1) as f32;
            sum += weight * dips.sample(here.0, here.1)[0];
            all += weight;
        }
    }
    sum / all
}

/// Parallel lines in one direction, a hand's breadth apart and a little unsteady.
#[derive(Clone, Copy)]
pub(super) struct Hatch {
    /// Across the lines, as a step of length one.
    pub across: (f32, f32),
    /// Pixels from line to line.
    pub apart: f32,
    pub noise: Noise,
    /// Hatches with another number waver otherwise.
    pub number: f32,
}

impl Hatch {
    /// How much ink a place gets when lines take up `share` of the paper.
    pub fn ink(&self, (x, y): (f32, f32), share: f32) -> f32 {
        if share <= 0.0 {
            return 0.0;
        }
        let (u, v) = (
            x * self.across.0 + y * self.across.1,
            y * self.across.0 - x * self.across.1,
        );
        let far = self.apart * 22.0;
        let bend = self.noise.at(u / far + self.number, v / far) * 2.2
            + self.noise.at(u / 40.0, v / 23.0 + self.number) * 0.12;
        let place = u / self.apart + bend;
        let line = (place + 0.5).floor();
        let off = (place - line).abs() * 2.0;
        // Each line is pressed down and lifted along its way.
        let press = 0.82 + 0.42 * self.noise.at(line * 3.7 + self.number, v / (self.apart * 9.0));
        let width = share * press;
        let sharp = 2.4 / self.apart;
        smooth(width + sharp * 0.5, width - sharp * 0.5, off) * smooth(0.0, 0.08, width)
    }
}
