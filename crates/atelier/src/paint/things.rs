//! What stands on the coast: a cliff with its lighthouse, an island, and the beach.

use super::{
    composition::Composition,
    layer::{Layer, cover},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Place, Scene, Season, Thing},
};

/// A rocky headland in the foreground, reaching in from the side away from the light.
pub(super) struct Cliff {
    noise: Noise,
    plan: Composition,
    falling: Rgb,
    direct: Rgb,
    haze: Rgb,
    rise: f32,
}

/// A lighthouse with its lamp.
pub(super) struct Lighthouse {
    plan: Composition,
    falling: Rgb,
    foot: f32,
    beam: f32,
}

/// An island on the horizon.
pub(super) struct Island {
    noise: Noise,
    plan: Composition,
    land: Rgb,
    tall: f32,
}

/// A strip of sand before the sea.
pub(super) struct Beach {
    noise: Noise,
    plan: Composition,
    sand: Rgb,
    foam: Rgb,
}

impl Cliff {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let wanted = scene.has(Thing::Cliff) || scene.has(Thing::Lighthouse);
        wanted.then(|| Self {
            noise: Noise::new(seed, 81),
            plan,
            falling: light.ambient * 1.15,
            direct: light.direct * 0.9,
            haze: light.haze,
            rise: if scene.has(Thing::Cliff) { 0.36 } else { 0.2 },
        })
    }

    /// How far a place is from the headland's point, in the direction of its root.
    fn inland(&self, x: f32) -> f32 {
        (self.plan.focus - x) * self.plan.side / self.plan.frame.unit.max(0.3)
    }

    fn edge(&self, x: f32) -> f32 {
        let t = self.inland(x);
        let steps = 0.03 * self.noise.fbm(x * 9.0, 2.0, 4);
        let climb = smooth(-0.19, -0.04, t + steps) * 0.86 + smooth(-0.3, -0.1, t + steps * 2.0) * 0.14;
        0.9 - self.rise * climb - 0.05 * smooth(0.05, 0.5, t) - steps * 0.5 + 0.008 * self.noise.at(x * 40.0, 1.0)
    }
}

impl Layer for Cliff {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let t = self.inland(x);
        if t < -0.34 || y < 0.88 - self.rise - 0.12 {
            return under;
        }
        let top = self.edge(x);
        let foot = 0.88 + 0.02 * self.noise.fbm(x * 12.0, 5.0, 3) + 0.12 * smooth(-0.2, 0.3, t);
        let inside = cover((y - top).min(foot - y), self.plan.frame.pixel);
        let spray =
            decay(-((y - foot) / 0.018).powi(2)) * smooth(-0.15, 0.35, self.noise.fbm(x * 22.0, y * 30.0, 4) + 0.1);
        let mut colour = under;
        if inside > 0.0 {
            let crack = self.noise.ridged(x * 8.0 + 0.4 * y, y * 3.4, 5);
            let (_, lean, _) = self.noise.sloped(x * 17.0 + 3.0 * crack, y * 8.0);
            let ledge = self.noise.at(x * 3.0, y * 42.0 + 4.0 * crack);
            let lit = (0.35 + lean * self.plan.side * -0.28 + 0.25 * ledge + 0.3 * smooth(-0.02, -0.16, t)).max(0.03);
            let rock = Rgb::hex(0x6A_5E54).mix(Rgb::hex(0x3A_3634), smooth(0.3, 0.75, crack));
            let grass = smooth(0.035, 0.008, y - top + 0.02 * ledge) * smooth(-0.16, -0.06, t);
            let ground = rock.mix(Rgb::hex(0x55_6A34), grass);
            let lit = ground * (self.falling * (0.55 + 1.3 * lit) + self.direct * (lit + 0.5 * grass));
            let damp = lit * lerp(1.0, 0.55, smooth(foot - 0.07, foot, y));
            colour = colour.mix(damp.mix(self.haze, 0.06), inside);
        }
        let white = (self.falling + self.direct * 0.5).saturated(0.5) * 1.1;
        colour.mix(white, spray * smooth(-0.26, -0.16, t) * 0.8)
    }
}

impl Lighthouse {
    pub fn new(scene: &Scene, cliff: Option<&Cliff>, plan: Composition, light: Light) -> Option<Self> {
        let cliff = cliff.filter(|_| scene.has(Thing::Lighthouse))?;
        Some(Self {
            plan,
            falling: light.ambient + light.direct * 0.4,
            foot: cliff.edge(plan.focus) + 0.012,
            beam: smooth(0.15, 0.6, light.night.max(1.0 - light.clearness)),
        })
    }

    fn lamp(&self, x: f32, y: f32, size: f32) -> Rgb {
        let (dx, dy) = ((x - self.plan.focus) / size, (y - (self.foot - 0.925 * size)) / size);
        let distance = (dx * dx + dy * dy).sqrt();
        let tilt = dy - dx * 0.12 * self.plan.side;
        let width = 0.012 + dx.abs() * 0.085;
        let ray = decay(-(tilt / width).powi(2)) * decay(-dx.abs() * 0.75) * smooth(0.0, 0.1, dx.abs());
        let halo = decay(-distance * 11.0) * 0.9 + decay(-distance * 3.2) * 0.16;
        Rgb::new(1.0, 0.86, 0.56) * ((ray * 0.42 + halo) * self.beam)
    }
}

