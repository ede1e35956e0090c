//! Paper cut: sheets of coloured paper, the lightest at the back, each throwing its shadow on those behind.

use super::{paper::Paper, wash::washed};
use crate::{
    PaintError,
    noise::smooth,
    retoucher::{
        background::{clusters, nearest},
        detail::scale,
        plane::Plane,
        resample::resample,
        sheet::{Sheet, encoded},
        tint::{labs, light},
        work::Work,
    },
};

/// Sheets of paper.
const SHEETS: usize = 8;
/// The longer side at which the sheets' forms are found; forms are smooth, so that more would not show.
const FORMS: usize = 900;
/// How deep shadows are, and how far they fall, in pixels of a picture of a thousand.
const SHADOW: f32 = 0.78;
const FALL: f32 = 13.0;

pub(super) fn render(mut sheet: Sheet, seed: u64, work: Work<'_>) -> Result<Sheet, PaintError> {
    let scale = scale(&sheet);
    let share = (FORMS as f32 / sheet.width.max(sheet.height) as f32).min(1.0);
    let side = |side: usize| ((side as f32 * share) as usize).max(8);
    let small = resample(&sheet, (side(sheet.width), side(sheet.height)), work)?;
    let forms = Forms::of(&small, scale * share, work)?;
    work.reach(0.5)?;
    let height = Plane::make(work, small.size(), |x, y| [forms.sheet_at(x as f32, y as f32).0 as f32])?;
    let wide = height.blurred(work, FALL * 0.9 * scale * share)?;
    let close = height.blurred(work, FALL * 0.3 * scale * share)?;
    work.reach(0.7)?;
    let paper = Paper::new(seed, scale);
    let size = sheet.size();
    let (across, down) = (small.width as f32 / size.0 as f32, small.height as f32 / size.1 as f32);
    let fall = FALL * scale * share;
    let rim = 1.3 * scale * share;
    work.rows(&mut sheet.pixels, size.0, |y, row| {
        for (x, pixel) in row.iter_mut().enumerate() {
            let (u, v) = ((x as f32 + 0.5) * across - 0.5, (y as f32 + 0.5) * down - 0.5);
            let (number, next, share) = forms.sheet_at(u, v);
            let shade = |number: usize| {
                let own = number as f32;
                let cast = wide.sample(u - fall * 0.7, v - fall)[0] - own;
                let touch = close.sample(u - fall * 0.25, v - fall * 0.35)[0] - own;
                let shadow = 1.0 - SHADOW * (0.62 * smooth(0.0, 1.6, cast) + 0.5 * smooth(0.05, 1.2, touch)).min(1.0);
                let (behind, ..) = forms.sheet_at(u - rim * 0.7, v - rim);
                let edge = if behind < number { 1.22 } else { 1.0 };
                let fibres = 1.0 + 0.045 * paper.fibres(x, y, number);
                forms.colours[number].map(|light| light * shadow * edge * fibres)
            };
            let (own, other) = (shade(number), shade(next));
            *pixel = std::array::from_fn(|n| encoded(own[n] + (other[n] - own[n]) * share));
        }
    })?;
    Ok(sheet)
}

/// Which sheet is seen where, and the colour of each, as light; the lightest is number nought.
struct Forms {
    /// How much each sheet claims each place.
    claims: Plane<SHEETS>,
    colours: Vec<[f32; 3]>,
}

impl Forms {
    fn of(small: &Sheet, scale: f32, work: Work<'_>) -> Result<Self, PaintError> {
        let calm = washed(&small.shades(work)?, (16.0 * scale, 0.4), work)?;
        let calm = small.clone().with_shades(work, &calm)?;
        let labs = labs(&calm.light(work)?, work)?;
        let samples: Vec<[f32; 3]> = labs.values.iter().step_by(7).copied().collect();
        let mut found = clusters(&samples, SHEETS);
        found.sort_by(|one, other| other[0].total_cmp(&one[0]));
        let claims = labs.map(work, |colour| {
            let mut claims = [0.0; SHEETS];
            claims[nearest(&found, colour)] = 1.0;
            claims
        })?;
        let claims = claims.blurred(work, 3.2 * scale)?;
        let colours = spaced(&found).into_iter().map(light).collect();
        Ok(Self { claims, colours })
    }

    /// The sheet at a place, the one that comes next, and how much of that is seen, which is nothing but at an edge.
    fn sheet_at(&self, x: f32, y: f32) -> (usize, usize, f32) {
        let claims = self.claims.sample(x, y);
        let (mut first, mut second) = ((0, -1.0), (0, -1.0));
        for (number, claim) in claims.into_iter().enumerate().take(self.colours.len()) {
            if claim > first.1 {
                (second, first) = (first, (number, claim));
            } else if claim > second.1 {
                second = (number, claim);
            }
        }
        let share = 0.5 - (first.1 - second.1) * 6.0;
        (first.0, second.0, share.max(0.0))
    }
}

/// Papers are told apart: purer colours, and no two of them equally light.
fn spaced(found: &[[f32; 3]]) -> Vec<[f32; 3]> {
    const APART: f32 = 0.055;
    let mut spaced: Vec<[f32; 3]> = found.iter().map(|[l, a, b]| [*l, a * 1.3, b * 1.3]).collect();
    for number in 1..spaced.len() {
        let above = spaced[number - 1][0];
        spaced[number][0] = spaced[number][0].min(above - APART);
    }
    for number in (0..spaced.len()).rev() {
        let below = spaced.get(number + 1).map_or(0.1, |below| below[0] + APART);
        spaced[number][0] = spaced[number][0].clamp(below.min(0.97), 0.97);
    }
    spaced
}
