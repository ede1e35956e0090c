//! Light and colour of every pixel by itself: several wishes are brought together and laid on in one go.

use super::{
    sheet::{Sheet, encoded},
    step::{Adjustment, Amount},
    tint::{lab, light},
    work::Work,
};
use crate::{
    PaintError,
    colour::LINEAR,
    noise::{Noise, smooth},
    steady::{cosine, power, sine},
};

/// Lightness is looked up in so many steps.
const STEPS: usize = 1024;

/// What is to be done to every pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grade {
    /// Light is multiplied by this.
    exposure: f32,
    /// 0 leaves the curve alone, 1 bends it plainly.
    contrast: f32,
    saturation: f32,
    /// 1 is plainly warmer, -1 plainly cooler.
    warmth: f32,
    /// Every hue turned by this, in degrees.
    hue: f32,
    sepia: f32,
    /// Shadows lifted and lights lowered, as in an old print.
    fade: f32,
    vignette: f32,
    grain: f32,
}

impl Grade {
    pub const NONE: Self = Self {
        exposure: 1.0,
        contrast: 0.0,
        saturation: 1.0,
        warmth: 0.0,
        hue: 0.0,
        sepia: 0.0,
        fade: 0.0,
        vignette: 0.0,
        grain: 0.0,
    };

    /// Adds a wish. False where it is none that a pixel can be given by itself.
    pub fn add(&mut self, adjustment: Adjustment, amount: Amount) -> bool {
        let much = amount.factor();
        match adjustment {
            Adjustment::Brighter => self.exposure *= 1.0 + 0.75 * much,
            Adjustment::Darker => self.exposure /= 1.0 + 0.6 * much,
            Adjustment::MoreContrast => self.contrast += 0.6 * much,
            Adjustment::LessContrast => self.contrast -= 0.5 * much,
            Adjustment::Vivid => self.saturation *= 1.0 + 0.4 * much,
            Adjustment::Muted => self.saturation *= 1.0 - 0.42 * much.min(1.8),
            Adjustment::Warmer => self.warmth += much,
            Adjustment::Cooler => self.warmth -= much,
            Adjustment::Monochrome => self.saturation = 0.0,
            Adjustment::Sepia => self.sepia = much.min(1.0),
            Adjustment::Fade => self.fade += much,
            Adjustment::Vignette => self.vignette += much,
            Adjustment::Grain => self.grain += much,
            Adjustment::Sharpen | Adjustment::Soften | Adjustment::Dehaze => return false,
        }
        true
    }

    /// Small changes for a variation, each from -1 to 1.
    pub fn varied([exposure, contrast, saturation, warmth, hue]: [f32; 5]) -> Self {
        Self {
            exposure: 1.0 + exposure * 0.2,
            contrast: contrast * 0.35,
            saturation: 1.0 + saturation * 0.3,
            warmth: warmth * 0.6,
            hue: hue * 24.0,
            ..Self::NONE
        }
    }

    pub fn lay(&self, mut sheet: Sheet, seed: u64, work: Work<'_>) -> Result<Sheet, PaintError> {
        let curve = self.curve();
        let noise = Noise::new(seed, 720);
        let (width, height) = sheet.size();
        let (sin, cos) = turned(self.hue);
        work.rows(&mut sheet.pixels, width, |y, row| {
            for (x, pixel) in row.iter_mut().enumerate() {
                let dark = self.corner((x, y), (width, height));
                let [l, a, b] = lab(pixel.map(|byte| exposed(LINEAR[usize::from(byte)], self.exposure) * dark));
                let place = (l.clamp(0.0, 1.0) * (STEPS - 1) as f32) as usize;
                let l = l + curve[place] + self.grain(noise, x, y, l);
                let (a, b) = (a * cos - b * sin, a * sin + b * cos);
                *pixel = light(self.tinted(l, a, b)).map(encoded);
            }
        })?;
        Ok(sheet)
    }

    /// What is added to each lightness: a bend about the middle, then the fading.
    fn curve(&self) -> Vec<f32> {
        let gamma = f64::from(1.0 + self.contrast.abs());
        (0..STEPS)
            .map(|step| {
                let l = step as f32 / (STEPS - 1) as f32;
                // About the middle, either half is bent like a power.
                let (half, is_upper) = if l > 0.55 {
                    ((1.0 - l) / 0.45, true)
                } else {
                    (l / 0.55, false)
                };
                let gamma = if self.contrast >= 0.0 { gamma } else { 1.0 / gamma };
                let bent = power(f64::from(half), gamma) as f32;
                let bent = if is_upper { 1.0 - bent * 0.45 } else { bent * 0.55 };
                let faded = bent + self.fade * (0.11 * (1.0 - bent) * (1.0 - bent) - 0.06 * bent * bent);
                faded - l
            })
            .collect()
    }

    fn tinted(&self, l: f32, a: f32, b: f32) -> [f32; 3] {
        let saturation = self.saturation * (1.0 - 0.3 * self.fade.min(1.5));
        let (mut a, mut b) = (a * saturation, b * saturation);
        // Neither black nor white takes on warmth.
        let middle = 4.0 * l * (1.0 - l).max(0.0);
        a += self.warmth * 0.012 * middle;
        b += self.warmth * 0.038 * middle;
        let brown = 0.25 + 0.75 * middle;
        a += (0.018 * brown - a) * self.sepia;
        b += (0.062 * brown - b) * self.sepia;
        [l, a, b]
    }

    fn corner(&self, (x, y): (usize, usize), (width, height): (usize, usize)) -> f32 {
        if self.vignette <= 0.0 {
            return 1.0;
        }
        let across = (x as f32 + 0.5) / width as f32 * 2.0 - 1.0;
        let down = (y as f32 + 0.5) / height as f32 * 2.0 - 1.0;
        let far = (across * across + down * down).sqrt() * std::f32::consts::FRAC_1_SQRT_2;
        1.0 - (self.vignette * 0.72).min(0.95) * smooth(0.35, 1.05, far)
    }

    /// Grain as film has it: strongest in the middle tones, in clumps of about two pixels.
    fn grain(&self, noise: Noise, x: usize, y: usize, l: f32) -> f32 {
        if self.grain <= 0.0 {
            return 0.0;
        }
        let fine = noise.dice(x as i32, y as i32) + noise.dice(x as i32, y as i32 + 1_000_003) - 1.0;
        let clump = noise.at(x as f32 * 0.45 + 0.5, y as f32 * 0.45 + 0.5);
        self.grain * (0.055 * fine + 0.06 * clump) * (0.35 + 2.6 * l * (1.0 - l)).max(0.0)
    }
}

/// How light is exposed: brighter light is bent below white in the measure in which all of it is raised.
fn exposed(value: f32, exposure: f32) -> f32 {
    let lit = value * exposure;
    if exposure <= 1.0 {
        return lit;
    }
    // White stays white, and what lies near it keeps its steps.
    lit / (1.0 + value * (exposure - 1.0))
}

fn turned(degrees: f32) -> (f32, f32) {
    let angle = degrees * (std::f32::consts::PI / 180.0);
    (sine(angle), cosine(angle))
}