impl Layer for Lighthouse {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let size = 0.36 * self.plan.frame.unit.max(0.25);
        let (u, v) = ((x - self.plan.focus) / size, (self.foot - y) / size);
        let mut colour = under;
        let pixel = self.plan.frame.pixel / size;
        if u.abs() < 0.12 && (-0.05..1.1).contains(&v) {
            let half = match v {
                v if v < 0.84 => lerp(0.082, 0.052, v / 0.84),
                v if v < 0.875 => 0.075,
                v if v < 0.97 => 0.042,
                _ => 0.058 * (1.05 - v).max(0.0) / 0.08,
            };
            let inside = cover((half - u.abs()).min(v + 0.05), pixel);
            let round = (0.62 + 0.55 * u / half.max(0.01) * self.plan.side).clamp(0.22, 1.2);
            let band = smooth(-0.02, 0.02, ((v * 2.4).fract() - 0.5).abs() - 0.25);
            let paint = match v {
                v if v < 0.84 => Rgb::hex(0xB4_2A24).mix(Rgb::hex(0xF2_EEE6), band),
                v if v < 0.875 => Rgb::hex(0x2A_2A2E),
                v if v < 0.97 => Rgb::hex(0x9A_A4A8),
                _ => Rgb::hex(0x8A_2420),
            };
            let glass = smooth(0.87, 0.885, v) * smooth(0.975, 0.965, v) * self.beam;
            let lit = paint * self.falling * round + Rgb::new(2.6, 2.1, 1.3) * glass;
            colour = colour.mix(lit, inside);
        }
        colour + self.lamp(x, y, size)
    }
}

impl Island {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let ground = match scene.season {
            Some(Season::Winter) => Rgb::hex(0xB8_C0C8),
            _ => Rgb::hex(0x3C_4C36),
        };
        let fog = 1.0 - decay(-light.thickness * 2.6);
        scene.has(Thing::Island).then(|| Self {
            noise: Noise::new(seed, 82),
            plan,
            land: (ground * (light.ambient + light.direct * 0.25) * 0.8).mix(light.haze, fog * 0.8),
            tall: 0.17 * plan.frame.unit.max(0.3),
        })
    }
}

impl Layer for Island {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let reach = 0.3 * self.plan.frame.unit;
        let off = (x - self.plan.focus) / reach;
        let up = self.plan.horizon - y;
        if off.abs() > 1.0 || !(-0.002..self.tall * 1.4).contains(&up) {
            return under;
        }
        let mound = (1.0 - off * off).max(0.0);
        let shape =
            mound * (0.55 + 0.55 * self.noise.fbm(x * 5.0, 3.0, 4)) + 0.4 * smooth(0.55, 0.0, (off + 0.25).abs());
        let trees = 0.05 * mound.sqrt() * (1.0 + self.noise.fbm(x * 60.0, 8.0, 3));
        let height = self.tall * (shape * 0.85 + trees);
        let inside = cover(height - up, self.plan.frame.pixel);
        let grain = self.noise.fbm(x * 26.0, y * 34.0, 3);
        under.mix(self.land * (1.0 + 0.28 * grain), inside)
    }
}

impl Beach {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let falling = light.direct * 0.45 + light.ambient;
        scene.is_at(Place::Beach).then(|| Self {
            noise: Noise::new(seed, 83),
            plan,
            sand: Rgb::hex(0xE2_C696) * falling,
            foam: Rgb::hex(0xF6_FAFA) * falling * 1.05,
        })
    }
}

impl Layer for Beach {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let slant = (x / self.plan.frame.aspect - 0.5) * 0.14 * self.plan.side;
        let shore = 0.74 + slant + 0.022 * self.noise.fbm(x * 2.6, 1.0, 3);
        let past = y - shore;
        if past < -0.14 {
            return under;
        }
        let shallow = under.mix(self.sand.mix(under, 0.3), smooth(-0.14, 0.0, past) * 0.5);
        let lace = self.noise.fbm(x * 18.0, y * 30.0, 4);
        let second = decay(-((past + 0.055 + 0.02 * self.noise.at(x * 3.0, 7.0)) / 0.006).powi(2))
            * smooth(-0.1, 0.3, lace + 0.1);
        let first = smooth(-0.018, -0.002, past + 0.008 * lace) * smooth(0.007, 0.001, past);
        let ripple = self.noise.at(x * 30.0, y * 90.0) * 0.035 + self.noise.fbm(x * 4.0, y * 11.0, 4) * 0.09;
        let grain = (self.noise.dice((x * 1500.0) as i32, (y * 1500.0) as i32) - 0.5) * 0.07;
        let wet = smooth(0.05, 0.0, past);
        let dry = self.sand * ((1.0 + ripple + grain) * lerp(1.0, 0.62, wet));
        let ground = shallow.mix(dry, smooth(-0.002, 0.003, past));
        ground.mix(self.foam, (first * 0.85 + second * 0.6).min(0.95))
    }
}
