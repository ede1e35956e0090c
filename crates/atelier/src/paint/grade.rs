//! The last look: exposure, tone, mood, a soft shoulder for highlights and grain against banding.

use crate::{
    colour::{Lab, Rgb, srgb},
    noise::Noise,
    scene::{Mood, Scene, Tone},
};

const STEPS: usize = 4096;

/// Turns linear light into bytes.
pub(super) struct Grade {
    encoded: Vec<f32>,
    grain: Noise,
    saturation: f32,
    exposure: f32,
    /// Shadows are lifted by this.
    lift: f32,
    tint: Rgb,
}

impl Grade {
    pub fn new(scene: &Scene, seed: u64) -> Self {
        let mut grade = Self {
            encoded: (0..=STEPS)
                .map(|step| srgb((step as f32 / STEPS as f32).powi(2)) * 255.0)
                .collect(),
            grain: Noise::new(seed, 99),
            saturation: 1.08,
            exposure: 1.0,
            lift: 0.0,
            tint: Rgb::WHITE,
        };
        for tone in &scene.tones {
            grade.tone(*tone);
        }
        for mood in &scene.moods {
            grade.mood(*mood);
        }
        grade
    }

    /// Writes one pixel; `x` and `y` count pixels.
    pub fn write(&self, light: Rgb, (x, y): (usize, usize), bytes: &mut [u8]) {
        let grain = self.grain.dice(x as i32, y as i32) - 0.5;
        for (byte, value) in bytes.iter_mut().zip(self.shown(light)) {
            *byte = (value + 0.5 + grain * 2.6).clamp(0.0, 255.0) as u8;
        }
    }

    /// Red, green and blue as they are to be seen, 0 to 255, without grain.
    pub fn shown(&self, light: Rgb) -> [f32; 3] {
        let toned = (light * self.tint * self.exposure)
            .saturated(self.saturation)
            .map(shoulder);
        [toned.r, toned.g, toned.b].map(|value| {
            let lifted = self.lift + value * (1.0 - self.lift);
            let place = (lifted.clamp(0.0, 1.0).sqrt() * STEPS as f32) as usize;
            self.encoded[place.min(STEPS)]
        })
    }

    fn tone(&mut self, tone: Tone) {
        match tone {
            Tone::Pastel => {
                self.saturation *= 0.72;
                self.lift = 0.16;
            }
            Tone::Monochrome => self.saturation = 0.0,
            Tone::Vivid => self.saturation *= 1.3,
            Tone::Muted => self.saturation *= 0.62,
            Tone::Dark => self.exposure *= 0.6,
            Tone::Bright => self.exposure *= 1.2,
            Tone::Warm => self.tint = white(60.0),
            Tone::Cool => self.tint = white(245.0),
        }
    }

    fn mood(&mut self, mood: Mood) {
        match mood {
            Mood::Gloomy => {
                self.saturation *= 0.62;
                self.exposure *= 0.82;
            }
            Mood::Dreamy => {
                self.lift += 0.03;
                self.tint = white(330.0);
            }
            Mood::Cheerful => self.saturation *= 1.12,
            Mood::Mysterious => self.exposure *= 0.8,
            Mood::Dramatic => self.saturation *= 1.1,
            Mood::Serene => {}
        }
    }
}

fn white(degrees: f32) -> Rgb {
    Lab::lch(1.0, 0.03, degrees).rgb()
}

/// Leaves the darker part alone and bends what is brighter than white gently below it.
fn shoulder(value: f32) -> f32 {
    const KNEE: f32 = 0.6;
    if value <= KNEE {
        return value;
    }
    let over = (value - KNEE) / (1.0 - KNEE);
    KNEE + (1.0 - KNEE) * (over / (1.0 + over * over).sqrt())
}
