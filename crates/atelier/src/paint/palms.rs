//! Leaning palms with drooping feathered fronds.

use super::{
    canvas::Column,
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Choices, decay, lerp, smooth},
    scene::{Scene, Thing},
    steady::{cosine, sine},
};

/// Two palms at the edge that the light does not come from, and a lower one behind.
pub(super) struct Palms {
    trees: Vec<Palm>,
    plan: Composition,
    leaf: Rgb,
    trunk: Rgb,
    rim: Rgb,
}

struct Palm {
    root: f32,
    base: f32,
    tall: f32,
    lean: f32,
    fronds: Vec<Frond>,
}

/// A frond leaves the crown at an angle and is drawn down by its weight.
struct Frond {
    /// Which way it goes and how quickly, across and upwards.
    across: f32,
    upward: f32,
    droop: f32,
    shade: f32,
}

const FRONDS: usize = 17;

impl Palms {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Palms) {
            return None;
        }
        let mut choices = Choices::new(seed, 92);
        let (unit, side) = (plan.frame.unit, -plan.side);
        let edge = plan.frame.aspect * (0.5 + 0.5 * side);
        let mut palm = |inset: f32, base: f32, tall: f32| Palm {
            root: edge - side * inset * unit,
            base,
            tall: tall * unit.max(0.3),
            lean: -side * choices.between(0.12, 0.2) * unit * (tall + 0.35),
            fronds: fronds(&mut choices),
        };
        let falling = light.ambient * 0.75 + light.direct * 0.25;
        Some(Self {
            trees: vec![palm(0.27, 0.83, 0.36), palm(0.13, 0.9, 0.5), palm(0.02, 1.0, 0.72)],
            plan,
            leaf: Rgb::hex(0x3C_7030) * falling,
            trunk: Rgb::hex(0x84_6C54) * falling,
            rim: Rgb::hex(0xB8_C860) * light.direct * 0.22 + light.glow * (0.04 * light.clearness),
        })
    }

    fn lay_trunk(&self, column: &mut Column<'_>, palm: &Palm) {
        let (x, pixel) = (column.x, self.plan.frame.pixel);
        let reach = palm.lean.abs() + 0.1;
        if (x - palm.root - 0.5 * palm.lean).abs() > reach {
            return;
        }
        let shadow = (x - palm.root - 0.05 * self.plan.side) / 0.1;
        column.paint(palm.base - 0.02, palm.base + 0.02, |under, y| {
            let lying = shadow * shadow + ((y - palm.base) / 0.008).powi(2);
            under * (1.0 - 0.45 * decay(-lying))
        });
        column.paint(palm.base - palm.tall, palm.base + 0.004, |under, y| {
            let up = ((palm.base - y) / palm.tall).clamp(0.0, 1.0);
            let middle = palm.root + palm.lean * up * (0.35 + 0.65 * up);
            let ring = (up * 34.0).fract();
            let half = palm.tall * (lerp(0.017, 0.0095, up) + 0.014 * decay(-up * 22.0)) * (1.0 + 0.1 * ring);
            let inside = cover(half - (x - middle).abs(), pixel);
            if inside <= 0.0 {
                return under;
            }
            let across = (x - middle) / half * self.plan.side;
            let bark = self.trunk * (0.55 + 0.4 * across.clamp(-1.0, 1.0) + 0.25 * ring);
            under.mix(bark + self.rim * (0.6 * smooth(0.5, 1.0, across)), inside)
        });
    }

    fn lay_frond(&self, column: &mut Column<'_>, palm: &Palm, frond: &Frond) {
        let dx = (column.x - palm.root - palm.lean) / palm.tall;
        let s = dx / frond.across;
        if !(0.0..1.0).contains(&s) {
            return;
        }
        let pixel = self.plan.frame.pixel / palm.tall;
        let crown = palm.base - palm.tall;
        let rib = -frond.upward * s + frond.droop * s * s;
        let fall = (2.0 * frond.droop * s - frond.upward) / frond.across.abs();
        let thin = 1.0 / (1.0 + fall * fall).sqrt();
        let feather = 0.088 * (s * 6.0).min(1.0) * (1.0 - s * s * 0.6) * (1.0 - s).min(0.12) / 0.12;
        let (over, below) = (0.45 * feather / thin.max(0.5), feather / thin.max(0.5));
        column.paint(
            crown + (rib - over) * palm.tall - 0.004,
            crown + (rib + below) * palm.tall + 0.004,
            |under, y| {
                let off = (y - crown) / palm.tall - rib;
                let share = if off < 0.0 {
                    -off / over.max(1e-4)
                } else {
                    off / below.max(1e-4)
                };
                // Leaflets point outwards, and stand apart at their tips.
                let slant = s * 30.0 - share * if off < 0.0 { 0.9 } else { 1.3 } + frond.shade * 9.0;
                let gap = (slant.fract() - 0.5).abs() * 2.0;
                let leaflet = (1.0 - share).min((1.0 - gap * (0.55 + 1.1 * share)) * 0.5);
                let stalk = cover(0.0035 - off.abs() * thin, pixel);
                let inside = cover(leaflet * 0.05, pixel.max(0.003)).max(stalk);
                let lit = lerp(1.25, 0.6, share) * frond.shade * (0.8 + 0.3 * gap);
                let warm = self.rim * (0.75 * smooth(0.5, 0.0, share) + 0.9 * stalk) * smooth(0.6, 1.2, frond.shade);
                under.mix(self.leaf * lit + warm, inside)
            },
        );
    }

    fn lay_nuts(&self, column: &mut Column<'_>, palm: &Palm) {
        let dx = (column.x - palm.root - palm.lean) / palm.tall;
        if dx.abs() > 0.06 {
            return;
        }
        let (crown, pixel) = (palm.base - palm.tall, self.plan.frame.pixel / palm.tall);
        column.paint(crown, crown + 0.08 * palm.tall, |under, y| {
            let dy = (y - crown) / palm.tall;
            [(-0.02, 0.03), (0.018, 0.034), (0.0, 0.044)]
                .iter()
                .fold(under, |colour, (u, v)| {
                    let far = ((dx - u).powi(2) + (dy - v).powi(2)).sqrt();
                    let light = 0.5 + 16.0 * (dx - u) * self.plan.side;
                    colour.mix(self.trunk * light.clamp(0.25, 0.9), cover(0.017 - far, pixel))
                })
        });
    }
}

