//! A skyline: three rows of towers with lit windows, in the glow of their own light.

use super::{
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Place, Scene},
};

/// A city seen over water.
pub(super) struct City {
    noise: Noise,
    plan: Composition,
    glow: Rgb,
    lamps: f32,
    walls: [Rgb; 3],
    windows: [Rgb; 3],
}

/// Width of a tower, greatest height.
const ROWS: [(f32, f32); 3] = [(0.055, 0.68), (0.072, 0.52), (0.098, 0.3)];

impl City {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.is_at(Place::City) {
            return None;
        }
        let falling = light.direct * 0.35 + light.ambient * 0.9;
        let wall = Rgb::hex(0x7A_8292) * falling;
        let haze = light.haze + Rgb::new(0.05, 0.035, 0.035) * light.night;
        let lamps = smooth(0.1, 0.6, light.night);
        Some(Self {
            noise: Noise::new(seed, 61),
            plan,
            glow: Rgb::new(0.26, 0.15, 0.13) * lamps,
            lamps: lerp(0.06, 0.5, lamps),
            walls: [wall.mix(haze, 0.62), wall.mix(haze, 0.28), wall * 0.5],
            windows: [
                Rgb::new(1.0, 0.62, 0.28) * lerp(0.3, 1.0, lamps),
                Rgb::new(1.0, 0.84, 0.6) * lerp(0.3, 1.1, lamps),
                Rgb::new(0.62, 0.8, 1.0) * lerp(0.3, 0.9, lamps),
            ],
        })
    }

    fn tower(&self, row: usize, under: Rgb, x: f32, up: f32) -> Rgb {
        let (width, tall) = ROWS[row];
        let width = width * self.plan.frame.unit.max(0.3);
        let layer = row as i32 * 311;
        let cell = (x / width).floor() as i32;
        let mut colour = under;
        for index in [cell - 1, cell] {
            let dice = |kind: i32| self.noise.dice(index + layer, kind);
            let left = (index as f32 + 0.3 * dice(1)) * width;
            let right = left + width * lerp(0.7, 1.25, dice(2));
            let middle = f32::midpoint(left, right);
            let centre = 1.0 - ((middle - self.plan.focus) / self.plan.frame.aspect * 1.5).abs();
            let height = tall * lerp(0.3, 1.0, dice(3) * dice(3)) * lerp(0.55, 1.15, centre.clamp(0.0, 1.0));
            let stepped = if dice(4) > 0.6 && up > height * 0.82 {
                width * 0.16
            } else {
                0.0
            };
            let inside = (x - left - stepped).min(right - stepped - x);
            let mast = (0.0016 - (x - middle).abs()).min(height * 1.22 - up) * f32::from(u8::from(dice(5) > 0.72));
            let covered = cover(inside.min(height - up), self.plan.frame.pixel).max(if mast > 0.0 { 0.8 } else { 0.0 });
            if covered > 0.0 {
                let face = self.walls[row] * lerp(0.75, 1.15, dice(6)) * lerp(1.2, 0.85, (x - left) / width);
                let lit = if up < height - 0.008 && inside > 0.002 {
                    self.window(row, index, x - left, up)
                } else {
                    Rgb::BLACK
                };
                colour = colour.mix(face + self.glow * (0.16 * decay(-up * 9.0)) + lit, covered);
            }
        }
        colour
    }

    fn window(&self, row: usize, tower: i32, x: f32, up: f32) -> Rgb {
        let (wide, high) = (0.0068 + 0.002 * row as f32, 0.0105 + 0.0035 * row as f32);
        let (column, floor) = ((x / wide) as i32, (up / high) as i32);
        let (u, v) = (x / wide - column as f32, up / high - floor as f32);
        let soft = (self.plan.frame.pixel / wide).min(0.45);
        let pane = smooth(0.0, soft, (u - 0.2).min(0.84 - u) + soft * 0.5)
            * smooth(0.0, soft, (v - 0.22).min(0.8 - v) + soft * 0.5);
        let dice = self.noise.dice(column + tower * 53, floor + row as i32 * 1009);
        let share = self.lamps * lerp(0.35, 1.3, self.noise.dice(tower, floor / 5 + 77));
        if dice > share {
            return self.walls[row] * (pane * 0.22);
        }
        let kind = (self.noise.dice(tower * 7 + column, floor) * 2.99) as usize;
        self.windows[kind.min(2)]
            * (pane * lerp(0.35, 1.2, self.noise.dice(floor, column + tower)) * lerp(0.45, 0.9, row as f32 / 2.0))
    }
}

impl Layer for City {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let up = self.plan.horizon - y;
        let mut colour = under + self.glow * (0.55 * decay(-up.max(0.0) * 5.5));
        if up > 0.72 {
            return colour;
        }
        for row in 0..ROWS.len() {
            colour = self.tower(row, colour, x, up);
        }
        let street = decay(-up.max(0.0) * up.max(0.0) * 6000.0);
        let lamp = smooth(0.62, 0.9, self.noise.at(x * 90.0, 3.0) * 0.5 + 0.5);
        colour + Rgb::new(1.0, 0.6, 0.26) * (street * lamp * self.lamps * 2.0)
    }
}
