//! Waves with a height: they hide what is behind them, and heavy ones let light through and break into foam.

use super::{
    screen::Screen,
    tile::{Tile, TileRow},
    water::{EYE, Place, WaterLine, levels},
};
use crate::{
    noise::{lerp, smooth},
    paint::{Apart, FINE, Outlook, WaterLook},
};

/// Great waves: how many to a unit across and away, how high beside the sea's own height, which way they lean, and how
/// fast they come.
const TRAINS: [(f32, f32, f32, f32, f32); 3] = [
    (0.34, 0.8, 1.0, 0.16, 0.62),
    (0.8, 1.5, 0.42, -0.3, 0.46),
    (1.9, 3.1, 0.18, 0.4, 0.33),
];
/// No wave is higher than this many times the sea's own height.
const HIGHEST: f32 = 0.8;

/// The great waves of a sea.
pub(super) struct Crests {
    height: f32,
    ridges: Tile,
    lace: Tile,
    look: Option<[[f32; 3]; 3]>,
    crest: [f32; 3],
    side: f32,
}

/// What great waves do to one line of water, at half the film's width.
#[derive(Default)]
pub(super) struct Surf {
    pub height: Vec<f32>,
    crest: Vec<f32>,
    foam: Vec<f32>,
}

/// How much of the frame is hidden already, and what was laid last, for every column.
pub(super) struct Lines {
    light: Vec<(f32, Option<i16>)>,
    /// Colours are not mixed from line to line.
    colour: Vec<f32>,
}

impl Crests {
    pub fn new(apart: &Apart<'_>, look: WaterLook, outlook: Outlook, seed: u64) -> Option<Self> {
        let height = if look.heavy.is_some() { 0.25 } else { look.swell };
        let ridge = |value: f32| {
            let ridge = (1.0 - 1.3 * (value * value + 0.003).sqrt()).max(0.0);
            ridge * ridge - 0.3
        };
        (height > 0.01).then(|| Self {
            height,
            ridges: Tile::noise(seed, 44, 1, 0.5).map(ridge),
            lace: Tile::noise(seed, 45, 4, 0.62),
            look: look.heavy.map(|colours| colours.map(|colour| levels(apart, colour))),
            crest: levels(apart, look.body * 2.2),
            side: outlook.side,
        })
    }

    /// Rows below the film from which a wave may rise into it.
    pub fn reach(&self, height: usize) -> usize {
        (height as f32 * self.height * HIGHEST) as usize
    }

    /// Adds the great waves' height and slopes to a line.
    pub fn rise(&self, place: &Place, seconds: f32, line: &mut WaterLine) {
        let (mut row, mut beyond) = (TileRow::new(), TileRow::new());
        let Surf { height, crest, foam } = &mut line.surf;
        for (index, (wide, long, tall, lean, speed)) in TRAINS.into_iter().enumerate() {
            let visible = smooth(0.9, 0.12, place.print * long);
            if visible <= 0.0 {
                break;
            }
            let tall = self.height * tall * visible;
            let gone = seconds * speed * long;
            let u = place.x * place.z * wide + lean * (place.z * long + 0.4 * gone) + index as f32 * 2.7;
            let (v, step) = (place.z * long + gone, place.step * place.z * wide);
            self.ridges.row(v, &mut row);
            self.ridges.row(v + 0.05, &mut beyond);
            row.add(u, step, tall, height);
            row.add(u, step, [0.62, 0.3, 0.08][index] * visible, crest);
            let slope = tall * long / 0.05;
            beyond.add(u, step, slope, &mut line.away);
            row.add(u, step, -slope, &mut line.away);
            row.add(u + 0.05, step, tall * wide / 0.05, &mut line.across);
            row.add(u, step, -tall * wide / 0.05, &mut line.across);
        }
        if self.look.is_some() {
            let seen = smooth(0.35, 0.06, place.print);
            let drift = seconds * 0.3;
            self.lace.row(place.z * 1.6 + drift * 1.2, &mut row);
            row.add(place.x * place.z * 0.9, place.step * place.z * 0.9, 0.5 * seen, foam);
            self.lace.row(place.z * 5.0 + drift * 3.0, &mut row);
            row.add(place.x * place.z * 3.0, place.step * place.z * 3.0, 0.35 * seen, foam);
        }
    }

