//! Stars that twinkle: the bright ones of a painted sky, each at its own pace.

use super::{camera::View, screen::Screen};
use crate::{
    noise::{Noise, decay},
    paint::{FINE, Outlook, Sheet},
    steady::sine,
};

/// The faintest star that is followed, in levels above the sky around it.
const FAINTEST: f32 = 9.0;
/// No more stars are followed.
const MOST: usize = 2_500;

/// The stars of one sky, in pixels of the picture.
pub(super) struct Twinkle {
    stars: Vec<Star>,
    depth: f32,
}

struct Star {
    x: f32,
    y: f32,
    /// How much brighter it is than the sky around it, in fine steps.
    bright: f32,
    pace: f32,
    turn: f32,
}

impl Twinkle {
    /// Finds the stars in a painted sky.
    pub fn new(sky: &Sheet, outlook: &Outlook, depth: f32, seed: u64) -> Self {
        let noise = Noise::new(seed, 75);
        let mut stars = Vec::new();
        let rows = sky.luma.height();
        let unit = rows as f32;
        let last = ((outlook.horizon * unit) as usize).min(rows).saturating_sub(2);
        for y in 1..last.max(1) {
            let lines = [y - 1, y, y + 1].map(|row| sky.luma.row(row));
            for x in 2..sky.luma.width.saturating_sub(2) {
                let middle = lines[1][x];
                let around = [lines[0][x], lines[2][x], lines[1][x - 1], lines[1][x + 1]];
                if around.iter().any(|value| *value > middle) {
                    continue;
                }
                let sky_light = lines[1][x - 2]
                    .min(lines[1][x + 2])
                    .min(lines[0][x - 2])
                    .min(lines[2][x + 2]);
                let bright = f32::from(middle) - f32::from(sky_light);
                let place = (x as f32 + sky.left as f32, y as f32);
                if bright < FAINTEST * FINE || in_disc(outlook, (place.0 / unit, place.1 / unit)) {
                    continue;
                }
                stars.push(Star {
                    x: place.0,
                    y: place.1,
                    bright,
                    pace: 1.6 + 3.4 * noise.dice(x as i32, y as i32),
                    turn: 6.3 * noise.dice(y as i32, x as i32 + 7),
                });
            }
        }
        stars.sort_by(|one, other| other.bright.total_cmp(&one.bright));
        stars.truncate(MOST);
        Self { stars, depth }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let sight = view.sight(self.depth);
        for star in &self.stars {
            let (x, y) = sight.seen((star.x, star.y));
            let turn = seconds * star.pace + star.turn;
            let change = (0.42 * sine(turn) + 0.28 * sine(turn * 1.73 + star.turn) - 0.1).max(-0.5);
            let low = (star.y / view.unit()).clamp(0.0, 1.0);
            add(screen, (x, y), star.bright * change * (0.55 + 0.6 * low));
        }
    }
}

fn in_disc(outlook: &Outlook, (x, y): (f32, f32)) -> bool {
    let (dx, dy) = (x - outlook.light.0, y - outlook.light.1);
    outlook.shines && dx * dx + dy * dy < (0.06 * outlook.unit).powi(2)
}

fn add(screen: &mut Screen, (x, y): (f32, f32), light: f32) {
    // What is taken away must not reach beyond the star, or it would leave a dark rim.
    let narrow = if light < 0.0 { 3.2 } else { 1.6 };
    let (cx, cy) = (x.round(), y.round());
    if cx < 1.0 || cy < 1.0 || cx as usize + 1 >= screen.width || cy as usize + 1 >= screen.height {
        return;
    }
    for row in cy as usize - 1..=cy as usize + 1 {
        for column in cx as usize - 1..=cx as usize + 1 {
            let (dx, dy) = (column as f32 - x, row as f32 - y);
            let pixel = &mut screen.luma[row * screen.width + column];
            let lit = f32::from(*pixel) + light * decay(-(dx * dx + dy * dy) * narrow);
            *pixel = lit.clamp(16.0 * FINE, 250.0 * FINE) as i16;
        }
    }
}
