//! Soft gradients: a few clouds of colour that run into each other.

use crate::{
    colour::Lab,
    noise::{Choices, Noise, decay, lerp},
    paint::canvas::{Column, Frame},
    scene::{Scene, Tone},
};

/// Hues that go well together, for orders that name none.
const CHORDS: [[f32; 3]; 6] = [
    [25.0, 350.0, 285.0],
    [265.0, 215.0, 165.0],
    [60.0, 25.0, 330.0],
    [300.0, 255.0, 200.0],
    [160.0, 200.0, 250.0],
    [90.0, 50.0, 10.0],
];

pub(in crate::paint) struct Gradient {
    noise: Noise,
    drift: f32,
    clouds: Vec<Cloud>,
    folds: f32,
}

struct Cloud {
    centre: (f32, f32),
    colour: Lab,
    /// How quickly it gives way to others.
    fall: f32,
}

impl Gradient {
    pub fn new(scene: &Scene, frame: Frame, seed: u64) -> Self {
        let mut choices = Choices::new(seed, 301);
        let colours = colours(scene, &mut choices);
        let count = colours.len().max(6);
        let start = choices.unit();
        let clouds: Vec<Cloud> = (0..count)
            .map(|index| {
                // Places on a grid that is sheared by chance, so that neither crowds nor holes come about.
                let along = (index as f32 + 0.5) / count as f32;
                let across = (along * 2.618 + start).fract();
                let jitter = (choices.between(-0.1, 0.1), choices.between(-0.1, 0.1));
                Cloud {
                    centre: (frame.aspect * (across + jitter.0), along + jitter.1),
                    colour: colours[index % colours.len()],
                    fall: choices.between(4.2, 7.5),
                }
            })
            .collect();
        Self {
            noise: Noise::new(seed, 302),
            drift: choices.between(0.0, 70.0),
            clouds,
            folds: choices.between(0.1, 0.24),
        }
    }

    pub fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint_between(
            (0.0, 1.0),
            |y| {
                let lab = self.colour(x, y);
                [lab.l, lab.a, lab.b]
            },
            |_, _, [l, a, b]| Lab { l, a, b }.rgb(),
        );
    }

    fn colour(&self, x: f32, y: f32) -> Lab {
        let (u, v) = (x * 0.85 + self.drift, y * 0.85);
        let first = (self.noise.at(u, v), self.noise.at(u + 31.0, v + 17.0));
        let (px, py) = (x + self.folds * first.0, y + self.folds * first.1);
        let second = self.noise.at(px * 1.4 + self.drift, py * 1.4 + 50.0);
        let (px, py) = (px + self.folds * 0.7 * second, py - self.folds * 0.7 * second);
        let (mut sum, mut all) = (Lab { l: 0.0, a: 0.0, b: 0.0 }, 1e-6);
        for cloud in &self.clouds {
            let (dx, dy) = (px - cloud.centre.0, py - cloud.centre.1);
            let weight = decay(-(dx * dx + dy * dy) * cloud.fall) + 1e-4;
            sum.l += cloud.colour.l * weight;
            sum.a += cloud.colour.a * weight;
            sum.b += cloud.colour.b * weight;
            all += weight;
        }
        Lab {
            l: sum.l / all + 0.025 * second,
            a: sum.a / all,
            b: sum.b / all,
        }
    }
}

/// The named colours, or a chord of them, each also lighter or deeper.
fn colours(scene: &Scene, choices: &mut Choices) -> Vec<Lab> {
    let chord = choices.pick(&CHORDS).unwrap_or(CHORDS[0]);
    let named: Vec<Lab> = scene
        .hues
        .iter()
        .map(|hue| Lab::lch(hue.lightness, hue.chroma, hue.degrees))
        .collect();
    let mut colours = match named.as_slice() {
        [] => chord
            .iter()
            .zip([0.72, 0.64, 0.54])
            .map(|(hue, lightness)| Lab::lch(lightness, 0.16, *hue))
            .chain([Lab::lch(0.88, 0.07, chord[0] + 25.0), Lab::lch(0.36, 0.12, chord[2])])
            .collect(),
        [only] => {
            let turned = |degrees: f32| only.turned(degrees);
            vec![
                *only,
                turned(28.0),
                only.at(lerp(only.l, 0.94, 0.75), 0.5),
                turned(-26.0),
                only.at(only.l * 0.55, 0.9),
            ]
        }
        several => {
            let mut colours = several.to_vec();
            colours.push(several[0].at(lerp(several[0].l, 0.94, 0.6), 0.6));
            colours.extend_from_slice(several);
            colours
        }
    };
    for colour in &mut colours {
        if scene.tone(Tone::Pastel) {
            *colour = colour.at(0.86, 0.55);
        } else if scene.tone(Tone::Dark) {
            *colour = colour.at(colour.l * 0.6, 0.9);
        }
    }
    colours
}

impl Lab {
    /// The same hue at another lightness, with a share of its chroma.
    fn at(self, l: f32, chroma: f32) -> Self {
        Self {
            l,
            a: self.a * chroma,
            b: self.b * chroma,
        }
    }

    /// The same lightness and chroma with another hue.
    fn turned(self, degrees: f32) -> Self {
        let turn = Self::lch(self.l, 1.0, degrees);
        Self {
            l: self.l,
            a: self.a * turn.a - self.b * turn.b,
            b: self.a * turn.b + self.b * turn.a,
        }
    }
}
