//! Colours as the eye orders them, worked out quickly enough for every pixel.

use super::{plane::Plane, work::Work};
use crate::{
    PaintError,
    colour::{Lab, Rgb},
};

/// `OKLab` of linear light; as [`Rgb::lab`], but with a quicker root.
pub(super) fn lab([r, g, b]: [f32; 3]) -> [f32; 3] {
    let l = root(0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b);
    let m = root(0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b);
    let s = root(0.088_302_46 * r + 0.281_718_84 * g + 0.629_978_7 * b);
    [
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

/// Back to linear light; where that cannot be shown, the colour becomes paler until it nearly can.
pub(super) fn light([l, a, b]: [f32; 3]) -> [f32; 3] {
    let l = l.clamp(0.0, 1.0);
    let mut share = 1.0;
    for _ in 0..5 {
        let raw = unclamped([l, a * share, b * share]);
        if raw.iter().all(|value| (-0.004..=1.004).contains(value)) {
            break;
        }
        share *= 0.82;
    }
    let Rgb { r, g, b } = Lab {
        l,
        a: a * share,
        b: b * share,
    }
    .rgb();
    [r, g, b]
}

pub(super) fn labs(light: &Plane<3>, work: Work<'_>) -> Result<Plane<3>, PaintError> {
    light.map(work, lab)
}

/// How far apart two colours look.
pub(super) fn apart(one: [f32; 3], other: [f32; 3]) -> f32 {
    let [l, a, b] = std::array::from_fn(|n| one[n] - other[n]);
    l * l + a * a + b * b
}

/// How bright encoded values look, 0 to 1.
pub(super) fn brightness([r, g, b]: [f32; 3]) -> f32 {
    0.299 * r + 0.587 * g + 0.114 * b
}

fn unclamped([l, a, b]: [f32; 3]) -> [f32; 3] {
    let long = (l + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let middle = (l - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
    let short = (l - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    [
        4.076_741_7 * long - 3.307_711_6 * middle + 0.230_969_94 * short,
        -1.268_438 * long + 2.609_757_4 * middle - 0.341_319_4 * short,
        -0.004_196_086_3 * long - 0.703_418_6 * middle + 1.707_614_7 * short,
    ]
}

/// A cube root: a guess from a third of the exponent, made exact in three turns of Newton's.
fn root(x: f32) -> f32 {
    if x <= 1e-9 {
        return 0.0;
    }
    let mut guess = f32::from_bits(x.to_bits() / 3 + 0x2a51_4067);
    for _ in 0..3 {
        guess = (2.0 * guess + x / (guess * guess)) * (1.0 / 3.0);
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_back_and_are_what_the_slow_way_finds() {
        for step in 0..1000 {
            let part = |by: u32| (step * by % 1000) as f32 / 999.0;
            let rgb = [part(1), part(37), part(113)];
            let slow = Rgb::new(rgb[0], rgb[1], rgb[2]).lab();
            let quick = lab(rgb);
            for (quick, slow) in quick.iter().zip([slow.l, slow.a, slow.b]) {
                assert!((quick - slow).abs() < 1e-4, "{rgb:?}");
            }
            for (back, was) in light(quick).iter().zip(rgb) {
                assert!((back - was).abs() < 0.006, "{rgb:?}");
            }
        }
    }
}
