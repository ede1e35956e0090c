//! A nebula: gas that glows in folds, cut by lanes of dust.

use crate::{
    colour::{Lab, Rgb},
    noise::{Choices, Noise, decay, smooth},
    paint::canvas::{Column, Frame},
    scene::{Scene, Tone},
};

/// Pairs that stars' gases really shine in, more or less: hue of the edge, of the body and of the heart.
const GASES: [[f32; 3]; 5] = [
    [265.0, 335.0, 50.0],
    [235.0, 190.0, 30.0],
    [300.0, 15.0, 75.0],
    [250.0, 300.0, 345.0],
    [190.0, 160.0, 40.0],
];

pub(super) struct Nebula {
    noise: Noise,
    frame: Frame,
    drift: f32,
    centre: (f32, f32),
    lean: (f32, f32),
    edge: Rgb,
    body: Rgb,
    heart: Rgb,
    strength: f32,
}

impl Nebula {
    pub fn new(scene: &Scene, frame: Frame, seed: u64, strength: f32) -> Self {
        let mut choices = Choices::new(seed, 211);
        let hues = match scene.hues.as_slice() {
            [] => choices.pick(&GASES).unwrap_or(GASES[0]),
            [only] => [only.degrees - 25.0, only.degrees, only.degrees + 35.0],
            [first, .., last] => [first.degrees, last.degrees, last.degrees + 20.0],
        };
        let chroma = if scene.tone(Tone::Vivid) { 1.2 } else { 1.0 };
        let lean = choices.between(-0.7, 0.7);
        Self {
            noise: Noise::new(seed, 212),
            frame,
            drift: choices.between(0.0, 90.0),
            centre: (frame.aspect * choices.between(0.4, 0.6), choices.between(0.42, 0.58)),
            lean: (1.0 / (1.0 + lean * lean).sqrt(), lean / (1.0 + lean * lean).sqrt()),
            edge: Lab::lch(0.5, 0.17 * chroma, hues[0]).rgb(),
            body: Lab::lch(0.64, 0.19 * chroma, hues[1]).rgb(),
            heart: Lab::lch(0.84, 0.11 * chroma, hues[2]).rgb(),
            strength,
        }
    }

    pub fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint_between(
            (0.0, 1.0),
            |y| {
                let light = self.light(x, y);
                [light.r, light.g, light.b]
            },
            |_, _, [r, g, b]| Rgb::new(r, g, b),
        );
    }

    fn light(&self, x: f32, y: f32) -> Rgb {
        let (dx, dy) = ((x - self.centre.0) / self.frame.aspect.max(0.6), y - self.centre.1);
        let (along, across) = (dx * self.lean.0 + dy * self.lean.1, dy * self.lean.0 - dx * self.lean.1);
        let (u, v) = (x * 1.5 + self.drift, y * 1.5 + self.drift * 0.3);
        let fold = (self.noise.fbm(u, v, 4), self.noise.fbm(u + 7.1, v + 3.7, 4));
        let (wu, wv) = (u + 1.7 * fold.0, v + 1.7 * fold.1);
        let gas = self.noise.fbm(wu * 1.1, wv * 1.1, 5);
        let veins = self.noise.ridged(wu * 1.3 + 5.0, wv * 1.3, 5);
        let bent = across + 0.2 * fold.1;
        let body = decay(-(bent * bent * 6.5 + along * along * 2.0));
        let density = body * smooth(-0.45, 0.6, gas + 0.25 * fold.0);
        let dust = smooth(0.1, 0.5, self.noise.fbm(wu * 1.6 + 21.0, wv * 1.6 + 4.0, 5) + 0.22) * body;
        let hot = (density * density * veins * veins * 2.4).min(1.6);
        let glow = self.edge * (0.42 * density + 0.07 * body)
            + self.body * (1.5 * density * density * (0.35 + veins))
            + self.heart * (hot * density * 1.0);
        let sky = Rgb::new(0.0016, 0.002, 0.006);
        sky + glow * ((1.0 - 0.78 * dust) * self.strength)
    }
}
