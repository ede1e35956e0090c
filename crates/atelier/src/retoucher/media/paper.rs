//! What lies under the paint.

use crate::noise::Noise;

/// A surface of its own for each picture.
#[derive(Clone, Copy)]
pub(super) struct Paper {
    noise: Noise,
    /// Pixels to the unit in which paper is measured.
    scale: f32,
}

impl Paper {
    pub fn new(seed: u64, scale: f32) -> Self {
        Self {
            noise: Noise::new(seed, 740),
            scale: scale.max(0.35),
        }
    }

    /// The height of rough, cold-pressed paper, about -1 to 1: bumps a few pixels wide with pits between them.
    pub fn rough(self, x: usize, y: usize) -> f32 {
        let (x, y) = (x as f32 / self.scale, y as f32 / self.scale);
        let bumps = self.noise.at(x * 0.19 + 3.1, y * 0.19 + 7.7);
        let fine = self.noise.at(x * 0.43 + 41.0, y * 0.43 + 17.0);
        let grain = self.noise.at(x * 0.83 + 11.0, y * 0.83 + 71.0);
        bumps * 0.75 + fine * 0.5 + grain * 0.3
    }

    /// Fine, even tooth, about -1 to 1.
    pub fn fine(self, x: usize, y: usize) -> f32 {
        let (x, y) = (x as f32 / self.scale, y as f32 / self.scale);
        self.noise.at(x * 0.47 + 5.0, y * 0.47 + 9.0) * 0.8 + self.noise.at(x * 0.91 + 33.0, y * 0.91 + 21.0) * 0.6
    }

    /// Fibres in card, about -1 to 1.
    pub fn fibres(self, x: usize, y: usize, layer: usize) -> f32 {
        let (x, y) = (x as f32 / self.scale, y as f32 / self.scale);
        let off = layer as f32 * 57.3;
        let long = self.noise.at(x * 0.06 + y * 0.02 + off, y * 0.55 - x * 0.09 + off);
        let cross = self.noise.at(x * 0.5 + off, y * 0.07 + x * 0.03 - off);
        let fine = self.noise.at(x * 0.8 + off, y * 0.8 + off);
        long * 0.5 + cross * 0.35 + fine * 0.45
    }

    /// A canvas' weave, 0 in the gaps to 1 on the threads.
    pub fn weave(self, x: usize, y: usize) -> f32 {
        const THREAD: f32 = 3.4;
        let (x, y) = (x as f32 / self.scale, y as f32 / self.scale);
        let wander = self.noise.at(x * 0.02, y * 0.02) * 0.8;
        let (u, v) = (x / THREAD + wander, y / THREAD + wander * 0.7);
        let over = (u as i32 + v as i32) % 2 == 0;
        let bulge = |t: f32| {
            let t = t - t.floor() - 0.5;
            1.0 - 4.0 * t * t
        };
        if over {
            bulge(u) * 0.7 + 0.3 * bulge(v)
        } else {
            bulge(v) * 0.7 + 0.3 * bulge(u)
        }
    }
}
