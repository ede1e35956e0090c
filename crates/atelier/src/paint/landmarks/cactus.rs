//! Saguaro cactuses, ribbed, with raised arms.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover, to_stretch},
        light::Light,
    },
    scene::{Scene, Season, Thing},
};

pub(in crate::paint) struct Cactus {
    noise: Noise,
    plan: Composition,
    falling: Rgb,
    haze: Rgb,
    direct: Rgb,
    each: Vec<Plant>,
}

struct Plant {
    foot: (f32, f32),
    tall: f32,
    far: f32,
    mirrored: f32,
    arms: [f32; 3],
}

impl Cactus {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Cactus) {
            return None;
        }
        let mut choices = Choices::new(seed, 601);
        let unit = plan.frame.unit.max(0.4);
        let mut plant = |across: f32, foot: f32, tall: f32, far: f32| Plant {
            foot: (plan.focus - plan.side * across * plan.frame.aspect, foot),
            tall: tall * unit * choices.between(0.92, 1.08),
            far,
            mirrored: choices.side(),
            arms: [
                choices.between(0.3, 0.42),
                choices.between(0.44, 0.56),
                choices.between(0.62, 0.85),
            ],
        };
        let each = vec![
            plant(-0.3, 0.62, 0.13, 0.3),
            plant(-0.48, 0.67, 0.2, 0.18),
            plant(0.16, 0.74, 0.27, 0.1),
            plant(0.0, 0.93, 0.62, 0.0),
        ];
        Some(Self {
            noise: Noise::new(seed, 602),
            plan,
            falling: light.ambient * 1.05,
            direct: light.direct * 0.5,
            haze: if scene.season == Some(Season::Winter) {
                light.haze * 1.05
            } else {
                light.haze
            },
            each,
        })
    }

    fn over(&self, under: Rgb, plant: &Plant, u: f32, v: f32) -> Rgb {
        let pixel = self.plan.frame.pixel / plant.tall;
        let [left, right, high] = plant.arms;
        let limbs = [
            ((-0.21, left), (-0.05, left - 0.02), 0.036),
            ((-0.21, left), (-0.22, left + high * 0.42), 0.04),
            ((0.05, right - 0.03), (0.19, right), 0.034),
            ((0.19, right), (0.2, right + high * 0.32), 0.037),
            ((0.0, -0.05), (0.0, 0.95), 0.062),
        ];
        let mut colour = under;
        for (from, to, thick) in limbs {
            let (off, along) = to_stretch((u, v), from, to);
            let inside = thick * (1.0 - 0.12 * along) - off;
            if inside < -pixel {
                continue;
            }
            let level = (to.0 - from.0).abs() > 0.05;
            let across = if level {
                (v - lerp(from.1, to.1, along)) / -thick
            } else {
                (u - lerp(from.0, to.0, along)) / thick
            };
            let ribs = (across * (0.75 + 0.25 * across * across) * 3.2 + 0.5).rem_euclid(1.0) - 0.5;
            let groove = 1.0 - 0.45 * smooth(0.2, 0.5, ribs.abs());
            let facing = smooth(-1.0, 1.0, across * plant.mirrored * self.plan.side);
            let spot = 1.0 + 0.2 * self.noise.at(u * 90.0, v * 60.0);
            let green = Rgb::hex(0x4E_6A3C).mix(Rgb::hex(0x86_9C5A), facing * 0.6);
            let lit = self.falling + self.direct * (0.15 + 1.25 * facing);
            let rim = smooth(0.6, 1.0, across * plant.mirrored * self.plan.side) * 0.25;
            let body = green * lit * (groove * spot) + self.direct * rim;
            colour = colour.mix(body.mix(self.haze, plant.far), cover(inside, pixel));
        }
        colour
    }
}

impl Layer for Cactus {
    fn lay(&self, column: &mut Column<'_>) {
        for plant in &self.each {
            let u = (column.x - plant.foot.0) / plant.tall * plant.mirrored;
            let (fx, fy) = plant.foot;
            // The shadow lies away from the light.
            let along = (fx - column.x) * self.plan.side / plant.tall;
            if (-0.08..0.9).contains(&along) {
                column.paint(fy - 0.02, fy + 0.03 * plant.tall, |under, y| {
                    let off = (y - fy - 0.01 * along * plant.tall) / (0.03 * plant.tall);
                    under * (1.0 - 0.42 * decay(-off * off * 2.0) * smooth(0.9, 0.5, along) * smooth(-0.08, 0.0, along))
                });
            }
            if u.abs() < 0.3 {
                column.paint(fy - 1.05 * plant.tall, fy, |under, y| {
                    self.over(under, plant, u, (fy - y) / plant.tall)
                });
            }
        }
    }
}
