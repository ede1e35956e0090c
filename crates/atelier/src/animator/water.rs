//! Water that moves: small waves run over it in trains, bend what it mirrors and break the light of sun and moon.

use super::{
    camera::{Depth, View},
    screen::Screen,
    swell::{Crests, Surf},
    tile::{Tile, TileRow},
};
use crate::{
    colour::Rgb,
    noise::{decay, lerp, smooth},
    paint::{Apart, Outlook, Shown, WaterLook, fine},
};

/// How high the eye is above the water.
pub(super) const EYE: f32 = 0.5;
/// Trains of small waves: how much finer than the coarsest, how steep beside it, and which way they lean.
const TRAINS: [(f32, f32, f32); 5] = [
    (1.0, 1.0, 0.35),
    (1.31, 0.85, -0.6),
    (2.6, 0.75, 0.5),
    (3.5, 0.65, -0.3),
    (6.7, 0.5, 0.2),
];
/// How fast waves of one to a unit run, in units a second.
const SPEED: f32 = 0.55;
/// Steps from no glitter to all of it.
const GLITTERS: usize = 64;

/// A stretch of moving water.
pub(super) struct Water {
    outlook: Outlook,
    look: WaterLook,
    across: Tile,
    away: Tile,
    body: [f32; 3],
    haze: [f32; 3],
    /// What glitter adds, from none to all of it.
    glitter: Vec<[f32; 3]>,
    crests: Option<Crests>,
}

/// One line of water, at half the film's width.
#[derive(Default)]
pub(super) struct WaterLine {
    pub across: Vec<f32>,
    pub away: Vec<f32>,
    /// How much of what is mirrored is seen.
    share: Vec<f32>,
    /// Where it is mirrored from, in pixels: the row, and how far to the side.
    row: Vec<f32>,
    side: Vec<f32>,
    /// How much glitter is seen, 0 to 1.
    glitter: Vec<f32>,
    pub surf: Surf,
    /// The finished line: light for every pixel, blue and red for every other.
    pub light: Vec<i16>,
    pub colour: [Vec<i16>; 2],
}

/// Where a line of water lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The row of the film.
    pub row: f32,
    /// The depth, and how far below the horizon it is seen, in the picture's measure.
    pub z: f32,
    pub down: f32,
    /// The first sample's place across the picture and from one sample to the next.
    pub x: f32,
    pub step: f32,
    /// The side of one pixel of the film.
    pub pixel: f32,
    /// How wide a pixel is on the water.
    pub print: f32,
}

impl Water {
    pub fn new(apart: &Apart<'_>, outlook: Outlook, seed: u64) -> Option<Self> {
        let look = outlook.water?;
        let [across, away] = Tile::noise(seed, 43, 2, 0.45).slopes();
        let Shown(body) = apart.shown(look.body);
        let Shown(haze) = apart.shown(outlook.haze);
        let lit = |step: usize| {
            let amount = step as f32 / (GLITTERS - 1) as f32;
            let under = look.body * 1.3;
            apart
                .shown(under + look.glitter * amount)
                .beyond(apart.shown(under), 1.0)
                .0
        };
        Some(Self {
            crests: Crests::new(apart, look, outlook, seed),
            outlook,
            look,
            across,
            away,
            body,
            haze,
            glitter: (0..GLITTERS).map(lit).collect(),
        })
    }

