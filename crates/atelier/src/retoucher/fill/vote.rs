//! All the patches over a pixel say what it should be; those that fit well and lie near the rim are heard most.

use super::{
    level::{Level, PATCH, Places},
    search::Found,
};
use crate::{PaintError, retoucher::work::Work, steady::power};

/// By how much less a patch counts for each step that it lies deeper in the hole.
const TRUST: f64 = 0.92;

/// What is needed to count votes.
pub(super) struct Vote<'a> {
    pub places: &'a Places,
    /// How deep in the hole each pixel lies, zero outside.
    pub depth: &'a [u8],
    /// How decidedly the best are preferred: 1 mixes, 4 nearly copies.
    pub decided: u32,
}

impl Vote<'_> {
    /// The weight of each place's patch.
    pub fn weights(&self, level: &Level, found: &Found) -> Vec<f32> {
        let apart = self
            .places
            .targets
            .iter()
            .map(|target| u64::from(found.apart[*target as usize]));
        let usual = apart.sum::<u64>() as f32 / self.places.targets.len().max(1) as f32 + 1.0;
        let trust: Vec<f32> = (0..=255).map(|depth| power(TRUST, f64::from(depth)) as f32).collect();
        let mut weights = vec![0.0; self.places.known.len()];
        for target in &self.places.targets {
            let (x, y) = self.places.at(*target);
            let depth = self.depth[(y + PATCH / 2) * level.width + x + PATCH / 2];
            let off = found.apart[*target as usize] as f32 / usual;
            let fits = 1.0 / (1.0 + off * off);
            let mut weight = trust[usize::from(depth)];
            for _ in 0..self.decided {
                weight *= fits;
            }
            weights[*target as usize] = weight.max(1e-30);
        }
        weights
    }

    /// What is voted for at a pixel; none where no patch that touches the hole lies over it.
    pub fn at(&self, level: &Level, found: &Found, weights: &[f32], place: usize) -> Option<[f32; 3]> {
        let (x, y) = (place % level.width, place / level.width);
        let (mut sum, mut all) = ([0.0_f32; 3], 0.0_f32);
        for top in y.saturating_sub(PATCH - 1)..=y.min(self.places.down - 1) {
            for left in x.saturating_sub(PATCH - 1)..=x.min(self.places.across - 1) {
                let target = top * self.places.across + left;
                let weight = weights[target];
                if weight > 0.0 {
                    let (sx, sy) = self.places.at(found.source[target]);
                    let pixel = level.pixels[(sy + y - top) * level.width + sx + x - left];
                    for (sum, byte) in sum.iter_mut().zip(pixel) {
                        *sum += weight * f32::from(byte);
                    }
                    all += weight;
                }
            }
        }
        (all > 0.0).then(|| sum.map(|sum| sum / all))
    }

    /// Votes for every pixel of the hole.
    pub fn count(&self, level: &mut Level, found: &Found, work: Work<'_>) -> Result<(), PaintError> {
        let weights = self.weights(level, found);
        let known = &*level;
        let mut voted = level.pixels.clone();
        work.rows(&mut voted, level.width, |y, row| {
            for (x, pixel) in row.iter_mut().enumerate() {
                let place = y * known.width + x;
                if known.hole[place]
                    && let Some([r, g, b]) = self.at(known, found, &weights, place)
                {
                    *pixel = [(r + 0.5) as u8, (g + 0.5) as u8, (b + 0.5) as u8, 0];
                }
            }
        })?;
        level.pixels = voted;
        Ok(())
    }
}
