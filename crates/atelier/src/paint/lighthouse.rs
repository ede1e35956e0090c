//! A lighthouse with its lamp, and the keeper's cottage.

use super::{
    canvas::Column,
    cliff::Cliff,
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{decay, lerp, smooth},
    scene::{Scene, Thing},
};

/// The tower's parts, by their share of its height.
const GALLERY: f32 = 0.8;
const LANTERN: f32 = 0.83;
const DOME: f32 = 0.925;

/// The lighthouse.
pub(super) struct Lighthouse {
    plan: Composition,
    ambient: Rgb,
    direct: Rgb,
    foot: f32,
    beam: f32,
    size: f32,
    /// Where the cottage stands, and on what height.
    cottage: (f32, f32),
}

impl Lighthouse {
    pub fn new(scene: &Scene, cliff: Option<&Cliff>, plan: Composition, light: Light) -> Option<Self> {
        let cliff = cliff.filter(|_| scene.has(Thing::Lighthouse))?;
        let size = 0.37 * plan.frame.unit.max(0.25);
        let beside = plan.focus - plan.side * 0.36 * size;
        Some(Self {
            plan,
            ambient: light.ambient + light.haze * 0.06,
            direct: light.direct,
            foot: cliff.edge(plan.focus) + 0.012,
            beam: smooth(0.15, 0.6, light.night.max(1.0 - light.clearness)),
            size,
            cottage: (beside, cliff.edge(beside) + 0.012),
        })
    }

    fn lamp(&self, x: f32, y: f32) -> Rgb {
        let lamp_height = f32::midpoint(LANTERN, DOME);
        let (dx, dy) = (
            (x - self.plan.focus) / self.size,
            (y - self.foot) / self.size + lamp_height,
        );
        let distance = (dx * dx + dy * dy).sqrt();
        let tilt = dy - dx * 0.1 * self.plan.side;
        let width = 0.012 + dx.abs() * 0.075;
        let ray = decay(-(tilt / width).powi(2)) * decay(-dx.abs() * 0.85) * smooth(0.0, 0.1, dx.abs());
        let halo = decay(-distance * 13.0) * 1.1 + decay(-distance * 3.4) * 0.15;
        Rgb::new(1.0, 0.84, 0.52) * ((ray * 0.4 + halo) * self.beam)
    }

    fn tower(&self, under: Rgb, u: f32, v: f32, pixel: f32) -> Rgb {
        let half = match v {
            v if v < GALLERY - 0.03 => lerp(0.078, 0.05, v / GALLERY) + 0.012 * decay(-v * 40.0),
            v if v < GALLERY => lerp(0.051, 0.068, (v - GALLERY + 0.03) / 0.03),
            v if v < LANTERN - 0.012 => 0.07,
            v if v < DOME => 0.04,
            _ => 0.046 * (1.0 - ((v - DOME) / 0.05).powi(2)).max(0.0).sqrt(),
        };
        let rail = (0.003 - (v - LANTERN - 0.016).abs()).min(0.07 - u.abs());
        let rod = (0.003 - u.abs()).min(1.02 - v).min(v - DOME);
        let inside = cover((half - u.abs()).min(v + 0.05), pixel).max(cover(rail.max(rod), pixel) * 0.8);
        if inside <= 0.0 {
            return under;
        }
        let across = (u / half.max(0.01)).clamp(-1.0, 1.0);
        let towards = (0.35 + 0.85 * across * self.plan.side - 0.25 * across * across).clamp(0.0, 1.1);
        let light = self.ambient * (0.85 + 0.25 * towards) + self.direct * (towards * 0.8);
        let paint = if v < GALLERY - 0.03 {
            let band = smooth(-0.006, 0.006, ((v * 2.35 + 0.02).fract() - 0.5).abs() - 0.25);
            let course = 1.0 - 0.05 * smooth(0.1, 0.0, ((v * 44.0).fract() - 0.5).abs());
            Rgb::hex(0xA8_2A22).mix(Rgb::hex(0xF0_ECE4), band) * course
        } else if (LANTERN..DOME).contains(&v) {
            Rgb::hex(0x7A_848A)
        } else if v < LANTERN {
            Rgb::hex(0x34_3438)
        } else {
            Rgb::hex(0x86_2420)
        };
        let window = (0.011 - u.abs()).min(0.016 - ((v * 3.6).fract() - 0.5).abs() / 3.6);
        let window = if v < 0.7 { cover(window, pixel) } else { 0.0 };
        let lit = (paint * light).mix(Rgb::new(1.0, 0.66, 0.28) * (0.08 + 0.9 * self.beam), window);
        let pane = smooth(LANTERN + 0.002, LANTERN + 0.012, v) * smooth(DOME, DOME - 0.008, v);
        let bar = 1.0 - 0.6 * smooth(0.0035, 0.0015, ((across * 2.0).fract().abs() - 0.5).abs() * half * 0.5);
        let warmth = Rgb::new(0.6, 0.42, 0.2) * (decay(-(v - LANTERN).abs() * 26.0) * 0.35 * self.beam);
        under.mix(
            lit + warmth + Rgb::new(2.6, 2.1, 1.3) * (pane * bar * self.beam),
            inside,
        )
    }

    fn house(&self, under: Rgb, u: f32, v: f32, pixel: f32) -> Rgb {
        let wall = (0.15 - u.abs()).min(v + 0.06).min(0.115 - v);
        let roof = (v - 0.105).min(0.2 - v).min(0.17 - (v - 0.105) * 0.62 - u.abs());
        let chimney = (0.014 - (u + 0.085).abs()).min(0.24 - v).min(v - 0.12);
        let facing = 0.45 + 0.3 * self.plan.side;
        let light = self.ambient + self.direct * facing;
        let mut colour = under.mix(Rgb::hex(0xE4_DCCE) * light, cover(wall, pixel));
        colour = colour.mix(Rgb::hex(0x5A_4A42) * light, cover(chimney, pixel));
        colour = colour.mix(Rgb::hex(0x54_3A34) * light, cover(roof, pixel));
        for centre in [-0.075, 0.075] {
            let pane = (0.02 - (u - centre).abs()).min(0.024 - (v - 0.062).abs());
            colour = colour.mix(Rgb::new(1.35, 0.8, 0.32) * (0.1 + 0.9 * self.beam), cover(pane, pixel));
            let far = ((u - centre).powi(2) + (v - 0.062).powi(2)).sqrt();
            colour += Rgb::new(0.7, 0.36, 0.12) * (decay(-far * 20.0) * self.beam * 0.22);
        }
        colour
    }
}

impl Layer for Lighthouse {
    fn lay(&self, column: &mut Column<'_>) {
        let (x, size) = (column.x, self.size);
        let pixel = self.plan.frame.pixel / size;
        let beside = (x - self.cottage.0) / size;
        if beside.abs() < 0.4 {
            let foot = self.cottage.1;
            column.paint(foot - 0.35 * size, foot + 0.02, |under, y| {
                self.house(under, beside, (foot - y) / size, pixel)
            });
        }
        let u = (x - self.plan.focus) / size;
        if u.abs() < 0.12 {
            column.paint(self.foot - 1.05 * size, self.foot + 0.04 * size, |under, y| {
                self.tower(under, u, (self.foot - y) / size, pixel)
            });
        }
        if self.beam > 0.0 {
            column.paint(0.0, self.foot + size, |under, y| under + self.lamp(x, y));
        }
    }
}
