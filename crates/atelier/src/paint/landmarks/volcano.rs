//! An erupting volcano: a dark cone, streams of lava, and a plume lit from below.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
    },
    scene::{Scene, Thing},
};

#[derive(Clone)]
pub(in crate::paint) struct Volcano {
    shows: Shows,
    noise: Noise,
    plan: Composition,
    light: Light,
    rock: Rgb,
    middle: f32,
    tall: f32,
    wide: f32,
    sparks: Vec<(f32, f32, f32)>,
}

/// What of a volcano a layer shows.
#[derive(Clone, Copy, PartialEq)]
enum Shows {
    Plume,
    /// Glowing stones in the air.
    Stones,
    Cone,
}

impl Volcano {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Volcano) {
            return None;
        }
        let mut choices = Choices::new(seed, 531);
        let unit = plan.frame.unit.max(0.4);
        let tall = plan.horizon.min(0.8) * 0.6;
        let middle = plan.frame.aspect * (0.5 - 0.06 * plan.side);
        let sparks = (0..70).map(|_| {
            // Stones are thrown up and fall back on both sides.
            let (t, lean) = (choices.unit(), choices.between(-1.0, 1.0));
            let up = 0.26 * unit * (1.0 - lean.abs() * 0.45) * (t * (2.0 - 1.3 * t)) * choices.between(0.4, 1.0);
            (
                middle + 0.16 * unit * lean * t,
                plan.horizon - tall - up,
                choices.between(0.3, 1.0),
            )
        });
        Some(Self {
            shows: Shows::Cone,
            noise: Noise::new(seed, 532),
            plan,
            light,
            rock: Rgb::hex(0x4A_4248) * (light.ambient + light.direct * 0.3),
            middle,
            tall,
            wide: 0.72 * unit,
            sparks: sparks.collect(),
        })
    }

    /// Its plume, the stones it throws, and its cone, from the farthest to the nearest.
    pub fn apart(self) -> [Self; 3] {
        [Shows::Plume, Shows::Stones, Shows::Cone].map(|shows| Self { shows, ..self.clone() })
    }

    /// Where the crater is, and how high stones fly.
    pub fn vent(&self) -> ((f32, f32), f32) {
        let place = (self.middle, self.plan.horizon - self.tall);
        (place, 0.26 * self.plan.frame.unit.max(0.4))
    }

    /// The height of the cone at a place, above the horizon.
    fn cone(&self, x: f32) -> f32 {
        let off = (x - self.middle).abs();
        let t = (1.0 - off / self.wide).max(0.0);
        let rough = 0.012 * self.noise.fbm(x * 9.0, 1.0, 4) * smooth(0.02, 0.2, off);
        // The rim of the crater is level, with a notch.
        let rim = self.tall * (0.99 - 0.03 * smooth(0.03, 0.0, off));
        (self.tall * 1.16 * t * t.sqrt() * lerp(0.75, 1.0, t) + rough).min(rim + 0.4 * rough)
    }

    fn face(&self, x: f32, y: f32) -> Rgb {
        let down = y - (self.plan.horizon - self.tall);
        let (u, v) = ((x - self.middle) / (0.05 + down * 0.8), down);
        let gully = self.noise.fbm(u * 6.0, v * 2.2, 5);
        let glow = Rgb::new(0.16, 0.03, 0.008) * (decay(-down * 7.0) * (0.5 + gully).clamp(0.0, 1.0));
        let lit = lerp(
            0.5,
            1.35,
            smooth(-0.7, 0.7, (x - self.middle) * self.plan.side * 3.0 + 1.6 * gully),
        );
        let mut colour = self.rock * (lit * (0.95 + 0.8 * gully)) + glow;
        for (index, (lean, long)) in [(-0.12, 0.62), (0.16, 0.9), (0.5, 0.42), (-0.55, 0.35)]
            .into_iter()
            .enumerate()
        {
            let path = lean * down + 0.05 * self.noise.at(down * 9.0, index as f32 * 7.0) * smooth(0.0, 0.1, down);
            let off = (x - self.middle - path).abs();
            let ends = smooth(long * self.tall * 1.35, long * self.tall * 0.7, down);
            let width = 0.0035 + 0.007 * (0.5 + 0.5 * self.noise.at(down * 22.0, 3.0 + index as f32));
            let core = decay(-(off / width).powi(2)) * ends;
            let glow = decay(-off * 34.0) * ends;
            let crust = 0.65 + 0.5 * self.noise.at(x * 120.0, y * 60.0);
            colour += Rgb::new(2.1, 0.62, 0.12) * (core * crust) + Rgb::new(0.75, 0.11, 0.02) * (glow * 0.5);
        }
        let crater = decay(-(down * 26.0 + (x - self.middle).abs() * 12.0).max(0.0));
        let base = smooth(self.tall * 0.5, self.tall, down) * 0.55;
        (colour + Rgb::new(1.2, 0.3, 0.05) * (crater * 0.9)).mix(self.light.haze, base)
    }

    /// How dense the plume is, and how much of the fire below it catches.
    fn plume(&self, x: f32, y: f32) -> (f32, f32, f32) {
        let up = self.plan.horizon - self.tall - y;
        if up < -0.01 {
            return (0.0, 0.0, 0.0);
        }
        let drift = -self.plan.side * (0.5 * up * up + 0.1 * up);
        let wide = 0.034 + 0.5 * up;
        let off = (x - self.middle - drift) / wide;
        if off.abs() > 1.7 {
            return (0.0, 0.0, 0.0);
        }
        let (u, v) = (x * 4.6 + up, y * 4.6 + up * 1.5);
        let bend = self.noise.fbm(u, v, 3);
        let puff = self.noise.fbm(u * 1.7 + bend * 1.4, v * 1.7 - bend, 5);
        let density = smooth(1.15, 0.35, off.abs() - 0.9 * puff) * smooth(-0.01, 0.03, up);
        let round = self
            .noise
            .fbm(u * 1.7 + bend * 1.4 + 0.12 * self.plan.side, v * 1.7 - bend - 0.12, 5)
            - puff;
        (density, decay(-up * 4.6), round)
    }
}

