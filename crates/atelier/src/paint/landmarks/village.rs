//! A village: gabled houses with lit windows around a church tower.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
    },
    scene::{Scene, Season, Thing},
};

pub(in crate::paint) struct Village {
    noise: Noise,
    plan: Composition,
    houses: Vec<House>,
    falling: Rgb,
    lamp: f32,
    roofs: [Rgb; 3],
    ground: Rgb,
    line: f32,
}

struct House {
    foot: (f32, f32),
    size: f32,
    dice: f32,
    church: bool,
}

impl Village {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Village) {
            return None;
        }
        let mut choices = Choices::new(seed, 631);
        let winter = scene.season == Some(Season::Winter);
        let unit = plan.frame.unit.max(0.45);
        let line = if plan.waterline.is_some() { 0.86 } else { 0.8 };
        let mut houses = Vec::new();
        for (row, size) in [0.052, 0.066, 0.085, 0.11].into_iter().enumerate() {
            let count = (plan.frame.aspect / (size * unit * 1.25)) as usize;
            for index in 0..=count {
                let x = plan.frame.aspect * (index as f32 + choices.between(0.1, 0.9)) / count.max(1) as f32;
                let slope = 0.05 * ((x / plan.frame.aspect - 0.5) * 2.0).powi(2);
                if choices.unit() > 0.16 {
                    houses.push(House {
                        foot: (x, line + 0.048 * row as f32 - slope + choices.between(-0.008, 0.008)),
                        size: size * unit * choices.between(0.85, 1.15),
                        dice: choices.unit(),
                        church: false,
                    });
                }
            }
            if row == 1 {
                houses.push(House {
                    foot: (plan.focus, line + 0.055),
                    size: 0.1 * unit,
                    dice: 0.4,
                    church: true,
                });
            }
        }
        let roofs = if winter {
            [0xE6_EEF6, 0xDC_E6F0, 0xEE_F4FA]
        } else {
            [0x7A_4232, 0x5E_3A30, 0x8A_5A40]
        };
        let falling = light.ambient + light.direct * 0.42;
        Some(Self {
            noise: Noise::new(seed, 632),
            plan,
            houses,
            falling,
            lamp: smooth(0.1, 0.6, light.night.max(0.8 * (1.0 - light.clearness))),
            roofs: roofs.map(|code| Rgb::hex(code) * falling * if winter { 1.5 } else { 1.0 }),
            ground: Rgb::hex(if winter { 0xD4_DEEA } else { 0x3A_4A2A }) * falling,
            line,
        })
    }

    fn house(&self, under: Rgb, house: &House, u: f32, v: f32) -> Rgb {
        let pixel = self.plan.frame.pixel / house.size;
        let roof = self.roofs[(house.dice * 2.99) as usize];
        let plaster = Rgb::hex(0xD8_CCB8).mix(Rgb::hex(0xA8_8A6A), (house.dice * 7.0).fract()) * self.falling;
        let lit = lerp(0.8, 1.1, smooth(-0.5, 0.5, u * self.plan.side));
        let mut colour = under;
        if house.church {
            let tower = (0.17 - u.abs()).min(v + 0.1).min(1.5 - v);
            let spire = (2.6 - v).min(v - 1.45).min(0.21 * (2.6 - v) / 1.15 - u.abs());
            colour = colour
                .mix(plaster * lit, cover(tower, pixel))
                .mix(self.roofs[0] * 0.9, cover(spire, pixel));
            let bell = (0.05 - u.abs()).min(0.1 - (v - 1.25).abs());
            return colour.mix(
                Rgb::hex(0x2A_2420) * self.falling + Rgb::new(1.1, 0.6, 0.2) * self.lamp,
                cover(bell, pixel),
            );
        }
        let wall = (0.5 - u.abs())
            .min(v + 0.1)
            .min(0.5 - v + (0.5 - u.abs()).max(0.0) * 0.8);
        let slope = 0.92 - u.abs() * 0.86;
        let tiles = (slope - v).min(v - slope + 0.15).min(0.6 - u.abs());
        colour = colour
            .mix(plaster * lit, cover(wall, pixel))
            .mix(roof * lit, cover(tiles, pixel));
        let chimney = (0.05 - (u - 0.24).abs()).min(0.92 - v).min(v - 0.66);
        colour = colour.mix(Rgb::hex(0x5A_4A44) * self.falling, cover(chimney, pixel));
        for (number, (cx, cy)) in [(-0.24, 0.2), (0.02, 0.2), (0.28, 0.2), (0.0, 0.56)]
            .into_iter()
            .enumerate()
        {
            let pane = (0.075 - (u - cx).abs()).min(0.09 - (v - cy).abs());
            let on = (house.dice * 13.0 + number as f32 * 0.37).fract() < 0.72;
            let glass = Rgb::hex(0x3A_3A40) * self.falling;
            let glow = if on {
                Rgb::new(1.5, 0.82, 0.3) * self.lamp
            } else {
                Rgb::BLACK
            };
            colour = colour.mix(glass + glow, cover(pane, pixel));
        }
        colour
    }
}

impl Layer for Village {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let slope = 0.05 * ((x / self.plan.frame.aspect - 0.5) * 2.0).powi(2);
        let top = self.line - slope - 0.006 + 0.006 * self.noise.fbm(x * 7.0, 1.0, 3);
        column.paint(top - 0.03, 1.0, |under, y| {
            let grain = 1.0 + 0.25 * self.noise.fbm(x * 14.0, y * 40.0, 4);
            under.mix(self.ground * grain, smooth(-0.02, 0.015, y - top))
        });
        for house in &self.houses {
            let u = (x - house.foot.0) / house.size;
            if u.abs() > 1.6 {
                continue;
            }
            let tall = if house.church { 2.7 } else { 1.2 };
            column.paint(
                house.foot.1 - tall * house.size,
                house.foot.1 + 0.5 * house.size,
                |under, y| {
                    let v = (house.foot.1 - y) / house.size;
                    let far = u * u + (v - 0.2).powi(2);
                    let glow = Rgb::new(0.9, 0.46, 0.14) * (decay(-far * 2.4) * self.lamp * 0.2);
                    self.house(under, house, u, v) + glow
                },
            );
        }
    }
}
