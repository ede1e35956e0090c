//! Powers, roots and circles made of additions, multiplications and divisions alone.
//!
//! A platform's own mathematical library rounds as it likes, even by processor; these give the same bits everywhere,
//! so that an order gives the same picture everywhere.

use std::f64::consts::{FRAC_PI_2, LN_2, SQRT_2, TAU};

pub(crate) fn sine(angle: f32) -> f32 {
    circle(f64::from(angle)) as f32
}

pub(crate) fn cosine(angle: f32) -> f32 {
    circle(f64::from(angle) + FRAC_PI_2) as f32
}

/// A number above zero to any power; zero or less gives zero.
pub(crate) const fn power(base: f64, exponent: f64) -> f64 {
    if base <= 0.0 {
        return 0.0;
    }
    exponential(logarithm(base) * exponent)
}

pub(crate) fn cube_root(x: f32) -> f32 {
    power(f64::from(x), 1.0 / 3.0) as f32
}

fn circle(angle: f64) -> f64 {
    let mut angle = angle - nearest(angle / TAU) * TAU;
    if angle > FRAC_PI_2 {
        angle = TAU / 2.0 - angle;
    } else if angle < -FRAC_PI_2 {
        angle = -TAU / 2.0 - angle;
    }
    let square = angle * angle;
    let mut sum = 0.0;
    for divisor in [156.0, 110.0, 72.0, 42.0, 20.0, 6.0] {
        sum = (1.0 + sum) * -square / divisor;
    }
    angle * (1.0 + sum)
}

/// By the series of the inverse hyperbolic tangent, after halving to a number near 1.
const fn logarithm(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as f64 - 1023.0;
    let mut rest = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    if rest > SQRT_2 {
        rest *= 0.5;
        exponent += 1.0;
    }
    let t = (rest - 1.0) / (rest + 1.0);
    let square = t * t;
    let (mut sum, mut divisor) = (0.0, 11.0);
    while divisor > 0.0 {
        sum = sum * square + 1.0 / divisor;
        divisor -= 2.0;
    }
    exponent * LN_2 + 2.0 * t * sum
}

const fn exponential(x: f64) -> f64 {
    let doublings = nearest(x / LN_2);
    let rest = x - doublings * LN_2;
    let (mut sum, mut divisor) = (1.0, 9.0);
    while divisor > 0.0 {
        sum = 1.0 + sum * rest / divisor;
        divisor -= 1.0;
    }
    sum * f64::from_bits(((doublings + 1023.0) as u64) << 52)
}

const fn nearest(x: f64) -> f64 {
    let shifted = if x < 0.0 { x - 0.5 } else { x + 0.5 };
    (shifted as i64) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_the_library_to_a_millionth() {
        for step in 1_u16..2000 {
            let x = f32::from(step) * 0.013;
            assert!((sine(x - 9.0) - (x - 9.0).sin()).abs() < 1e-6, "sine of {x}");
            assert!((cosine(x - 9.0) - (x - 9.0).cos()).abs() < 1e-6, "cosine of {x}");
            assert!((cube_root(x) / x.cbrt() - 1.0).abs() < 1e-6, "root of {x}");
            for exponent in [-1.5, 1.0 / 2.4, 0.8, 2.4] {
                let (steady, library) = (power(x.into(), exponent), f64::from(x).powf(exponent));
                assert!((steady / library - 1.0).abs() < 1e-6, "{x} to {exponent}");
            }
        }
    }
}
