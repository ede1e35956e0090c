//! Small things that give a picture its scale: a sailing boat, a cabin, birds.

use super::{
    canvas::Column,
    composition::Composition,
    layer::{Layer, cover, to_stretch},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    scene::{Place, Scene, Season, Thing},
};

/// A boat under sail.
pub(super) struct Boat {
    noise: Noise,
    plan: Composition,
    falling: Rgb,
}

/// A cabin with a lit window on a rise of land.
pub(super) struct Cabin {
    noise: Noise,
    plan: Composition,
    falling: Rgb,
    lamp: f32,
    winter: bool,
    base: f32,
}

/// A few birds far off.
pub(super) struct Birds {
    places: Vec<(f32, f32, f32)>,
    /// No bird flies lower.
    low: f32,
    colour: Rgb,
    pixel: f32,
}

impl Boat {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let afloat = scene.has(Thing::Boat) && plan.waterline.is_some();
        afloat.then(|| Self {
            noise: Noise::new(seed, 91),
            plan,
            falling: light.ambient + light.direct * 0.35,
        })
    }

    fn part(&self, u: f32, v: f32, pixel: f32) -> Option<(Rgb, f32)> {
        let hull = (v.min(0.13 - v)).min(0.34 + 0.4 * v - u.abs() - 0.06 * f32::from(u8::from(u < 0.0)));
        let main = (u - 0.015).min((1.1 - v) * 0.36 - u).min(v - 0.18);
        let jib = (-0.015 - u).min((0.92 - v) * 0.38 + u).min(v - 0.2);
        let mast = (0.008 - u.abs()).min(v).min(1.14 - v);
        let sail = main.max(jib);
        let shade = lerp(0.75, 1.1, smooth(0.0, 0.3, u * self.plan.side + 0.15));
        match () {
            () if sail > -pixel => Some((Rgb::hex(0xF4_EBDC) * shade, cover(sail, pixel))),
            () if hull > -pixel => Some((Rgb::hex(0x4A_2A22), cover(hull, pixel))),
            () if mast > -pixel => Some((Rgb::hex(0x3A_2E28), cover(mast, pixel))),
            () => None,
        }
    }
}

impl Layer for Boat {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let size = 0.24 * self.plan.frame.unit.max(0.25);
        if (x - self.plan.focus).abs() < 0.6 * size {
            let foot = self.plan.horizon + 0.11;
            column.paint(foot - 1.2 * size, foot + 1.1 * size, |under, y| self.over(under, x, y));
        }
    }
}

impl Boat {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let size = 0.24 * self.plan.frame.unit.max(0.25);
        let foot = self.plan.horizon + 0.11;
        let (u, v) = ((x - self.plan.focus) / size, (foot - y) / size);
        if u.abs() > 0.6 || !(-1.1..1.2).contains(&v) {
            return under;
        }
        let pixel = self.plan.frame.pixel / size;
        if v >= 0.0 {
            return self
                .part(u, v, pixel)
                .map_or(under, |(paint, inside)| under.mix(paint * self.falling, inside));
        }
        let sway = 0.06 * self.noise.at(u * 2.0, v * 24.0) * (0.4 - v);
        self.part(u + sway, -v * 1.1, pixel * 3.0)
            .map_or(under, |(paint, inside)| {
                under.mix((paint * self.falling).mix(under, 0.35), inside * 0.6 * decay(v * 1.2))
            })
    }
}