    /// Lays the water over a frame on which everything above it is laid already.
    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let unit = view.unit();
        let (_, horizon) = view.sight(super::camera::FAR).seen((0.0, self.outlook.horizon * unit));
        let first = (horizon.ceil().max(1.0) as usize).min(screen.height);
        let mut line = WaterLine::default();
        let mut lines = self.crests.as_ref().map(|_| super::swell::Lines::new(screen));
        let reach = self.crests.as_ref().map_or(0, |crests| crests.reach(screen.height));
        for row in (first..screen.height + reach).rev() {
            let place = self.place(view, row as f32);
            self.waves(&place, seconds, screen.width / 2 + 1, &mut line);
            if let Some(crests) = &self.crests {
                crests.rise(&place, seconds, &mut line);
            }
            self.shade(&place, horizon, &mut line);
            self.mirror(&place, screen, first, &mut line);
            if let (Some(crests), Some(lines)) = (&self.crests, &mut lines) {
                crests.whiten(&mut line);
                lines.put(&place, first, &line, screen);
            } else {
                put(row, &line, screen);
            }
        }
    }

    fn place(&self, view: &View, row: f32) -> Place {
        let sight = view.sight_of_row(Depth::Ground(self.outlook.horizon), row);
        let unit = view.unit();
        let pixel = sight.scale / unit;
        let down = ((sight.y(row) + 0.5) / unit - self.outlook.horizon).max(0.3 * pixel);
        let z = EYE / down;
        Place {
            row,
            z,
            down,
            x: (sight.x(0.5) + 0.5) / unit - 0.5 * self.outlook.aspect,
            step: 2.0 * pixel,
            pixel,
            print: z * z * pixel / EYE,
        }
    }

    /// How the small waves lean.
    fn waves(&self, place: &Place, seconds: f32, samples: usize, line: &mut WaterLine) {
        line.across.clear();
        line.across.resize(samples, 0.0);
        line.away.clear();
        line.away.resize(samples, 0.0);
        line.surf.clear(samples);
        let mut row = TileRow::new();
        for (index, (finer, steep, lean)) in TRAINS.into_iter().enumerate() {
            let frequency = self.look.scale * finer;
            let visible = smooth(0.9, 0.2, place.print * frequency);
            if visible <= 0.0 {
                break;
            }
            let gone = seconds * SPEED / frequency.sqrt() * frequency;
            let strength = 0.55 * steep * self.look.ripple * visible;
            let slant = lean * (place.z * frequency + gone) + index as f32 * 3.3;
            let (u, v) = (
                place.x * place.z * 0.6 * frequency + slant,
                place.z * 1.25 * frequency + gone,
            );
            let step = place.step * place.z * 0.6 * frequency;
            self.across.row(v, &mut row);
            row.add(u, step, strength * 0.6, &mut line.across);
            self.away.row(v, &mut row);
            row.add(u, step, strength, &mut line.away);
        }
    }

    /// What the slopes do to light: where they mirror from, how much, and where they glitter.
    fn shade(&self, place: &Place, horizon: f32, line: &mut WaterLine) {
        let rough = self.roughness(place);
        let stretch = 0.35 + 0.65 * smooth(0.0, 0.2, place.down);
        let spread = rough * 0.6 * (place.down * 7.0).min(1.0);
        let (to_row, to_side) = (1.0 / place.pixel, 0.5 * stretch / place.pixel);
        let facing = 1.0 / (1.0 + place.z * 0.9);
        let path = 1.0 / (0.022 + place.down * 0.24);
        let power = 0.9 - 0.5 * smooth(0.0, 0.5, place.down);
        let off = place.x + 0.5 * self.outlook.aspect - self.outlook.light.0;
        for list in [&mut line.share, &mut line.row, &mut line.side, &mut line.glitter] {
            list.clear();
        }
        for (index, (across, away)) in line.across.iter().zip(&line.away).enumerate() {
            let grazing = (1.0 - facing + away.max(-0.02) * 0.9).clamp(0.0, 1.0);
            let fresnel = 0.04 + 0.96 * (grazing * grazing) * (grazing * grazing);
            line.share.push(fresnel.clamp(0.1, 0.96));
            line.row
                .push(horizon - (place.down + away.abs() * stretch * 0.55 + spread) * to_row);
            line.side.push(across * to_side);
            let lean = (off + index as f32 * place.step) * path + across * 9.0;
            let lit = if self.outlook.shines && lean * lean < 12.0 {
                let wave = (away * 5.0 + across * 3.0 + rough * 1.5).abs();
                decay(-lean * lean * 0.5) * (0.1 + 0.9 * smooth(0.1, 0.6, wave)) * power
            } else {
                0.0
            };
            line.glitter.push(lit);
        }
    }

    /// What waves too small to be seen leave to chance.
    fn roughness(&self, place: &Place) -> f32 {
        let unseen = TRAINS.iter().map(|(finer, steep, _)| {
            let visible = smooth(0.9, 0.2, place.print * self.look.scale * finer);
            steep * self.look.ripple * (1.0 - visible) * 0.3
        });
        0.012 + self.look.ripple * 0.2 + unseen.sum::<f32>()
    }

    fn mirror(&self, place: &Place, screen: &Screen, first: usize, line: &mut WaterLine) {
        let haze = (1.0 - decay(-(place.z - 2.0).max(0.0) * self.outlook.thickness * 0.35)) * 0.7;
        let width = screen.width;
        let spread = self.roughness(place) * 0.5 * (place.down * 7.0).min(1.0) / place.pixel;
        let body = fade(self.body, self.haze, haze);
        line.light.clear();
        for column in 0..width {
            let half = column / 2;
            let side = column as f32 + line.side[half];
            let row = if column % 2 == 0 {
                line.row[half]
            } else {
                f32::midpoint(line.row[half], line.row[half + 1])
            };
            let seen = f32::midpoint(
                taken(&screen.luma, (width, first), side, row),
                taken(&screen.luma, (width, first), side, row + spread),
            );
            let share = line.share[half];
            let clear = body[0] + (lerp(seen, self.haze[0], haze) - body[0]) * share;
            line.light.push(fine(clear + self.lit(line.glitter[half])[0]));
        }
        for (index, plane) in screen.chroma.iter().enumerate() {
            let colour = &mut line.colour[index];
            colour.clear();
            for half in 0..width / 2 {
                let side = half as f32 + line.side[half] * 0.5;
                let seen = taken(plane, (width / 2, first / 2), side, line.row[half] * 0.5);
                let clear =
                    body[index + 1] + (lerp(seen, self.haze[index + 1], haze) - body[index + 1]) * line.share[half];
                colour.push(fine(clear + self.lit(line.glitter[half])[index + 1]));
            }
        }
    }

    fn lit(&self, amount: f32) -> [f32; 3] {
        let index = (amount * (GLITTERS - 1) as f32) as usize;
        self.glitter[index.min(GLITTERS - 1)]
    }
}

