//! Pencil: graphite that catches on the paper's tooth, shaded with the side of the lead and drawn with its point.

use super::{
    hatching::{outlines, spread_tone},
    paper::Paper,
};
use crate::{
    PaintError,
    noise::{Noise, smooth},
    retoucher::{detail::scale, flow::Flow, plane::Plane, sheet::Sheet, tint::brightness, work::Work},
};

const PAPER: [f32; 3] = [0.972, 0.968, 0.955];
const LEAD: [f32; 3] = [0.16, 0.165, 0.18];

pub(super) fn render(sheet: Sheet, seed: u64, work: Work<'_>) -> Result<Sheet, PaintError> {
    let scale = scale(&sheet).max(0.4);
    let shades = sheet.shades(work)?;
    let grey = spread_tone(&shades.map(work, |shade| [brightness(shade)])?, (10, 970), work)?;
    let flow = Flow::of(&shades, 2.0 * scale, work)?;
    work.reach(0.3)?;
    let lines = outlines(&grey, &flow, (1.0 * scale, 0.005), work)?;
    let tone = grey.blurred(work, 1.0 * scale)?;
    work.reach(0.7)?;
    let (hand, paper) = (Noise::new(seed, 755), Paper::new(seed, scale));
    let drawn = Plane::make(work, shades.size(), |x, y| {
        let place = y * shades.width + x;
        let tooth = paper.fine(x, y);
        let (px, py) = (x as f32 / scale, y as f32 / scale);
        let dark = 1.0 - tone.values[place][0];
        let shading = strokes(hand, (px, py), (0.62, 0.785)) * 0.6 + strokes(hand, (px, py), (0.25, 0.968)) * 0.4;
        let pressure = dark * (0.4 + 0.28 * dark) + shading * 0.26 * smooth(0.04, 0.3, dark);
        // Light pressure reaches the tooth alone; a firm one fills the pits.
        let shaded = smooth(-0.5, 0.62, pressure * 1.5 - 0.52 + tooth * 0.34) * smooth(0.01, 0.14, dark);
        let line = lines.values[place][0] * (0.72 + 0.4 * tooth).clamp(0.0, 1.0);
        let lead = 1.0 - (1.0 - shaded * (0.66 + 0.16 * dark)) * (1.0 - line * 0.8);
        std::array::from_fn(|n| PAPER[n] * (1.0 + tooth * 0.008) + (LEAD[n] - PAPER[n]) * lead)
    })?;
    sheet.with_shades(work, &drawn)
}

/// Strokes side by side, about -1 to 1: narrow across, long along.
fn strokes(hand: Noise, (x, y): (f32, f32), across: (f32, f32)) -> f32 {
    let (u, v) = (x * across.0 + y * across.1, y * across.0 - x * across.1);
    let bend = hand.at(u * 0.01, v * 0.01) * 3.0;
    hand.at((u + bend) * 0.36, v * 0.022) * 0.9 + hand.at((u + bend) * 0.8 + 17.0, v * 0.03) * 0.5
}