impl Layer for Volcano {
    fn lay(&self, column: &mut Column<'_>) {
        let crest = self.plan.horizon - self.cone(column.x);
        match self.shows {
            Shows::Plume => self.lay_plume(crest, column),
            Shows::Stones => self.lay_stones(column),
            Shows::Cone => self.lay_cone(crest, column),
        }
    }
}

impl Volcano {
    fn lay_plume(&self, crest: f32, column: &mut Column<'_>) {
        let (x, horizon) = (column.x, self.plan.horizon);
        let smoke = (self.light.haze * 0.5).mix(self.light.ambient * 0.5, 0.5) + Rgb::new(0.03, 0.026, 0.028);
        column.paint_between(
            (0.0, crest + 0.02),
            |y| {
                let (density, fire, round) = self.plume(x, y);
                [density, fire, round]
            },
            |under, y, [density, fire, round]| {
                let far = ((x - self.middle).powi(2) + (y - horizon + self.tall).powi(2)).sqrt();
                let glow = Rgb::new(1.0, 0.26, 0.06) * (decay(-far * 5.5) * 0.42);
                let lit = smoke * (1.0 + 3.2 * round.clamp(-0.25, 0.5))
                    + Rgb::new(1.4, 0.36, 0.08) * (fire * (0.5 + 1.6 * round).clamp(0.12, 1.1));
                under.mix(lit, density * 0.93) + glow
            },
        );
    }

    fn lay_stones(&self, column: &mut Column<'_>) {
        let x = column.x;
        for (sx, sy, power) in &self.sparks {
            if (x - sx).abs() < 0.012 {
                column.paint(sy - 0.012, sy + 0.012, |under, y| {
                    let far = (x - sx).powi(2) + (y - sy).powi(2);
                    under
                        + Rgb::new(2.0, 0.66, 0.16) * (decay(-far * 220_000.0) * power + decay(-far * 26_000.0) * 0.16)
                });
            }
        }
    }

    fn lay_cone(&self, crest: f32, column: &mut Column<'_>) {
        let (x, horizon) = (column.x, self.plan.horizon);
        column.paint(crest - 0.01, horizon + 0.003, |under, y| {
            under.mix(self.face(x, y), cover(y - crest, self.plan.frame.pixel))
        });
    }
}