/// A flat line lies in its own row.
fn put(row: usize, line: &WaterLine, screen: &mut Screen) {
    let width = screen.width;
    if let Some(out) = screen.luma.get_mut(row * width..(row + 1) * width) {
        out.copy_from_slice(&line.light);
    }
    if row.is_multiple_of(2) {
        let start = row / 2 * (width / 2);
        for (plane, colour) in screen.chroma.iter_mut().zip(&line.colour) {
            if let Some(out) = plane.get_mut(start..start + width / 2) {
                out.copy_from_slice(colour);
            }
        }
    }
}

/// The level at a place above the water, clamped to what is there.
fn taken(plane: &[i16], (width, first): (usize, usize), x: f32, y: f32) -> f32 {
    let column = (x.max(0.0) as usize).min(width - 1);
    let row = (y.max(0.0) as usize).min(first.saturating_sub(1));
    f32::from(plane.get(row * width + column).copied().unwrap_or(0)) * (1.0 / crate::paint::FINE)
}

fn fade(from: [f32; 3], to: [f32; 3], share: f32) -> [f32; 3] {
    std::array::from_fn(|index| lerp(from[index], to[index], share))
}

/// A light's colour as the film shows it.
pub(super) fn levels(apart: &Apart<'_>, light: Rgb) -> [f32; 3] {
    apart.shown(light).0
}
