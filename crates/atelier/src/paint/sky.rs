//! The sky: its gradient, the sun or moon and their glow, stars and the Milky Way, and the northern lights.

use super::{
    canvas::Frame,
    clouds::Clouds,
    composition::{Composition, Disc},
    light::Light,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Scene, Thing},
};

const STAR_CELL: f32 = 0.014;

/// A sky that can be asked for any place in it.
pub(super) struct Sky {
    frame: Frame,
    plan: Composition,
    light: Light,
    clouds: Option<Clouds>,
    gradient: Vec<Rgb>,
    stars: f32,
    milky_way: bool,
    aurora: bool,
    rainbow: bool,
    noise: Noise,
}

impl Sky {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Self {
        let frame = plan.frame;
        let clear = light.clearness > 0.6;
        let stars = match () {
            () if scene.has(Thing::MilkyWay) => 1.3,
            () if scene.has(Thing::Stars) => 1.2,
            () if clear => smooth(0.5, 1.0, light.night) * 0.5,
            () => 0.0,
        };
        Self {
            frame,
            plan,
            light,
            clouds: Clouds::new(scene, plan, light, seed),
            gradient: (0..frame.height)
                .map(|row| gradient(&light, frame.middle(row) / plan.horizon))
                .collect(),
            stars,
            milky_way: scene.has(Thing::MilkyWay) || scene.has(Thing::Stars),
            aurora: scene.has(Thing::Aurora),
            rainbow: scene.has(Thing::Rainbow),
            noise: Noise::new(seed, 11),
        }
    }

    /// The light that comes from a place; `row` must be the row of pixels that `y` lies in.
    pub fn at(&self, x: f32, y: f32, row: usize) -> Rgb {
        let (dx, dy) = (x - self.plan.light.0, y - self.plan.light.1);
        let distance = (dx * dx + dy * dy).sqrt();
        let mut colour = self.gradient[row];
        if self.stars > 0.0 {
            colour += self.stars(x, y);
        }
        if self.aurora {
            colour += self.aurora(x, y);
        }
        let strength = self.light.clearness * self.light.clearness;
        if strength > 0.02 {
            colour += self.glow(dx, dy, distance) * strength;
            colour = self.disc(colour, dx, dy, distance, strength);
        }
        if let Some(clouds) = &self.clouds {
            colour = clouds.over(colour, x, y, distance);
        }
        if self.rainbow {
            colour += self.rainbow(x, y);
        }
        colour
    }

    fn glow(&self, dx: f32, dy: f32, distance: f32) -> Rgb {
        let wide = decay(-(dx * dx * 3.0 + dy * dy * 14.0)) * lerp(0.3, 0.05, self.light.night);
        if self.plan.shines.is_none() {
            return self.light.glow * (wide * 0.6);
        }
        let near = decay(-distance * 11.0) * lerp(0.75, 0.16, self.light.night);
        self.light.glow * (wide + near)
    }

    fn disc(&self, under: Rgb, dx: f32, dy: f32, distance: f32, strength: f32) -> Rgb {
        let Some(kind) = self.plan.shines else {
            return under;
        };
        let radius = self.frame.unit * if kind == Disc::Sun { 0.033 } else { 0.04 };
        let cover = smooth(radius + self.frame.pixel, radius - self.frame.pixel, distance) * strength;
        if cover <= 0.0 {
            return under;
        }
        let face = match kind {
            Disc::Sun => self.light.glow.mix(Rgb::WHITE, 0.35) * 2.6,
            Disc::Moon => {
                let (u, v) = (dx / radius, dy / radius);
                let spots = smooth(0.0, 0.45, self.noise.fbm(u * 1.3 + 3.0, v * 1.3, 4) + 0.06);
                let limb = (1.0 - (u * u + v * v).min(1.0)).sqrt();
                Rgb::hex(0xFF_F8E4) * ((1.25 - 0.4 * spots) * lerp(0.78, 1.0, limb))
            }
        };
        under.mix(face, cover)
    }

