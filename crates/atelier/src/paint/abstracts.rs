//! Pictures of nothing in particular: flow, facets, layered waves, marble and circles.

use super::{
    canvas::{Column, Frame},
    layer::cover,
};
use crate::{
    colour::{Lab, Rgb},
    noise::{Choices, Noise, decay, lerp, smooth},
    scene::{Scene, Style, Tone},
    steady::{cosine, sine},
};

/// A pattern and its colours.
pub(super) struct Pattern {
    style: Style,
    noise: Noise,
    colours: Vec<Lab>,
    frame: Frame,
    drift: f32,
}

impl Pattern {
    pub fn new(scene: &Scene, style: Style, frame: Frame, seed: u64) -> Self {
        let mut choices = Choices::new(seed, 101);
        let mut colours = palette(scene, &mut choices);
        if style == Style::Marble {
            colours.sort_by(|one, other| one.l.total_cmp(&other.l));
        }
        Self {
            style,
            noise: Noise::new(seed, 102),
            colours,
            frame,
            drift: choices.between(0.0, 60.0),
        }
    }

    pub fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        match self.style {
            Style::Flow => column.paint_between((0.0, 1.0), |y| self.drift(x, y), |_, y, slow| self.flow(x, y, slow)),
            Style::Geometric => self.facets(column),
            Style::Waves => self.waves(column),
            Style::Marble => {
                column.paint_between((0.0, 1.0), |y| self.warp(x, y), |_, y, warp| self.marble(x, y, warp));
            }
            // Gradients and seamless patterns have painters of their own.
            Style::Bubbles | Style::Gradient | Style::Seamless => self.bubbles(column),
        }
    }

    /// What a place in the flow is made of at a moment: its height, how it was drawn along first, and by that again.
    /// `sway` is where the flow has got to, for each of the three.
    pub fn fields(&self, x: f32, y: f32, sway: [(f32, f32); 3]) -> [f32; 3] {
        let (u, v) = (x * 1.15 + self.drift, y * 1.15);
        let [(fu, fv), (su, sv), (hu, hv)] = sway;
        let (au, av) = (u + fu, v + fv);
        let a = (self.noise.fbm(au, av, 3), self.noise.fbm(au + 5.2, av + 1.3, 3));
        let (bu, bv) = (u + su + 2.1 * a.0, v + sv + 2.1 * a.1);
        let b = (
            self.noise.fbm(bu + 1.7, bv + 9.2, 3),
            self.noise.fbm(bu + 8.3, bv + 2.8, 3),
        );
        let here = self.noise.fbm(u + hu + 2.6 * b.0, v + hv + 2.6 * b.1, 4);
        [here, a.0, b.0]
    }

    /// A colour between the palette's, from 0 to 1.
    pub fn colour(&self, t: f32) -> Lab {
        let place = t.clamp(0.0, 0.9999) * (self.colours.len() - 1) as f32;
        let index = place as usize;
        let next = self.colours[(index + 1).min(self.colours.len() - 1)];
        self.colours[index].mix(next, smooth(0.0, 1.0, place - index as f32))
    }

    /// How the flow is drawn along at a place: a first time, and by that a second time.
    fn drift(&self, x: f32, y: f32) -> [f32; 3] {
        let (u, v) = (x * 1.15 + self.drift, y * 1.15);
        let a = (self.noise.fbm(u, v, 3), self.noise.fbm(u + 5.2, v + 1.3, 3));
        let (bu, bv) = (u + 2.1 * a.0, v + 2.1 * a.1);
        let b = (
            self.noise.fbm(bu + 1.7, bv + 9.2, 3),
            self.noise.fbm(bu + 8.3, bv + 2.8, 3),
        );
        [a.0, b.0, b.1]
    }

    fn flow(&self, x: f32, y: f32, [a, b0, b1]: [f32; 3]) -> Rgb {
        let (u, v) = (x * 1.15 + self.drift, y * 1.15);
        let height = |du: f32, dv: f32| self.noise.fbm(u + du + 2.6 * b0, v + dv + 2.6 * b1, 4);
        let here = height(0.0, 0.0);
        let slope = (height(0.01, 0.0) - here, height(0.0, 0.01) - here);
        let strands = sine(here * 26.0 + b0 * 9.0);
        let light = 1.0 + (slope.0 - slope.1) * 16.0 + 0.07 * strands;
        let sheen = smooth(0.015, 0.06, slope.0 - slope.1 * 0.6).powi(2) * 0.35;
        let base = self.colour(0.5 + here * 1.15 + a * 0.45).rgb();
        base * light.clamp(0.3, 1.7) + Rgb::WHITE.mix(base, 0.5) * sheen
    }

    fn facets(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint(0.0, 1.0, |_, y| self.colour(0.15 + 0.2 * y).rgb());
        for index in 0..26 {
            let dice = |kind: i32| self.noise.dice(index, kind);
            let (cx, cy) = (dice(1) * self.frame.aspect, dice(2));
            let size = lerp(0.34, 0.07, index as f32 / 26.0) * lerp(0.7, 1.2, dice(3)) * self.frame.unit.max(0.3);
            let turn = dice(4) * std::f32::consts::TAU;
            let (sin, cos) = (sine(turn), cosine(turn));
            let (kind, paint, dense) = (
                (dice(5) * 4.0) as u8,
                self.colour(dice(6)).rgb(),
                lerp(0.72, 1.0, dice(7)),
            );
            let dx = (x - cx) / size;
            let reach = (1.35 - dx * dx).max(0.0).sqrt() * size;
            column.paint(cy - reach, cy + reach, |under, y| {
                let dy = (y - cy) / size;
                let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
                let inside = match kind {
                    0 => 1.0 - (u * u + v * v).sqrt(),
                    1 => (v + 0.5).min((1.0 - v) * 0.577 - u.abs()),
                    2 => (0.7 - u.abs()).min(0.7 - v.abs()),
                    _ => (1.0 - (u * u + v * v).sqrt()).min(v),
                };
                if inside < -0.09 {
                    return under;
                }
                let fill = paint * lerp(0.88, 1.12, smooth(-1.0, 1.0, u));
                let shadow = smooth(-0.09, 0.02, inside) * 0.13;
                (under * (1.0 - shadow)).mix(fill, cover(inside * size, self.frame.pixel) * dense)
            });
        }
    }

    fn waves(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint(0.0, 1.0, |_, _| self.colour(0.0).rgb());
        for layer in 1..14_u8 {
            let k = f32::from(layer) / 14.0;
            let crest =
                k + 0.11 * self.noise.at(x * 1.4 + k * 2.2 + self.drift, k * 3.0) + 0.03 * sine(x * 5.0 + k * 9.0);
            let paint = self.colour(k).rgb();
            column.paint(crest - 0.05, crest, |under, y| {
                let past = y - crest;
                under * (1.0 - 0.3 * smooth(-0.05, 0.0, past) * smooth(0.004, 0.0, past))
            });
            column.paint(crest - self.frame.pixel, 1.0, |under, y| {
                let past = y - crest;
                let lit = 1.0 + 0.4 * decay(-past.max(0.0) * 34.0);
                under.mix(paint * lit, cover(past, self.frame.pixel))
            });
        }
    }

    fn warp(&self, x: f32, y: f32) -> [f32; 2] {
        let (u, v) = (x * 1.6 + self.drift, y * 1.6);
        [self.noise.fbm(u, v, 5), self.noise.fbm(u + 4.0, v + 8.0, 5)]
    }

    fn marble(&self, x: f32, y: f32, warp: [f32; 2]) -> Rgb {
        let (u, v) = (x * 1.6 + self.drift, y * 1.6);
        let cloud = self.noise.fbm(u + warp[0] * 1.6, v + warp[1] * 1.6, 4);
        let base = self.colour(0.22 + 0.5 * cloud).rgb();
        let vein = |frequency: f32, thin: f32| {
            let line = self
                .noise
                .fbm(u * frequency + warp[0] * 1.9, v * frequency + warp[1] * 1.9, 4)
                .abs();
            decay(-line / thin)
        };
        let bright = self.colours[self.colours.len() - 1].rgb();
        let glint = 0.75 + 0.5 * self.noise.fbm(u * 9.0, v * 9.0, 3);
        base.mix(
            bright * glint * 1.15,
            (vein(0.8, 0.022) + 0.5 * vein(2.1, 0.014)).min(1.0) * 0.92,
        )
    }

    fn bubbles(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint(0.0, 1.0, |_, y| {
            self.colour(0.2 + 0.5 * y + 0.15 * self.noise.fbm(x * 1.5, y * 1.5, 3))
                .rgb()
                * 0.6
        });
        for index in 0..44 {
            let dice = |kind: i32| self.noise.dice(index, kind);
            let size =
                lerp(0.16, 0.025, (index as f32 / 44.0).sqrt()) * lerp(0.7, 1.3, dice(3)) * self.frame.unit.max(0.3);
            let centre = (dice(1) * self.frame.aspect, dice(2));
            let (dx, reach) = (x - centre.0, size * 1.15);
            if dx.abs() > reach {
                continue;
            }
            let blur = size * lerp(0.015, 0.12, dice(8)).max(self.frame.pixel / size);
            let (tint, dense) = (self.colour(dice(6)).rgb(), lerp(0.22, 0.62, dice(7)));
            let high = (reach * reach - dx * dx).sqrt();
            column.paint(centre.1 - high, centre.1 + high, |under, y| {
                let dy = y - centre.1;
                let distance = (dx * dx + dy * dy).sqrt();
                let inside = smooth(size + blur, size - blur, distance);
                let rim = smooth(size * 0.72, size, distance);
                let colour = under.mix(tint * (0.85 + 0.7 * rim), inside * dense);
                let shine = ((dx + size * 0.35).powi(2) + (dy + size * 0.4).powi(2)) / (size * size);
                colour + Rgb::WHITE * (decay(-shine * 22.0) * inside * 0.22)
            });
        }
    }
}

