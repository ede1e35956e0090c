//! The picture that is worked on, from the first step to the last.

use std::sync::LazyLock;

use super::{plane::Plane, work::Work};
use crate::{
    Opened, PaintError,
    colour::{LINEAR, srgb},
};

/// How finely linear light is told apart when it becomes bytes; finer in the dark, where the eye is.
const ENCODINGS: usize = 4096;

static ENCODED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    (0..=ENCODINGS)
        .map(|step| {
            let root = step as f32 / ENCODINGS as f32;
            (srgb(root * root) * 255.0 + 0.5) as u8
        })
        .collect()
});

/// Eight-bit sRGB pixels, row after row, and how opaque each is where some are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<[u8; 3]>,
    pub opacity: Option<Vec<u8>>,
}

impl Sheet {
    /// Three bytes a pixel; what is missing is black.
    pub fn from_rgb(rgb: &[u8], width: usize, height: usize) -> Self {
        let (pixels, _) = rgb.as_chunks();
        let mut pixels = pixels.to_vec();
        pixels.resize(width * height, [0; 3]);
        Self {
            width,
            height,
            pixels,
            opacity: None,
        }
    }

    pub fn from_opened(picture: &Opened) -> Self {
        let opacity: Option<Vec<u8>> = picture.has_opacity().then(|| picture.opacities().collect());
        Self {
            width: picture.width() as usize,
            height: picture.height() as usize,
            pixels: picture.colours().collect(),
            opacity: opacity.filter(|opacity| opacity.iter().any(|opacity| *opacity < u8::MAX)),
        }
    }

    pub const fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Three bytes a pixel, or four where something is not opaque.
    pub fn into_bytes(self) -> Vec<u8> {
        match self.opacity {
            None => self.pixels.into_flattened(),
            Some(opacity) => self
                .pixels
                .iter()
                .zip(opacity)
                .flat_map(|([r, g, b], opacity)| [*r, *g, *b, opacity])
                .collect(),
        }
    }

    pub fn is_opaque(&self) -> bool {
        self.opacity.is_none()
    }

    /// Linear light.
    pub fn light(&self, work: Work<'_>) -> Result<Plane<3>, PaintError> {
        self.plane(work, |byte| LINEAR[usize::from(byte)])
    }

    /// The values as they are encoded, 0 to 1: nearly as even to the eye as they are to the computer.
    pub fn shades(&self, work: Work<'_>) -> Result<Plane<3>, PaintError> {
        self.plane(work, |byte| f32::from(byte) * (1.0 / 255.0))
    }

    /// The same picture with other colours, given as linear light.
    pub fn with_light(self, work: Work<'_>, light: &Plane<3>) -> Result<Self, PaintError> {
        self.with(work, light, encoded)
    }

    /// The same picture with other colours, given as encoded values from 0 to 1.
    pub fn with_shades(self, work: Work<'_>, shades: &Plane<3>) -> Result<Self, PaintError> {
        self.with(work, shades, |value| (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u8)
    }

    fn plane(&self, work: Work<'_>, value: impl Fn(u8) -> f32 + Sync) -> Result<Plane<3>, PaintError> {
        Plane::make(work, self.size(), |x, y| self.pixels[y * self.width + x].map(&value))
    }

    fn with(mut self, work: Work<'_>, values: &Plane<3>, byte: impl Fn(f32) -> u8 + Sync) -> Result<Self, PaintError> {
        work.rows(&mut self.pixels, values.width, |y, row| {
            for (pixel, value) in row.iter_mut().zip(values.row(y)) {
                *pixel = value.map(&byte);
            }
        })?;
        Ok(self)
    }
}

/// The sRGB byte of linear light, looked up.
pub(crate) fn encoded(light: f32) -> u8 {
    let place = light.clamp(0.0, 1.0).sqrt() * ENCODINGS as f32 + 0.5;
    ENCODED[(place as usize).min(ENCODINGS)]
}