    fn stars(&self, x: f32, y: f32) -> Rgb {
        let low = smooth(1.0, 0.55, y / self.plan.horizon.max(0.2));
        let mut sum = Rgb::BLACK;
        let mut crowd = 0.2 * self.stars;
        if self.milky_way {
            let across =
                (x / self.frame.aspect - 0.5) * 0.75 + (y - 0.38) * 0.9 + 0.06 * self.noise.fbm(x * 3.0, y * 3.0, 3);
            let band = decay(-across * across * 42.0);
            let dust = smooth(-0.3, 0.55, self.noise.fbm(x * 5.0 + 9.0, y * 5.0, 5) + 0.12);
            let core = smooth(0.05, 0.0, (across + 0.03 * self.noise.at(x * 6.0, y * 6.0)).abs());
            let mist = band * dust * (1.0 - 0.45 * core) * low;
            sum +=
                Rgb::new(0.085, 0.09, 0.135) * (mist * self.stars) + Rgb::new(0.06, 0.03, 0.05) * (mist * band * dust);
            crowd += band * 0.35;
        }
        for (layer, cell) in [STAR_CELL, STAR_CELL * 0.45].into_iter().enumerate() {
            sum += self.star(x, y, cell, crowd, layer as i32 * 7919) * low;
        }
        sum
    }

    fn star(&self, x: f32, y: f32, cell: f32, crowd: f32, layer: i32) -> Rgb {
        let (cx, cy) = ((x / cell) as i32 + layer, (y / cell) as i32);
        if self.noise.dice(cx, cy) > crowd {
            return Rgb::BLACK;
        }
        let centre_x = ((cx - layer) as f32 + 0.3 + 0.4 * self.noise.dice(cx + 101, cy)) * cell;
        let centre_y = (cy as f32 + 0.3 + 0.4 * self.noise.dice(cx, cy + 101)) * cell;
        let power = self.noise.dice(cx + 57, cy + 31).powi(9);
        let size = (0.0007 + 0.0011 * power).max(self.frame.pixel * 0.62) * (cell / STAR_CELL).sqrt();
        let (dx, dy) = (x - centre_x, y - centre_y);
        let bright = decay(-(dx * dx + dy * dy) / (size * size)) * (0.12 + 1.5 * power);
        let warm = self.noise.dice(cx + 7, cy + 77);
        Rgb::new(0.75, 0.85, 1.0).mix(Rgb::new(1.0, 0.86, 0.68), warm) * bright
    }

    fn aurora(&self, x: f32, y: f32) -> Rgb {
        let mut sum = Rgb::BLACK;
        for curtain in 0..3_u8 {
            let k = f32::from(curtain);
            let sway = self.noise.fbm(x * 1.3 + k * 17.0, k * 5.0, 3);
            let foot = self.plan.horizon * (0.82 - 0.17 * k) + sway * 0.26 - 0.1 * x / self.frame.aspect;
            let above = foot - y + 0.02 * self.noise.at(x * 9.0 + k * 3.0, y * 1.5);
            let most = smooth(-0.012, 0.03, above) * decay(-above.max(0.0) / 0.28);
            if most < 0.01 {
                continue;
            }
            let rays = 0.5 + 0.5 * self.noise.fbm(x * 26.0 + sway * 30.0 + k * 40.0, y * 0.8, 2);
            let reach = 0.08 + 0.2 * rays;
            let rise = smooth(-0.012, 0.03, above) * decay(-above.max(0.0) / reach);
            let patch = smooth(-0.35, 0.4, self.noise.at(x * 1.6 + k * 31.0, 3.3 * k));
            let hue = Rgb::new(0.05, 0.95, 0.42).mix(Rgb::new(0.45, 0.16, 0.85), smooth(0.03, 0.3, above));
            sum += hue * (rise * patch * (0.3 + 0.7 * rays) * (0.62 - 0.12 * k));
        }
        sum + Rgb::new(0.01, 0.06, 0.045) * smooth(0.0, 0.5, y)
    }

    fn rainbow(&self, x: f32, y: f32) -> Rgb {
        let centre = (
            self.frame.aspect * (0.5 - 0.1 * self.plan.side),
            self.plan.horizon + 0.2,
        );
        let radius = ((x - centre.0).powi(2) + (y - centre.1).powi(2)).sqrt();
        let t = (radius - 0.52) / 0.055;
        if !(-0.3..=1.3).contains(&t) {
            return Rgb::BLACK;
        }
        let band = |at: f32| decay(-((t - at) * 3.2).powi(2));
        Rgb::new(band(0.85) + 0.35 * band(0.05), band(0.5), band(0.18))
            * (0.6 * self.light.ambient.luminance().max(0.2))
    }
}

/// The colour of the clear sky, from 0 at the zenith to 1 at the horizon.
fn gradient(light: &Light, t: f32) -> Rgb {
    let t = t.clamp(0.0, 1.0);
    let upper = light.zenith.mix(light.middle, smooth(0.0, 0.75, t));
    upper.mix(light.low, smooth(0.5, 1.0, t)).rgb()
}
