//! Rain, snow and petals that fall before everything else.

use super::{camera::View, screen::Screen};
use crate::{
    noise::{Noise, decay, lerp, smooth},
    paint::fine,
    steady::sine,
};

/// Flakes, drops and petals in a picture as wide as it is high.
const FLAKES: usize = 620;
const DROPS: usize = 560;
const PETALS: usize = 64;
/// They come back at the top after falling a little more than the picture's height.
const ROUND: f32 = 1.2;

/// What falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Snow,
    Rain,
    Petals,
}

/// Rain, snow or petals.
pub(super) struct Falling {
    kind: Kind,
    noise: Noise,
    colour: [i16; 3],
    /// To the right, in heights of the picture a second.
    wind: f32,
}

/// One flake, drop or petal.
struct Grain {
    x: f32,
    y: f32,
    /// 0 far, 1 near.
    near: f32,
    shape: f32,
}

impl Falling {
    pub fn new(kind: Kind, colour: [f32; 3], wind: f32, seed: u64) -> Self {
        Self {
            kind,
            noise: Noise::new(seed, 74),
            colour: colour.map(fine),
            wind,
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, screen: &mut Screen) {
        let aspect = screen.width as f32 / screen.height as f32;
        let each = match self.kind {
            Kind::Snow => FLAKES,
            Kind::Rain => DROPS,
            Kind::Petals => PETALS,
        };
        let count = (each as f32 * aspect.max(0.6)) as i32;
        for index in 0..count {
            let grain = self.grain(index, aspect, seconds, view);
            match self.kind {
                Kind::Snow => self.flake(&grain, screen),
                Kind::Rain => self.drop(&grain, screen),
                Kind::Petals => self.petal(&grain, seconds, screen),
            }
        }
    }

    fn grain(&self, index: i32, aspect: f32, seconds: f32, view: &View) -> Grain {
        let dice = |kind: i32| self.noise.dice(index, kind);
        let near = dice(1) * dice(1);
        let (fall, drift) = match self.kind {
            Kind::Snow => (
                lerp(0.055, 0.24, near) * lerp(0.8, 1.2, dice(2)),
                self.wind * lerp(0.4, 1.3, near),
            ),
            Kind::Rain => (lerp(1.25, 2.3, near), self.wind * lerp(1.25, 2.3, near)),
            Kind::Petals => (
                lerp(0.04, 0.11, near) * lerp(0.8, 1.2, dice(2)),
                self.wind * lerp(0.7, 1.5, near),
            ),
        };
        let sway = match self.kind {
            Kind::Snow => {
                let turn = seconds * lerp(0.5, 1.3, dice(3)) + dice(4) * 6.3;
                lerp(0.004, 0.02, near) * (sine(turn) + 0.4 * sine(turn * 2.3 + dice(5) * 6.3))
            }
            Kind::Petals => lerp(0.012, 0.03, near) * sine(seconds * lerp(0.7, 1.5, dice(3)) + dice(4) * 6.3),
            Kind::Rain => 0.0,
        };
        let sight = view.sight(lerp(0.4, 1.0, near));
        let (left, top) = (sight.left / view.unit(), sight.top / view.unit());
        let wide = aspect + 0.2;
        let x = around(dice(6) * wide + drift * seconds + sway - left, wide) - 0.1;
        let y = around(dice(7) * ROUND + fall * seconds - top, ROUND) - 0.1;
        Grain {
            x,
            y,
            near,
            shape: dice(8),
        }
    }

    fn flake(&self, grain: &Grain, screen: &mut Screen) {
        let unit = screen.height as f32;
        let size = (lerp(0.0011, 0.0052, grain.near * lerp(0.6, 1.2, grain.shape)) * unit).max(0.75);
        let dense = lerp(0.85, 0.5, grain.near) * (size / 0.9).min(1.0);
        let (x, y) = (grain.x * unit, grain.y * unit);
        let reach = size * 2.2;
        for row in span(y, reach, screen.height) {
            for column in span(x, reach, screen.width) {
                let (dx, dy) = ((column as f32 + 0.5 - x) / size, (row as f32 + 0.5 - y) / size);
                let share = (decay(-(dx * dx + dy * dy)) * dense * 256.0) as i32;
                screen.tint((column, row), self.colour, share);
            }
        }
    }

    /// A petal turns over as it falls, so that it looks broad and narrow in turn.
    fn petal(&self, grain: &Grain, seconds: f32, screen: &mut Screen) {
        let unit = screen.height as f32;
        let long = (lerp(0.0032, 0.0095, grain.near) * unit).max(0.9);
        let turn = seconds * lerp(1.2, 2.6, grain.shape) + grain.shape * 40.0;
        let broad = long * lerp(0.25, 0.75, sine(turn).abs());
        let (sin, cos) = (sine(turn * 0.6), sine(turn * 0.6 + 1.571));
        let (x, y) = (grain.x * unit, grain.y * unit);
        for row in span(y, long * 1.5, screen.height) {
            for column in span(x, long * 1.5, screen.width) {
                let (dx, dy) = (column as f32 + 0.5 - x, row as f32 + 0.5 - y);
                let (along, across) = ((dx * cos + dy * sin) / long, (dy * cos - dx * sin) / broad.max(0.6));
                let inside = 1.0 - (along * along + across * across);
                screen.tint((column, row), self.colour, (smooth(-0.3, 0.5, inside) * 215.0) as i32);
            }
        }
    }

    fn drop(&self, grain: &Grain, screen: &mut Screen) {
        let unit = screen.height as f32;
        let long = lerp(0.022, 0.075, grain.near) * unit;
        let thin = (lerp(0.0006, 0.0015, grain.near) * unit).max(0.7);
        let dense = lerp(0.16, 0.34, grain.near) * lerp(0.7, 1.1, grain.shape);
        let (x, y) = (grain.x * unit, grain.y * unit);
        let slant = self.wind;
        for row in span(y, long * 0.5, screen.height) {
            let along = (row as f32 + 0.5 - y) / long + 0.5;
            let middle = x + (row as f32 + 0.5 - y) * slant;
            let fade = (along * (1.0 - along) * 4.0).clamp(0.0, 1.0);
            for column in span(middle, thin * 1.6, screen.width) {
                let off = (column as f32 + 0.5 - middle) / thin;
                let share = (decay(-off * off) * dense * fade * 256.0) as i32;
                screen.tint((column, row), self.colour, share);
            }
        }
    }
}

/// The pixels that lie around a place.
fn span(middle: f32, reach: f32, most: usize) -> std::ops::Range<usize> {
    let from = (middle - reach).max(0.0) as usize;
    let until = ((middle + reach + 1.0).max(0.0) as usize).min(most);
    from..until
}

/// A place that has gone round as often as it needed to.
fn around(place: f32, whole: f32) -> f32 {
    place - (place / whole).floor() * whole
}
