//! A skyline: three rows of towers with lit windows, in the glow of their own light.

use super::{
    canvas::Column,
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Place, Scene, Time},
};

/// A city seen over water.
pub(super) struct City {
    noise: Noise,
    plan: Composition,
    glow: Rgb,
    haze: Rgb,
    lamps: f32,
    /// What a low sun adds to the edges that face it.
    rim: Rgb,
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
        let low = matches!(scene.time, Time::Sunset | Time::Dusk | Time::Dawn);
        // Against a low sun towers stand in the light of the sky behind the eye, which is blue already.
        let falling = (light.direct * 0.35 + light.ambient * 0.9).saturated(if low { 0.45 } else { 1.0 });
        let deep = light.zenith.mix(light.middle, 0.62).rgb();
        let wall = Rgb::hex(0x7A_8292) * falling;
        let haze = light.haze + Rgb::new(0.05, 0.035, 0.035) * light.night;
        let lamps = smooth(0.1, 0.6, light.night + if low { 0.1 } else { 0.0 });
        Some(Self {
            noise: Noise::new(seed, 61),
            plan,
            glow: Rgb::new(0.3, 0.17, 0.16) * lamps,
            haze,
            lamps: lerp(0.06, 0.5, lamps),
            walls: if low {
                let air = deep.mix(haze, 0.3);
                [
                    wall.mix(air, 0.8),
                    (wall * 0.7).mix(air, 0.45),
                    (wall * 0.45).mix(air, 0.1),
                ]
            } else {
                [wall.mix(haze, 0.62), wall.mix(haze, 0.28), wall * 0.5]
            },
            rim: light.glow * if low { 0.5 * light.clearness } else { 0.0 },
            windows: [
                Rgb::new(1.0, 0.62, 0.28) * lerp(0.3, 1.0, lamps),
                Rgb::new(1.0, 0.84, 0.6) * lerp(0.3, 1.1, lamps),
                Rgb::new(0.62, 0.8, 1.0) * lerp(0.3, 0.9, lamps),
            ],
        })
    }

    fn lay_tower(&self, column: &mut Column<'_>, row: usize, index: i32, width: f32) {
        let (x, horizon, pixel) = (column.x, self.plan.horizon, self.plan.frame.pixel);
        let dice = |kind: i32| self.noise.dice(index + row as i32 * 311, kind);
        let left = (index as f32 + 0.3 * dice(1)) * width;
        let wide = width * lerp(0.55, 1.2, dice(2));
        let (off, middle) = (x - left, left + 0.5 * wide);
        if off < -2.0 * pixel || off > wide + 2.0 * pixel {
            return;
        }
        let centre = 1.0 - ((middle - self.plan.focus) / self.plan.frame.aspect * 1.5).abs();
        let height = ROWS[row].1 * lerp(0.3, 1.0, dice(3) * dice(3)) * lerp(0.55, 1.15, centre.clamp(0.0, 1.0));
        let height = height.min(0.8 * horizon);
        let (setback, slope) = (
            if dice(4) > 0.5 {
                wide * lerp(0.1, 0.24, dice(8))
            } else {
                0.0
            },
            if dice(9) > 0.8 { 0.5 * (dice(10) - 0.5) } else { 0.0 },
        );
        let shoulder = height * lerp(0.72, 0.92, dice(11));
        let mast = if dice(5) > 0.72 { height * 1.2 } else { 0.0 };
        let face = self.walls[row] * lerp(0.75, 1.15, dice(6)) * lerp(1.25, 0.8, off / wide);
        let hazy = self.haze * (0.55 - 0.2 * row as f32);
        column.paint(horizon - height.max(mast) - 0.04, horizon, |under, y| {
            let up = horizon - y;
            let inset = if up > shoulder { setback } else { 0.0 };
            let inside = (off - inset).min(wide - inset - off);
            let roof = height + slope * (x - middle) - up;
            let needle = (0.0013 - (x - middle).abs()).min(mast - up);
            let covered = cover(inside.min(roof), pixel).max(cover(needle, pixel));
            if covered <= 0.0 {
                return under;
            }
            let lit = if roof > 0.006 && inside > 0.0015 {
                self.window(row, index, off, up)
            } else {
                Rgb::BLACK
            };
            let wall = face.mix(hazy, decay(-up * 9.0) * 0.6) + self.glow * (0.2 * decay(-up * 9.0));
            let turned = if self.plan.light.0 > middle {
                wide - inset - off
            } else {
                off - inset
            };
            let rim = smooth(0.1 * wide, 0.0, turned) * decay(-(middle - self.plan.light.0).abs() * 2.0);
            under.mix(wall + lit + self.rim * (rim * 0.6), covered)
        });
        if mast > 0.0 && self.lamps > 0.2 {
            column.paint(horizon - mast - 0.01, horizon - mast + 0.01, |under, y| {
                let far = (x - middle).powi(2) + (y - horizon + mast).powi(2);
                under + Rgb::new(1.2, 0.08, 0.05) * (decay(-far * 160_000.0) + 0.12 * decay(-far * 9000.0))
            });
        }
    }

    fn window(&self, row: usize, tower: i32, x: f32, up: f32) -> Rgb {
        let (wide, high) = (0.0046 + 0.0012 * row as f32, 0.0072 + 0.0022 * row as f32);
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
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let lamp = smooth(0.62, 0.9, self.noise.at(x * 90.0, 3.0) * 0.5 + 0.5);
        let horizon = self.plan.horizon;
        column.paint(0.0, horizon, |under, y| {
            under + self.glow * (0.6 * decay(-(horizon - y).max(0.0) * 4.2))
        });
        for (row, (width, _)) in ROWS.into_iter().enumerate() {
            let width = width * self.plan.frame.unit.max(0.3);
            let cell = (x / width).floor() as i32;
            for index in [cell - 1, cell] {
                self.lay_tower(column, row, index, width);
            }
        }
        column.paint(horizon - 0.06, horizon + 0.002, |under, y| {
            let up = (horizon - y).max(0.0);
            under + Rgb::new(1.0, 0.6, 0.26) * (decay(-up * up * 6000.0) * lamp * self.lamps * 2.0)
        });
    }
}
