//! Watercolour: washes that run together and pool at their edges, pigment in the pits of rough paper, white left bare.

use super::{paper::Paper, wash::washed};
use crate::{
    PaintError,
    noise::{Noise, smooth},
    retoucher::{detail::scale, plane::Plane, sheet::Sheet, tint::brightness, work::Work},
};

/// The paper's own colour.
const PAPER: [f32; 3] = [0.985, 0.975, 0.95];
/// The darkest that pigment gets.
const DEEPEST: f32 = 0.1;

pub(super) fn render(sheet: Sheet, seed: u64, work: Work<'_>) -> Result<Sheet, PaintError> {
    let scale = scale(&sheet);
    let hand = Noise::new(seed, 741);
    let shades = sheet.shades(work)?;
    let drawn = wavering(&shades, hand, scale, work)?;
    work.reach(0.1)?;
    let broad = washed(&drawn, (34.0 * scale, 0.5), work)?;
    work.reach(0.45)?;
    let fine = washed(&drawn, (7.0 * scale, 0.22), work)?;
    work.reach(0.65)?;
    let tone = broad.map(work, |shade| [brightness(shade)])?;
    let pools = (tone.blurred(work, 2.2 * scale)?, tone.blurred(work, 7.0 * scale)?);
    work.reach(0.8)?;
    let levels = Levels::of(&tone);
    let paint = Paint {
        hand,
        scale,
        paper: Paper::new(seed, scale),
        size: (sheet.width as f32, sheet.height as f32),
    };
    let painted = Plane::make(work, shades.size(), |x, y| {
        let place = y * shades.width + x;
        let (wash, detail) = (broad.values[place], fine.values[place]);
        let colour = std::array::from_fn(|n| levels.raised(wash[n] + 0.5 * (detail[n] - wash[n])));
        let [tone] = tone.values[place];
        let pooled =
            (pools.0.values[place][0] - tone).max(0.0) * 2.6 + (pools.1.values[place][0] - tone).max(0.0) * 1.5;
        paint.lay(vivid(colour), pooled, (x, y))
    })?;
    sheet.with_shades(work, &painted)
}

/// Drawn by hand: outlines waver a little.
fn wavering(shades: &Plane<3>, hand: Noise, scale: f32, work: Work<'_>) -> Result<Plane<3>, PaintError> {
    Plane::make(work, shades.size(), |x, y| {
        let (px, py) = (x as f32, y as f32);
        let (wide, near) = (0.011 / scale, 0.05 / scale);
        let dx = hand.at(px * wide, py * wide) * 4.0 + hand.at(px * near + 9.0, py * near) * 1.8;
        let dy = hand.at(px * wide + 70.0, py * wide) * 4.0 + hand.at(px * near + 90.0, py * near) * 1.8;
        shades.sample(px + dx * scale, py + dy * scale)
    })
}

/// The darkest and the lightest that matter, so that dark pictures become luminous too.
struct Levels {
    dark: f32,
    light: f32,
}

impl Levels {
    fn of(tone: &Plane<1>) -> Self {
        let mut tones: Vec<f32> = tone.values.iter().step_by(11).map(|tone| tone[0]).collect();
        tones.sort_by(f32::total_cmp);
        let at = |share: usize| tones.get(tones.len() * share / 100).copied().unwrap_or(0.5);
        Self {
            dark: at(2),
            light: at(98).max(at(2) + 0.25),
        }
    }

    /// A value on paper: the lights go nearly to white, and the middle is raised.
    fn raised(&self, value: f32) -> f32 {
        let part = ((value - self.dark) / (self.light - self.dark)).clamp(0.0, 1.1);
        let own = value.clamp(0.0, 1.0).sqrt();
        let stretched = DEEPEST + (0.97 - DEEPEST) * (part * (1.55 - 0.55 * part)).min(1.0);
        (0.45 * own + 0.55 * stretched).clamp(0.0, 1.0)
    }
}

/// Pigments are purer than what they show.
fn vivid(colour: [f32; 3]) -> [f32; 3] {
    let grey = brightness(colour);
    colour.map(|value| (grey + (value - grey) * 1.28).clamp(0.0, 1.0))
}

struct Paint {
    hand: Noise,
    scale: f32,
    paper: Paper,
    size: (f32, f32),
}

impl Paint {
    fn lay(&self, colour: [f32; 3], pooled: f32, (x, y): (usize, usize)) -> [f32; 3] {
        let rough = self.paper.rough(x, y);
        let (edge, pool) = self.border(x as f32, y as f32, rough);
        let density = 1.0 + self.flow(x as f32, y as f32) + pooled.min(0.55) + pool * 0.5;
        let grained = density - rough * (0.1 + 0.2 * (1.0 - brightness(colour)));
        std::array::from_fn(|n| {
            let value = colour[n];
            let pigment = value - (value - value * value) * (grained - 1.0);
            let relief = 1.0 + rough * 0.018;
            ((PAPER[n] * (1.0 - edge)) + pigment.clamp(0.03, 1.0) * PAPER[n] * edge) * relief
        })
    }

    /// Where more water stood, pigment was carried away, and left a line where it dried last.
    fn flow(&self, x: f32, y: f32) -> f32 {
        let (u, v) = (x / (self.scale * 150.0), y / (self.scale * 150.0));
        let wide = self.hand.fbm(u + 20.0, v + 4.0, 4);
        let bloom = self.hand.fbm(u * 0.7 + 50.0, v * 0.7 + 31.0, 3) + 0.25 * self.hand.at(u * 9.0, v * 9.0) * 0.35;
        let dried = smooth(0.06, 0.0, (bloom - 0.16).abs()) * smooth(-0.1, 0.2, wide);
        wide * 0.55 + dried * 0.2 - smooth(0.16, 0.4, bloom) * 0.22
    }

    /// How much paint there is near the sheet's border, and how much of it pooled there.
    fn border(&self, x: f32, y: f32, rough: f32) -> (f32, f32) {
        let near = x.min(self.size.0 - 1.0 - x).min(y).min(self.size.1 - 1.0 - y) / self.scale;
        let ragged = self.hand.at(x / (self.scale * 60.0), y / (self.scale * 60.0)) * 9.0
            + self.hand.at(x / (self.scale * 14.0) + 7.0, y / (self.scale * 14.0)) * 4.0;
        let inside = near - 21.0 + ragged + rough * 2.5;
        (smooth(-1.0, 1.2, inside), smooth(7.0, 0.0, inside.max(0.0)))
    }
}
