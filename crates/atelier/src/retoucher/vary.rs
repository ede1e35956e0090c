//! The same picture a little otherwise: another cut, another light, lines that sway.

use super::{
    grade::Grade,
    resample::Source,
    sheet::Sheet,
    step::{Flip, Variation},
    turn::{flip, taken},
    work::Work,
};
use crate::{
    PaintError,
    noise::{Choices, Noise},
};

/// How much of a picture may be cut away, how far its lines sway (as a share of its shorter side), and how far its colours
/// go.
struct Range {
    cut: (f32, f32),
    sway: f32,
    colour: f32,
}

pub(super) fn vary(sheet: Sheet, variation: Variation, seed: u64, work: Work<'_>) -> Result<Sheet, PaintError> {
    let range = match variation {
        Variation::Subtle => Range {
            cut: (0.02, 0.06),
            sway: 0.004,
            colour: 0.4,
        },
        Variation::Strong => Range {
            cut: (0.08, 0.22),
            sway: 0.014,
            colour: 1.0,
        },
    };
    let mut choices = Choices::new(seed, 770);
    let grade = Grade::varied(std::array::from_fn(|_| choices.between(-1.0, 1.0) * range.colour));
    let sheet = if variation == Variation::Strong && choices.unit() < 0.35 {
        flip(&sheet, Flip::Across)
    } else {
        sheet
    };
    let moved = moved(&sheet, &range, &mut choices, (seed, work))?;
    work.reach(0.6)?;
    grade.lay(moved, seed, work)
}

fn moved(
    sheet: &Sheet,
    range: &Range,
    choices: &mut Choices,
    (seed, work): (u64, Work<'_>),
) -> Result<Sheet, PaintError> {
    let kept = 1.0 - choices.between(range.cut.0, range.cut.1);
    let (width, height) = (sheet.width as f32, sheet.height as f32);
    let start = (
        choices.unit() * (1.0 - kept) * width,
        choices.unit() * (1.0 - kept) * height,
    );
    let noise = Noise::new(seed, 771);
    let shorter = width.min(height);
    let (sway, wave) = (shorter * range.sway, 2.2 / shorter);
    let source = Source::new(sheet);
    let mut made = vec![([0; 3], 255); sheet.pixels.len()];
    work.rows(&mut made, sheet.width, |y, row| {
        for (x, pixel) in row.iter_mut().enumerate() {
            let (x, y) = (x as f32, y as f32);
            let dx = noise.at(x * wave, y * wave) * sway;
            let dy = noise.at(x * wave + 40.0, y * wave + 9.0) * sway;
            *pixel = taken(&source, (start.0 + x * kept + dx, start.1 + y * kept + dy));
        }
    })?;
    Ok(Sheet {
        pixels: made.iter().map(|(pixel, _)| *pixel).collect(),
        opacity: (!sheet.is_opaque()).then(|| made.iter().map(|(_, opacity)| *opacity).collect()),
        ..*sheet
    })
}
