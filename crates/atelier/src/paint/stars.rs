//! Stars and the Milky Way.

use super::{
    canvas::Frame,
    composition::Composition,
    lattice::{Cell, Lattice},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, smooth},
    scene::{Scene, Thing},
};

/// The lattices of stars: the side of a cell, its least in pixels, its turn, and how large stars are on it.
const LAYERS: [(f32, f32, f32, f32); 3] = [
    (0.014, 7.0, 0.46, 1.0),
    (0.009, 6.0, 1.13, 0.67),
    (0.0085, 6.0, 2.2, 0.67),
];

/// The stars of one night.
pub(super) struct Stars {
    noise: Noise,
    frame: Frame,
    horizon: f32,
    power: f32,
    milky_way: bool,
    side: f32,
    layers: [(Lattice, f32); 3],
}

impl Stars {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let power = match () {
            () if scene.has(Thing::MilkyWay) => 1.5,
            () if scene.has(Thing::Stars) => 1.2,
            () if light.clearness > 0.6 => smooth(0.5, 1.0, light.night) * 0.5,
            () => 0.0,
        };
        (power > 0.0).then(|| Self {
            noise: Noise::new(seed, 11),
            frame: plan.frame,
            horizon: plan.horizon,
            power,
            milky_way: scene.has(Thing::MilkyWay) || scene.has(Thing::Stars),
            side: plan.side,
            layers: LAYERS.map(|(side, least, turn, size)| {
                let side = side.max(least * plan.frame.pixel);
                (Lattice::new(side, turn), size)
            }),
        })
    }

    pub fn at(&self, x: f32, y: f32) -> Rgb {
        let low = smooth(1.02, 0.6, y / self.horizon.max(0.2));
        if low <= 0.0 {
            return Rgb::BLACK;
        }
        let (mut sum, mut crowd) = (Rgb::BLACK, 0.2 * self.power);
        if self.milky_way {
            let (mist, band) = self.milky_way(x, y);
            sum += mist * low.max(0.35);
            crowd += band * 0.5;
        }
        for (layer, (lattice, size)) in self.layers.iter().enumerate() {
            sum += self.star(lattice.cell((x, y)), lattice.side, *size, crowd, layer as i32 * 7919) * low;
        }
        sum
    }

    /// The band's own light, and how dense it is there.
    fn milky_way(&self, x: f32, y: f32) -> (Rgb, f32) {
        let lean = self.side * (x / self.frame.aspect - 0.5) * self.frame.aspect.min(1.6);
        let across = lean * 0.95 + (y - self.horizon * 0.55) * 0.62 + 0.05 * self.noise.at(x * 2.2, y * 2.2);
        let band = decay(-across * across * 46.0);
        if band < 0.004 {
            return (Rgb::BLACK, 0.0);
        }
        let (u, v) = (x * 4.0 + 9.0, y * 4.0);
        let bend = 0.35 * self.noise.at(u * 0.9, v * 0.9);
        let clouds = smooth(-0.4, 0.55, self.noise.fbm(u + bend, v - bend, 5) + 0.1);
        let lane = across + 0.05 * self.noise.fbm(u * 0.8 + 4.0, v * 0.8, 4);
        let dust = smooth(0.012, 0.075, lane.abs()) * 0.8 + 0.2;
        let core = decay(-across * across * 210.0);
        let mist = band * clouds * dust;
        let light = Rgb::new(0.075, 0.085, 0.14) * mist
            + Rgb::new(0.16, 0.11, 0.085) * (core * clouds * dust)
            + Rgb::new(0.07, 0.02, 0.06) * (band * clouds * clouds * 0.6);
        (light * self.power, mist)
    }

    fn star(&self, cell: Cell, side: f32, scale: f32, crowd: f32, layer: i32) -> Rgb {
        let (cx, cy) = (cell.index.0 + layer, cell.index.1);
        let dice = |across: i32, down: i32| self.noise.dice(cx + across, cy + down);
        if dice(0, 0) > crowd {
            return Rgb::BLACK;
        }
        let power = dice(57, 31).powi(9);
        let size = (0.0007 + 0.0011 * power).max(self.frame.pixel * 0.62) * scale / side;
        let off = cell.off((dice(101, 0), dice(0, 101)), size) / size;
        if off > 4.5 {
            return Rgb::BLACK;
        }
        let colour = Rgb::new(0.75, 0.85, 1.0).mix(Rgb::new(1.0, 0.86, 0.68), dice(7, 77));
        colour * (decay(-off * off) * (0.12 + 1.5 * power))
    }
}
