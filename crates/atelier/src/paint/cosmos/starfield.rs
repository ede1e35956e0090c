//! Stars without air: small points of many colours, and a few bright ones with the cross of a telescope.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay},
    paint::{
        canvas::Frame,
        lattice::{Cell, Lattice},
    },
};

/// Lattices of stars: the side of a cell, its turn, and how many cells have a star.
const LAYERS: [(f32, f32, f32); 3] = [(0.0085, 0.46, 0.13), (0.015, 1.13, 0.2), (0.036, 2.2, 0.34)];
/// The least side of a cell, in pixels.
const LEAST: f32 = 5.0;

pub(super) struct Starfield {
    noise: Noise,
    frame: Frame,
    power: f32,
    layers: [(Lattice, f32); 3],
    bright: Vec<(f32, f32, f32, Rgb)>,
}

impl Starfield {
    pub fn new(frame: Frame, seed: u64, power: f32) -> Self {
        let mut choices = Choices::new(seed, 201);
        let bright = (0..9)
            .map(|index| {
                let warm = Rgb::new(1.0, 0.82, 0.6);
                let cold = Rgb::new(0.62, 0.78, 1.0);
                let place = (choices.between(0.03, 0.97) * frame.aspect, choices.between(0.03, 0.97));
                let size = choices.between(0.35, 1.0) / (1.0 + 0.18 * index as f32);
                (place.0, place.1, size, cold.mix(warm, choices.unit()))
            })
            .collect();
        Self {
            noise: Noise::new(seed, 202),
            frame,
            power,
            layers: LAYERS.map(|(side, turn, share)| (Lattice::new(side.max(LEAST * frame.pixel), turn), share)),
            bright,
        }
    }

    /// The light of the stars at a place; a bright nebula has more of them.
    pub fn at(&self, x: f32, y: f32, mist: f32) -> Rgb {
        let mut sum = Rgb::BLACK;
        let crowd = 0.75 + (mist * 5.0).min(0.9);
        for (layer, (lattice, share)) in self.layers.iter().enumerate() {
            sum += self.star(lattice.cell((x, y)), lattice.side, share * crowd, layer as i32);
        }
        for &(at, high, size, colour) in &self.bright {
            let (dx, dy) = ((x - at).abs(), (y - high).abs());
            if dx > 0.06 || dy > 0.06 {
                continue;
            }
            let spike = |along: f32, across: f32| {
                decay(-across * across / (self.frame.pixel * self.frame.pixel).max(5e-7))
                    * decay(-along / (0.011 * size))
            };
            let distance = dx * dx + dy * dy;
            let core = decay(-distance / (6e-6 * size)) * 2.2 + decay(-distance.sqrt() / (0.006 * size)) * 0.28;
            sum += colour * ((core + (spike(dx, dy) + spike(dy, dx)) * 0.55) * size);
        }
        sum * self.power
    }

    fn star(&self, cell: Cell, side: f32, share: f32, layer: i32) -> Rgb {
        let (cx, cy) = cell.index;
        let dice = |kind: i32| self.noise.dice(cx + layer * 4001, cy + kind * 3001);
        if dice(0) > share {
            return Rgb::BLACK;
        }
        let power = dice(3) * dice(3) * if layer == 0 { 0.6 } else { 1.0 };
        let size = (0.035 + 0.05 * power).max(self.frame.pixel * 0.6 / side);
        let off = cell.off((dice(1), dice(2)), size) / size;
        if off > 4.3 {
            return Rgb::BLACK;
        }
        let colour = Rgb::new(0.66, 0.8, 1.0).mix(Rgb::new(1.0, 0.84, 0.66), dice(4));
        colour * (decay(-off * off) * (0.05 + 0.95 * power * power))
    }
}
