//! Colour: linear light for mixing and lighting, `OKLab` for choosing and grading.

use std::ops::{Add, AddAssign, Mul, Sub};

use crate::steady::{cosine, cube_root, power, sine};

/// Linear light with sRGB primaries; 1 is display white, more is allowed until grading.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Rgb {
    pub r: f32,
    pub g: f32,
    pub b: f32,
}

/// A colour as the eye orders them: lightness 0 to 1, green to red, blue to yellow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lab {
    pub l: f32,
    pub a: f32,
    pub b: f32,
}

impl Rgb {
    pub const BLACK: Self = Self::new(0.0, 0.0, 0.0);
    pub const WHITE: Self = Self::new(1.0, 1.0, 1.0);

    pub const fn new(r: f32, g: f32, b: f32) -> Self {
        Self { r, g, b }
    }

    pub const fn grey(value: f32) -> Self {
        Self::new(value, value, value)
    }

    /// From a web colour such as `0x4A90D9`.
    pub const fn hex(code: u32) -> Self {
        let [_, r, g, b] = code.to_be_bytes();
        Self::new(LINEAR[r as usize], LINEAR[g as usize], LINEAR[b as usize])
    }

    pub fn mix(self, other: Self, share: f32) -> Self {
        self + (other - self) * share
    }

    pub fn luminance(self) -> f32 {
        0.2126 * self.r + 0.7152 * self.g + 0.0722 * self.b
    }

    /// Moves away from (above 1) or towards (below 1) grey of the same luminance.
    pub fn saturated(self, amount: f32) -> Self {
        Self::grey(self.luminance())
            .mix(self, amount)
            .map(|value| value.max(0.0))
    }

    pub fn map(self, f: impl Fn(f32) -> f32) -> Self {
        Self::new(f(self.r), f(self.g), f(self.b))
    }

    pub fn lab(self) -> Lab {
        let l = cube_root(0.412_221_47 * self.r + 0.536_332_54 * self.g + 0.051_445_99 * self.b);
        let m = cube_root(0.211_903_5 * self.r + 0.680_699_5 * self.g + 0.107_396_96 * self.b);
        let s = cube_root(0.088_302_46 * self.r + 0.281_718_84 * self.g + 0.629_978_7 * self.b);
        Lab {
            l: 0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            a: 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            b: 0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        }
    }
}

impl Lab {
    /// From lightness, chroma (0 to about 0.3) and hue in degrees.
    pub fn lch(l: f32, chroma: f32, hue: f32) -> Self {
        let turn = hue * (std::f32::consts::PI / 180.0);
        let (sin, cos) = (sine(turn), cosine(turn));
        Self {
            l,
            a: chroma * cos,
            b: chroma * sin,
        }
    }

    pub fn mix(self, other: Self, share: f32) -> Self {
        Self {
            l: self.l + (other.l - self.l) * share,
            a: self.a + (other.a - self.a) * share,
            b: self.b + (other.b - self.b) * share,
        }
    }

    pub fn rgb(self) -> Rgb {
        let l = (self.l + 0.396_337_78 * self.a + 0.215_803_76 * self.b).powi(3);
        let m = (self.l - 0.105_561_346 * self.a - 0.063_854_17 * self.b).powi(3);
        let s = (self.l - 0.089_484_18 * self.a - 1.291_485_5 * self.b).powi(3);
        Rgb::new(
            4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
            -1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s,
            -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
        )
        .map(|value| value.max(0.0))
    }
}

impl Add for Rgb {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.r + other.r, self.g + other.g, self.b + other.b)
    }
}

impl AddAssign for Rgb {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Rgb {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.r - other.r, self.g - other.g, self.b - other.b)
    }
}

impl Mul<f32> for Rgb {
    type Output = Self;
    fn mul(self, factor: f32) -> Self {
        Self::new(self.r * factor, self.g * factor, self.b * factor)
    }
}

impl Mul for Rgb {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(self.r * other.r, self.g * other.g, self.b * other.b)
    }
}

/// The linear light of every sRGB byte.
pub(crate) static LINEAR: [f32; 256] = linear();

const fn linear() -> [f32; 256] {
    let mut light = [0.0; 256];
    let mut byte = 0;
    while byte < light.len() {
        let encoded = byte as f64 / 255.0;
        light[byte] = if encoded <= 0.040_45 {
            encoded / 12.92
        } else {
            power((encoded + 0.055) / 1.055, 2.4)
        } as f32;
        byte += 1;
    }
    light
}

/// The sRGB encoding, 0 to 1, of linear light.
pub(crate) fn srgb(linear: f32) -> f32 {
    let linear = linear.clamp(0.0, 1.0);
    if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * power(f64::from(linear), 1.0 / 2.4) as f32 - 0.055
    }
}

/// The sRGB byte of linear light.
pub(crate) fn srgb_byte(linear: f32) -> u8 {
    (srgb(linear) * 255.0 + 0.5) as u8
}