impl Cabin {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let base = if plan.waterline.is_some() { 0.8 } else { 0.84 };
        scene.has(Thing::Cabin).then(|| Self {
            noise: Noise::new(seed, 93),
            plan,
            falling: light.ambient + light.direct * 0.4,
            lamp: smooth(0.05, 0.6, light.night.max(1.0 - light.clearness)) + 0.12,
            winter: scene.season == Some(Season::Winter) || scene.is_at(Place::Mountains) && light.night > 0.5,
            base,
        })
    }

    fn house(&self, under: Rgb, u: f32, v: f32, pixel: f32) -> Rgb {
        let wall = (0.42 - u.abs()).min(v + 0.05).min(0.4 - v);
        let plank = 0.85 + 0.2 * smooth(0.1, 0.3, (v * 18.0).fract());
        let mut colour = under.mix(Rgb::hex(0x6A_4630) * self.falling * plank, cover(wall, pixel));
        let chimney = (0.045 - (u - 0.24).abs()).min(0.82 - v).min(v - 0.4);
        colour = colour.mix(Rgb::hex(0x5A_5450) * self.falling, cover(chimney, pixel));
        let roof = (v - 0.34)
            .min(0.72 - v - (u.abs() - 0.06).max(0.0) * 0.72)
            .min(0.56 - u.abs());
        let tiles = if self.winter {
            Rgb::hex(0xE6_EEF8)
        } else {
            Rgb::hex(0x4A_3430)
        };
        colour = colour.mix(tiles * self.falling, cover(roof, pixel));
        for centre in [-0.2, 0.2] {
            let pane = (0.085 - (u - centre).abs()).min(0.085 - (v - 0.2).abs());
            let bar = smooth(0.0, 0.02, (u - centre).abs()) * smooth(0.0, 0.02, (v - 0.2).abs());
            colour = colour.mix(
                Rgb::new(1.5, 0.85, 0.32) * self.lamp * lerp(0.3, 1.0, bar),
                cover(pane, pixel),
            );
            let far = ((u - centre).powi(2) + (v - 0.2).powi(2)).sqrt();
            colour += Rgb::new(0.8, 0.42, 0.14) * (decay(-far * 4.5) * self.lamp * 0.35);
        }
        colour
    }
}

impl Layer for Cabin {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let off = (self.plan.focus - x) * self.plan.side / self.plan.frame.unit.max(0.3);
        let crown = self.base
            + 0.09 * smooth(-0.1, -0.5, off)
            + 0.3 * smooth(-0.3, -0.85, off)
            + 0.012 * self.noise.fbm(x * 7.0, 1.0, 4);
        column.paint(self.base - 0.18, 1.0, |under, y| self.over(under, crown, x, y));
    }
}

impl Cabin {
    fn over(&self, under: Rgb, crown: f32, x: f32, y: f32) -> Rgb {
        let size = 0.17 * self.plan.frame.unit.max(0.3);
        let ground = if self.winter {
            Rgb::hex(0xDC_E6F2)
        } else {
            Rgb::hex(0x4A_5A2E)
        };
        let grain = 1.0 + 0.18 * self.noise.fbm(x * 16.0, y * 40.0, 4);
        let inside = cover(y - crown, self.plan.frame.pixel);
        let colour = under.mix(ground * self.falling * (0.8 * grain), inside);
        let (u, v) = ((x - self.plan.focus) / size, (self.base + 0.006 - y) / size);
        if u.abs() > 1.5 || !(-1.0..2.0).contains(&v) {
            return colour;
        }
        self.house(colour, u, v, self.plan.frame.pixel / size)
    }
}

impl Birds {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Birds) {
            return None;
        }
        let mut choices = Choices::new(seed, 94);
        let centre = (plan.focus, plan.horizon * 0.5);
        let places = (0..9)
            .map(|_| {
                let size = choices.between(0.014, 0.038) * plan.frame.unit.max(0.3);
                let x = centre.0 + choices.between(-0.24, 0.24) * plan.frame.unit;
                (x, centre.1 + choices.between(-0.15, 0.15), size)
            })
            .collect();
        Some(Self {
            places,
            low: centre.1 + 0.19,
            colour: light.zenith.rgb() * 0.25,
            pixel: plan.frame.pixel,
        })
    }
}

impl Layer for Birds {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint(0.0, self.low, |under, y| self.over(under, x, y));
    }
}

impl Birds {
    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let mut colour = under;
        for &(at, high, size) in &self.places {
            let (u, v) = ((x - at).abs() / size, (y - high) / size);
            if u > 1.1 || v.abs() > 0.8 {
                continue;
            }
            let inner = to_stretch((u, v), (0.0, 0.0), (0.45, -0.28));
            let outer = to_stretch((u, v), (0.45, -0.28), (1.0, 0.02));
            let wing = (lerp(0.08, 0.07, inner.1) - inner.0).max(lerp(0.07, 0.005, outer.1) - outer.0);
            colour = colour.mix(self.colour, cover(wing * size, self.pixel));
        }
        colour
    }
}
