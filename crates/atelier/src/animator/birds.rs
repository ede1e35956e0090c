//! A few birds far off that fly across the picture, beating their wings and gliding.

use super::{camera::View, screen::Screen};
use crate::{
    noise::{Choices, smooth},
    paint::{Outlook, fine},
    steady::sine,
};

/// A flock.
pub(super) struct Birds {
    flock: Vec<Bird>,
    colour: [i16; 3],
}

struct Bird {
    x: f32,
    y: f32,
    size: f32,
    /// In heights of the picture a second, and in turns.
    speed: f32,
    beat: f32,
    turn: f32,
}

impl Birds {
    pub fn new(outlook: &Outlook, colour: [f32; 3], seed: u64) -> Self {
        let mut choices = Choices::new(seed, 94);
        let way = -outlook.side;
        let bird = |_| Bird {
            x: outlook.aspect * 0.5 + choices.between(-0.3, 0.3) * outlook.unit,
            y: outlook.horizon * 0.5 + choices.between(-0.16, 0.14),
            size: choices.between(0.014, 0.032) * outlook.unit.max(0.3),
            speed: way * choices.between(0.022, 0.03),
            beat: choices.between(5.0, 7.5),
            turn: choices.between(0.0, 6.3),
        };
        Self {
            flock: (0..9).map(bird).collect(),
            colour: colour.map(fine),
        }
    }

    pub fn lay(&self, view: &View, seconds: f32, middle: f32, screen: &mut Screen) {
        let (sight, unit) = (view.sight(0.35), view.unit());
        for bird in &self.flock {
            let x = bird.x + bird.speed * (seconds - middle);
            let y = bird.y + 0.006 * sine(seconds * 0.8 + bird.turn);
            let place = sight.seen((x * unit, y * unit));
            // Between beats they glide for a while.
            let effort = smooth(-0.2, 0.5, sine(seconds * 0.55 + bird.turn * 2.0));
            let lift = 0.16 + 0.34 * sine(seconds * bird.beat + bird.turn) * effort;
            self.draw(place, (bird.size * unit / sight.scale, lift), screen);
        }
    }

    fn draw(&self, (x, y): (f32, f32), (size, lift): (f32, f32), screen: &mut Screen) {
        let range = |middle: f32, reach: f32, most: usize| {
            let from = (middle - reach).max(0.0) as usize;
            from..((middle + reach + 1.0).max(0.0) as usize).min(most)
        };
        for row in range(y, size * 0.75, screen.height) {
            for column in range(x, size * 1.1, screen.width) {
                let (u, v) = ((column as f32 - x).abs() / size, (row as f32 - y) / size);
                let wing = if u < 0.45 {
                    -lift * u / 0.45
                } else {
                    -lift + (lift * 0.75 + 0.08) * (u - 0.45) / 0.55
                };
                let thick = 0.075 * (1.0 - smooth(0.55, 1.02, u)) + 0.03 * smooth(0.12, 0.0, u);
                let inside = (thick - (v - wing).abs()) * size;
                let share = (smooth(-0.6, 0.6, inside) * 230.0) as i32;
                if thick > 0.0 && share > 0 {
                    screen.tint((column, row), self.colour, share);
                }
            }
        }
    }
}
