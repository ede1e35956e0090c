//! Ink: pen outlines, and tone hatched in one direction, then across it, then black.

use super::{
    hatching::{Hatch, outlines, spread_tone},
    paper::Paper,
    wash::washed,
};
use crate::{
    PaintError,
    noise::{Noise, smooth},
    retoucher::{detail::scale, flow::Flow, plane::Plane, sheet::Sheet, tint::brightness, work::Work},
};

const PAPER: [f32; 3] = [0.965, 0.945, 0.895];
const INK: [f32; 3] = [0.075, 0.08, 0.115];
/// Below this tone each hatch begins, and at how much less it is as dense as it gets.
const HATCHES: [(f32, f32); 3] = [(0.8, 0.7), (0.5, 0.45), (0.27, 0.25)];
/// Across the lines of each hatch.
const ACROSS: [(f32, f32); 3] = [(0.64, 0.768), (0.83, -0.558), (0.08, 0.997)];

pub(super) fn render(sheet: Sheet, seed: u64, work: Work<'_>) -> Result<Sheet, PaintError> {
    let scale = scale(&sheet).max(0.4);
    let shades = sheet.shades(work)?;
    let calm = washed(&shades, (10.0 * scale, 0.3), work)?;
    work.reach(0.3)?;
    let flow = Flow::of(&calm, 2.2 * scale, work)?;
    let grey = calm.map(work, |shade| [brightness(shade)])?;
    let detail = spread_tone(&shades.map(work, |shade| [brightness(shade)])?, (10, 990), work)?;
    let lines = outlines(&detail.blurred(work, 0.5 * scale)?, &flow, (1.15 * scale, 0.006), work)?;
    work.reach(0.7)?;
    let tone = spread_tone(&grey.blurred(work, 1.2 * scale)?, (20, 960), work)?;
    let (noise, paper) = (Noise::new(seed, 750), Paper::new(seed, scale));
    let hatches: [Hatch; 3] = std::array::from_fn(|number| Hatch {
        across: ACROSS[number],
        apart: 5.6 * scale,
        noise,
        number: number as f32 * 31.7,
    });
    let drawn = Plane::make(work, shades.size(), |x, y| {
        let place = y * shades.width + x;
        let at = (x as f32, y as f32);
        let tooth = paper.fine(x, y);
        let [tone] = tone.values[place];
        let tone = tone * tone * (1.0 - 0.35 * tone) / 0.65 * 0.45 + tone * 0.55;
        let mut bare = 1.0 - lines.values[place][0] * (0.92 + 0.1 * tooth);
        for (hatch, (begin, depth)) in hatches.iter().zip(HATCHES) {
            let share = ((begin - tone) / depth).clamp(0.0, 1.0);
            bare *= 1.0 - hatch.ink(at, 0.1 * smooth(0.0, 0.06, share) + share * 0.52) * 0.94;
        }
        bare *= 1.0 - 0.9 * smooth(0.075, 0.0, tone + 0.02 * tooth);
        let bare = bare.clamp(0.0, 1.0);
        std::array::from_fn(|n| INK[n] + (PAPER[n] * (1.0 + 0.012 * tooth) - INK[n]) * bare)
    })?;
    sheet.with_shades(work, &drawn)
}
