//! The screen: one frame in the making, in fine steps of video's own levels.

use openh264::formats::YUVSource;

use crate::{noise::Noise, paint::Shown};

/// The pattern that decides which way a level between two is rounded repeats after this many pixels.
const DITHER: usize = 64;

/// A frame in the making.
#[derive(Debug, Clone)]
pub(super) struct Screen {
    pub width: usize,
    pub height: usize,
    pub luma: Vec<i16>,
    /// Blue and red, at half the size.
    pub chroma: [Vec<i16>; 2],
}

/// A finished frame as the encoder takes it.
pub(super) struct Frame {
    width: usize,
    height: usize,
    planes: [Vec<u8>; 3],
}

/// Decides how levels between two are rounded, so that skies show no bands.
pub(super) struct Dither(Vec<i16>);

impl Screen {
    pub fn new(width: usize, height: usize) -> Self {
        let halves = width / 2 * (height / 2);
        Self {
            width,
            height,
            luma: vec![0; width * height],
            chroma: [vec![0; halves], vec![0; halves]],
        }
    }

    /// Mixes a `share` of another frame in, 0 to 1.
    pub fn mix(&mut self, other: &Self, share: f32) {
        let share = (share.clamp(0.0, 1.0) * 256.0) as i32;
        let blend = |under: &mut Vec<i16>, over: &Vec<i16>| {
            for (under, over) in under.iter_mut().zip(over) {
                let (from, to) = (i32::from(*under), i32::from(*over));
                *under = (from + (((to - from) * share) >> 8)) as i16;
            }
        };
        blend(&mut self.luma, &other.luma);
        for (under, over) in self.chroma.iter_mut().zip(&other.chroma) {
            blend(under, over);
        }
    }

    /// Mixes a `share` of one light into a pixel, 0 to 256, and into the colour that it lies on.
    pub fn tint(&mut self, (x, y): (usize, usize), light: [i16; 3], share: i32) {
        let mix = |under: &mut i16, over: i16, share: i32| {
            *under = (i32::from(*under) + (((i32::from(over) - i32::from(*under)) * share) >> 8)) as i16;
        };
        if x >= self.width || y >= self.height {
            return;
        }
        if let Some(luma) = self.luma.get_mut(y * self.width + x) {
            mix(luma, light[0], share);
        }
        let half = y / 2 * (self.width / 2) + x / 2;
        for (plane, over) in self.chroma.iter_mut().zip([light[1], light[2]]) {
            if let Some(under) = plane.get_mut(half) {
                mix(under, over, share / 4);
            }
        }
    }

    /// Rounds to whole levels.
    pub fn develop(&self, dither: &Dither, frame: &mut Frame) {
        let [luma, blue, red] = &mut frame.planes;
        dither.round((&self.luma, self.width), luma);
        dither.round((&self.chroma[0], self.width / 2), blue);
        dither.round((&self.chroma[1], self.width / 2), red);
    }
}

impl Dither {
    pub fn new() -> Self {
        let noise = Noise::new(0, 7);
        let places = (0..DITHER * DITHER).map(|place| {
            let (x, y) = ((place % DITHER) as f32, (place / DITHER) as f32);
            let fair = (52.982_918 * (0.067_110_56 * x + 0.005_837_15 * y).fract()).fract();
            let jitter = 0.06 * (noise.dice(x as i32, y as i32) - 0.5);
            ((fair + jitter).clamp(0.0, 0.99) * 64.0) as i16
        });
        Self(places.collect())
    }

    fn round(&self, (values, width): (&[i16], usize), levels: &mut [u8]) {
        let rows = values.chunks_exact(width).zip(levels.chunks_exact_mut(width));
        for ((values, levels), thresholds) in rows.zip(self.0.chunks_exact(DITHER).cycle()) {
            for (values, levels) in values.chunks(DITHER).zip(levels.chunks_mut(DITHER)) {
                for ((value, level), threshold) in values.iter().zip(levels).zip(thresholds) {
                    *level = ((value + threshold) >> 6).clamp(0, 255) as u8;
                }
            }
        }
    }
}

impl Frame {
    pub fn new(width: usize, height: usize) -> Self {
        let halves = width / 2 * (height / 2);
        Self {
            width,
            height,
            planes: [vec![0; width * height], vec![0; halves], vec![0; halves]],
        }
    }

    /// 8-bit sRGB, three bytes a pixel.
    pub fn rgb(&self) -> Vec<u8> {
        let mut rgb = Vec::with_capacity(self.width * self.height * 3);
        let [luma, blue, red] = &self.planes;
        for (place, light) in luma.iter().enumerate() {
            let half = place / self.width / 2 * (self.width / 2) + place % self.width / 2;
            let of = |plane: &[u8]| f32::from(plane.get(half).copied().unwrap_or(128));
            let seen = Shown([f32::from(*light), of(blue), of(red)]);
            rgb.extend(seen.rgb().map(|value| (value + 0.5).clamp(0.0, 255.0) as u8));
        }
        rgb
    }
}

impl YUVSource for Frame {
    fn dimensions(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    fn strides(&self) -> (usize, usize, usize) {
        (self.width, self.width / 2, self.width / 2)
    }

    fn y(&self) -> &[u8] {
        &self.planes[0]
    }

    fn u(&self) -> &[u8] {
        &self.planes[1]
    }

    fn v(&self) -> &[u8] {
        &self.planes[2]
    }
}