/// Shades around the wanted colours, or around a seeded pair, from dark to light.
fn palette(scene: &Scene, choices: &mut Choices) -> Vec<Lab> {
    let pastel = scene.tone(Tone::Pastel);
    let first = choices.between(0.0, 360.0);
    let mut bases: Vec<Lab> = scene
        .hues
        .iter()
        .map(|hue| Lab::lch(hue.lightness, hue.chroma, hue.degrees))
        .collect();
    if bases.is_empty() {
        bases = [0.0, 38.0, 160.0, 205.0]
            .map(|turn| Lab::lch(0.62, 0.13, first + turn))
            .to_vec();
    }
    if pastel {
        return bases
            .iter()
            .map(|lab| Lab {
                l: 0.86,
                a: lab.a * 0.55,
                b: lab.b * 0.55,
            })
            .chain([Lab::lch(0.95, 0.02, 80.0)])
            .collect();
    }
    let mut colours = Vec::new();
    for base in bases {
        colours.push(Lab {
            l: base.l * 0.42,
            a: base.a * 0.6,
            b: base.b * 0.6,
        });
        colours.push(base);
        colours.push(Lab {
            l: lerp(base.l, 0.95, 0.55),
            a: base.a * 0.6,
            b: base.b * 0.6,
        });
    }
    colours
}