/// The hanging ones first, so that the rising ones lie over them.
fn fronds(choices: &mut Choices) -> Vec<Frond> {
    let turn = choices.between(-0.12, 0.12);
    (0..FRONDS)
        .map(|index| {
            let share = (index / 2) as f32 / (FRONDS / 2) as f32;
            let angle = lerp(-0.75, 1.42, share) + choices.between(-0.1, 0.1);
            let side = if index % 2 == 0 { 1.0 } else { -1.0 };
            let long = choices.between(0.4, 0.54) * lerp(0.78, 1.0, 1.0 - (share - 0.6).abs());
            let across = (cosine(angle) * long).max(0.1) * side + turn * 0.3;
            Frond {
                across: if across.abs() < 0.08 { 0.09 * side } else { across },
                upward: sine(angle) * long * 1.25,
                droop: long * choices.between(0.72, 1.0) * lerp(0.55, 1.05, share),
                shade: lerp(0.6, 1.15, share) * choices.between(0.85, 1.15),
            }
        })
        .collect()
}

impl Layer for Palms {
    fn lay(&self, column: &mut Column<'_>) {
        for palm in &self.trees {
            self.lay_trunk(column, palm);
            for frond in &palm.fronds {
                self.lay_frond(column, palm, frond);
            }
            self.lay_nuts(column, palm);
        }
    }
}