    /// Brightens crests, and lays foam on those of a heavy sea.
    pub fn whiten(&self, line: &mut WaterLine) {
        for (half, (crest, foam)) in line.surf.crest.iter().zip(&line.surf.foam).enumerate() {
            let (colour, share) = if let Some([_, within, white]) = &self.look {
                let steep = line.away.get(half).copied().unwrap_or(0.0);
                let rising = crest + 0.3 + 0.45 * foam;
                let breaking = smooth(0.42, 0.78, rising) * (0.7 + 0.5 * foam).clamp(0.0, 1.0);
                let threads = smooth(0.16, 0.02, (foam - 0.05).abs()) * smooth(-0.1, 0.35, *crest) * 0.4;
                let white_share = breaking.max(threads);
                let lit = smooth(0.0, 0.55, *crest) * smooth(-0.1, 0.9, steep) * 0.6;
                let side = 1.0 + 0.12 * self.side * line.across.get(half).copied().unwrap_or(0.0).clamp(-1.0, 1.0);
                let blend = |index: usize| {
                    let shade = if index == 0 { side } else { 1.0 };
                    lerp(within[index], white[index] * shade, white_share)
                };
                ([blend(0), blend(1), blend(2)], white_share.max(lit).min(0.94))
            } else {
                (self.crest, smooth(0.15, 0.6, *crest) * 0.35)
            };
            if share > 0.01 {
                for light in line.light.iter_mut().skip(half * 2).take(2) {
                    *light = mix(*light, colour[0], share);
                }
                for (plane, colour) in line.colour.iter_mut().zip(&colour[1..]) {
                    if let Some(value) = plane.get_mut(half) {
                        *value = mix(*value, *colour, share);
                    }
                }
            }
        }
    }
}

impl Surf {
    pub fn clear(&mut self, samples: usize) {
        for list in [&mut self.height, &mut self.crest, &mut self.foam] {
            list.clear();
            list.resize(samples, 0.0);
        }
    }
}

impl Lines {
    pub fn new(screen: &Screen) -> Self {
        Self {
            light: vec![(screen.height as f32, None); screen.width],
            colour: vec![screen.height as f32; screen.width / 2],
        }
    }

    /// Lays a line that is nearer than none before it wherever nothing hides it.
    pub fn put(&mut self, place: &Place, first: usize, line: &WaterLine, screen: &mut Screen) {
        let rise = 1.0 / (place.z * place.pixel);
        let (width, height) = (screen.width, screen.height);
        for (column, (last, before)) in self.light.iter_mut().enumerate() {
            let half = column / 2;
            let heights = &line.surf.height;
            let up = if column % 2 == 0 {
                heights[half]
            } else {
                f32::midpoint(heights[half], heights[half + 1])
            };
            let y = (place.row - up.min(EYE * 0.9) * rise).max(first as f32);
            if y >= *last {
                *before = Some(line.light[column]);
                continue;
            }
            let until = (last.ceil() as usize).min(height);
            let way = 1.0 / (*last - y).max(1.0);
            // The nearest of all has nothing before it to lead over to.
            let nearer = f32::from(before.unwrap_or(line.light[column])) / FINE;
            for row in y as usize..until {
                let share = ((row as f32 + 0.5 - y) * way).clamp(0.0, 1.0);
                let lit = mix(line.light[column], nearer, share);
                let open = (*last - row as f32).clamp(0.0, 1.0);
                let out = &mut screen.luma[row * width + column];
                *out = if open < 1.0 {
                    mix(*out, f32::from(lit) / FINE, open)
                } else {
                    lit
                };
            }
            (*last, *before) = (y, Some(line.light[column]));
        }
        for (half, last) in self.colour.iter_mut().enumerate() {
            let y = (place.row - line.surf.height[half].min(EYE * 0.9) * rise).max(first as f32);
            let colour = [line.colour[0][half], line.colour[1][half]];
            if y < *last {
                for row in y as usize / 2..(last.ceil() as usize).div_ceil(2).min(height / 2) {
                    for (plane, value) in screen.chroma.iter_mut().zip(colour) {
                        plane[row * (width / 2) + half] = value;
                    }
                }
                *last = y;
            }
        }
    }
}

fn mix(from: i16, to: f32, share: f32) -> i16 {
    (f32::from(from) + (to * FINE - f32::from(from)) * share) as i16
}
