//! A waterfall between wooded cliffs, with boulders, bushes and mist at its foot.

use super::strewn::{Dab, Mass, Strewn, grow};
use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::Column,
        composition::Composition,
        layer::{Layer, cover},
        light::Light,
        scenery::Fall,
    },
    scene::{Scene, Season, Thing},
};

pub(in crate::paint) struct Waterfall {
    noise: Noise,
    plan: Composition,
    falling: Rgb,
    white: Rgb,
    middle: f32,
    half: f32,
    lip: f32,
    leaves: [Rgb; 3],
    /// How much of the rock is grown over.
    moss: f32,
    boulders: Vec<Boulder>,
    /// Trees along the edge and bushes on the ledges.
    growth: Strewn,
    /// What hangs over the water's edge.
    fringe: Strewn,
}

/// A rounded stone in the pool: its middle at the waterline, half its width, and its height.
struct Boulder {
    at: f32,
    half: f32,
    tall: f32,
    seed: f32,
}

impl Waterfall {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Waterfall) {
            return None;
        }
        let mut choices = Choices::new(seed, 541);
        let (leaves, moss) = match scene.season {
            Some(Season::Autumn) => ([0x6A_3414, 0xB8_6A20, 0xEC_B240], -0.05),
            Some(Season::Winter) => ([0x54_6264, 0x9A_A8B0, 0xEC_F2F8], -0.15),
            _ => ([0x1E_3E1A, 0x42_702A, 0x8C_B044], 0.16),
        };
        let falling = light.in_gorge();
        let mut fall = Self {
            noise: Noise::new(seed, 542),
            plan,
            falling,
            white: (falling * 1.12).saturated(0.7),
            middle: plan.frame.aspect * (0.5 + choices.between(-0.05, 0.05)),
            half: choices.between(0.08, 0.105) * plan.frame.unit.max(0.5),
            lip: plan.horizon.min(0.8) * choices.between(0.36, 0.42),
            leaves: leaves.map(|code| Rgb::hex(code) * falling),
            moss,
            boulders: Vec::new(),
            growth: Strewn::new(plan.frame, &[]),
            fringe: Strewn::new(plan.frame, &[]),
        };
        fall.boulders = fall.stones(&mut choices);
        fall.growth = Strewn::new(plan.frame, &fall.greenery(&mut choices));
        fall.fringe = Strewn::new(plan.frame, &fall.bushes(&mut choices));
        Some(fall)
    }

    /// Leaves of one plant; no two have quite the same green.
    fn mass(&self, leaf: f32, leaves: usize, dice: f32) -> Mass {
        let own = lerp(0.66, 1.06, dice);
        let warm = (dice * 7.0).fract() * 0.35;
        Mass {
            centre: (0.0, 0.0),
            half: (0.0, 0.0),
            leaves,
            leaf,
            colours: self.leaves.map(|leaf| leaf.mix(self.leaves[1], warm) * own),
            side: self.plan.side,
        }
    }

    /// Boulders lie on both sides of where the water comes down, and a few before it.
    fn stones(&self, choices: &mut Choices) -> Vec<Boulder> {
        let unit = self.plan.frame.unit.max(0.5);
        let mut stones: Vec<Boulder> = (0..22)
            .map(|index| {
                let side = if index % 2 == 0 { 1.0 } else { -1.0 };
                let out = self.half * 0.8 + 0.3 * unit * choices.unit() * choices.unit();
                let half = choices.between(0.012, 0.04) * unit;
                Boulder {
                    at: self.middle + side * out,
                    half,
                    tall: half * choices.between(0.7, 1.15),
                    seed: choices.between(0.0, 60.0),
                }
            })
            .collect();
        stones.sort_by(|one, other| other.tall.total_cmp(&one.tall));
        stones
    }

    /// Trees on the edge above, and bushes on ledges of the rock.
    fn greenery(&self, choices: &mut Choices) -> Vec<Dab> {
        let (mut dabs, aspect, unit) = (Vec::new(), self.plan.frame.aspect, self.plan.frame.unit.max(0.55));
        let bark = Rgb::hex(0x4A_3C30) * self.falling;
        for index in 0..(30.0 * aspect) as usize {
            let x = aspect * ((index as f32 + choices.unit()) / (30.0 * aspect));
            let tall = choices.between(0.06, 0.16) * unit;
            if (x - self.middle).abs() > self.half * 1.25 + 0.2 * tall {
                let foot = (x, self.top(x) + 0.03 + 0.1 * tall);
                grow(
                    &mut dabs,
                    (foot, tall),
                    self.mass(0.034 * tall, 260, choices.unit()),
                    bark,
                    choices,
                );
            }
        }
        for _ in 0..(180.0 * aspect / (unit * unit)) as usize {
            let x = choices.unit() * aspect;
            let down = choices.unit();
            let y = lerp(self.top(x) + 0.012, self.plan.horizon - 0.03, down * down);
            let off = (x - self.middle).abs();
            let ledge = self.noise.fbm(x * 5.0 + 50.0, y * 9.0, 3) + self.moss;
            if off < self.half * 1.3 || ledge < 0.0 {
                continue;
            }
            let size = choices.between(0.008, 0.03) * unit;
            Mass {
                centre: (x, y),
                half: (size * choices.between(1.2, 2.6), size),
                ..self.mass(0.0036, (size * 4200.0) as usize, choices.unit())
            }
            .strew(&mut dabs, choices);
        }
        dabs
    }

    fn bushes(&self, choices: &mut Choices) -> Vec<Dab> {
        let (mut dabs, aspect, unit) = (Vec::new(), self.plan.frame.aspect, self.plan.frame.unit.max(0.55));
        for _ in 0..(44.0 * aspect / unit) as usize {
            let x = choices.unit() * aspect;
            let off = (x - self.middle).abs() - self.half * 1.7;
            if off < 0.0 {
                continue;
            }
            let size = choices.between(0.02, 0.045) * unit * (0.7 + off.min(0.4) * 1.6);
            Mass {
                centre: (x, self.plan.horizon - 0.5 * size),
                half: (size * 1.4, size),
                ..self.mass(0.0042, (size * 3900.0) as usize, choices.unit())
            }
            .strew(&mut dabs, choices);
        }
        dabs
    }

    /// Where its water falls.
    pub fn fall(&self) -> Fall {
        Fall {
            middle: self.middle,
            half: self.half,
            lip: self.lip,
            foot: self.plan.horizon,
        }
    }

    /// Where the rock ends above; it dips where the water comes over.
    fn top(&self, x: f32) -> f32 {
        let off = (x - self.middle).abs();
        let rise = 0.2 * smooth(self.half, self.half * 4.5, off) + 0.16 * smooth(0.25, 0.75, off);
        let rough = 0.06 * self.noise.fbm(x * 3.0, 2.0, 5) * smooth(self.half * 0.9, self.half * 1.6, off);
        self.lip - rise * self.lip * 2.0 + rough
    }

    fn rock(&self, x: f32, y: f32, top: f32) -> Rgb {
        let bend = 0.35 * self.noise.at(x * 3.0, y * 3.0);
        let layer = self.noise.fbm(x * 9.0 + bend, y * 24.0 + bend * 6.0, 4);
        let crack = self.noise.ridged(x * 13.0 + layer * 0.5, y * 4.5 + bend, 5);
        let block = self.noise.piece(x * 24.0 + bend * 4.0, y * 5.0 + layer * 0.8);
        let towards = (x - self.middle) * self.plan.side;
        let facet =
            0.26 * (block.tilt.0 * self.plan.side - 0.7 * block.tilt.1) - 0.16 * smooth(0.12, 0.0, block.inside);
        let lit = 0.72 + 0.5 * layer + 1.0 * (crack - 0.45) + facet + 0.25 * smooth(0.5, -0.5, towards);
        let wet = decay(-((x - self.middle).abs() - self.half).max(0.0) * 9.0);
        let stone = Rgb::hex(0x8C_887E).mix(Rgb::hex(0x46_4844), wet * 0.75) * lit.clamp(0.12, 1.5);
        let moss = smooth(
            0.0,
            0.35,
            self.noise.fbm(x * 7.0 + 3.0, y * 7.0, 4) + 0.2 * wet + 0.06 + self.moss - (y - top) * 0.2 - 0.5 * facet,
        );
        let leaf = 0.5 + 0.5 * self.noise.fbm(x * 42.0, y * 42.0, 3);
        let green = self.leaves[0].mix(self.leaves[1], leaf + 0.2 * layer);
        (stone * self.falling).mix(green * (0.8 + 0.5 * layer), moss * 0.85)
    }

    fn lay_boulders(&self, column: &mut Column<'_>) {
        let (x, pixel, horizon) = (column.x, self.plan.frame.pixel, self.plan.horizon);
        for stone in &self.boulders {
            let u = (x - stone.at) / stone.half;
            if u.abs() >= 1.0 {
                continue;
            }
            let bumpy = 0.9 + 0.4 * self.noise.fbm(u * 2.0 + stone.seed, 3.0, 3);
            let tall = stone.tall * bumpy * (1.0 - u * u).sqrt();
            column.paint(horizon - tall - pixel, horizon + 0.004, |under, y| {
                let up = (horizon - y) / stone.tall;
                let grain = self.noise.fbm(x * 34.0 + stone.seed, y * 44.0, 3);
                let lit = 0.62 + 0.5 * up + 0.34 * u * self.plan.side + 0.7 * grain;
                let rock = Rgb::hex(0x98_968C) * self.falling * lit.clamp(0.2, 1.4) * smooth(-0.3, 0.25, up);
                let moss = smooth(0.45, 0.8, up + 0.6 * grain + self.moss);
                let green = self.leaves[0].mix(self.leaves[1], 0.5 + grain) * (0.7 + 0.4 * lit);
                under.mix(rock.mix(green, 0.8 * moss), cover(y - horizon + tall, pixel))
            });
        }
    }

    fn lay_fall(&self, column: &mut Column<'_>) {
        let (x, horizon) = (column.x, self.plan.horizon);
        let blue = Rgb::hex(0x86_B8C8) * self.white;
        column.paint(self.lip - 0.004, horizon + 0.002, |under, y| {
            let (edge, strand) = self.water(x, y);
            let bend = smooth(-0.004, 0.016, y - self.lip);
            // Water comes over the lip as glass and turns to foam on its way.
            let foam = smooth(-0.02, 0.1, y - self.lip) * 0.5 + 0.3;
            let colour = blue.mix(self.white, (strand * 0.75 + foam * 0.5).clamp(0.0, 1.1));
            under.mix(colour, edge * bend * (0.82 + 0.3 * strand).clamp(0.0, 1.0))
        });
    }

    fn lay_mist(&self, column: &mut Column<'_>) {
        let (x, horizon) = (column.x, self.plan.horizon);
        let off = (x - self.middle) / (self.half * 2.0);
        let mist = self.white * 0.94;
        column.paint(horizon - 0.26, horizon + 0.004, |under, y| {
            let up = (horizon - y).max(0.0);
            let cloud = 0.75 + 0.7 * self.noise.fbm(x * 7.0, y * 8.0, 4);
            let amount = decay(-up * 15.0 - off * off) * cloud;
            under.mix(mist, (amount * 0.95).clamp(0.0, 0.95))
        });
    }

    fn water(&self, x: f32, y: f32) -> (f32, f32) {
        let down = (y - self.lip).max(0.0);
        let spread = self.half * (0.86 + 0.5 * down) + 0.012 * self.noise.at(y * 7.0, 1.0 + x.signum());
        let edge = smooth(
            spread,
            spread * 0.72,
            (x - self.middle).abs() + 0.012 * self.noise.fbm(x * 40.0, y * 9.0, 3),
        );
        let strand = self
            .noise
            .at(x * 95.0 + 2.0 * self.noise.at(x * 20.0, y * 3.0), y * 4.5)
            + 0.7 * self.noise.at(x * 210.0, y * 9.0 + 30.0);
        (edge, 0.66 + 0.5 * strand)
    }
}

impl Layer for Waterfall {
    fn lay(&self, column: &mut Column<'_>) {
        let (x, horizon) = (column.x, self.plan.horizon);
        let top = self.top(x);
        column.paint(top - 0.01, horizon + 0.002, |under, y| {
            under.mix(self.rock(x, y, top), smooth(0.0, 0.012, y - top))
        });
        self.growth.lay(column);
        if (x - self.middle).abs() < self.half * 2.4 {
            self.lay_fall(column);
        }
        self.fringe.lay(column);
        self.lay_boulders(column);
        self.lay_mist(column);
    }
}
