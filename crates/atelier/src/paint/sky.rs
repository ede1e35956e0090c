//! The sky: its gradient, the sun or moon and their glow, and what else shines in it.

use super::{
    aurora::Aurora,
    canvas::{Column, Frame},
    clouds::Clouds,
    composition::{Composition, Disc},
    layer::Layer,
    light::Light,
    stars::Stars,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Scene, Thing},
};

/// The sky down to the horizon.
pub(super) struct Sky {
    frame: Frame,
    plan: Composition,
    light: Light,
    clouds: Option<Clouds>,
    gradient: Vec<Rgb>,
    stars: Option<Stars>,
    aurora: Option<Aurora>,
    rainbow: bool,
    noise: Noise,
}

impl Sky {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Self {
        let frame = plan.frame;
        Self {
            frame,
            plan,
            light,
            clouds: Clouds::new(scene, plan, light, seed),
            gradient: (0..frame.height)
                .map(|row| gradient(&light, frame.middle(row) / plan.horizon))
                .collect(),
            stars: Stars::new(scene, plan, light, seed),
            aurora: Aurora::new(scene, plan, seed),
            rainbow: scene.has(Thing::Rainbow),
            noise: Noise::new(seed, 11),
        }
    }

    /// The sky without what moves in it, and its clouds. Northern lights are left out.
    pub fn apart(mut self) -> (Self, Option<Clouds>) {
        let clouds = self.clouds.take();
        self.aurora = None;
        (self, clouds)
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

impl Layer for Sky {
    /// Lays the sky from the top to the waterline, or to the bottom where there is no water.
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        let last = match self.plan.waterline {
            Some(line) => self.frame.row(line + 0.02) + 1,
            None => self.frame.height,
        };
        let curtains = self.aurora.as_ref().map(|aurora| aurora.curtains(x));
        let strength = self.light.clearness * self.light.clearness;
        for (row, (pixel, colour)) in column.pixels.iter_mut().zip(&self.gradient).take(last).enumerate() {
            let y = self.frame.middle(row);
            let mut colour = *colour;
            if let Some(stars) = &self.stars {
                colour += stars.at(x, y);
            }
            if let Some(curtains) = &curtains {
                colour += curtains.at(y);
            }
            if strength > 0.02 {
                let (dx, dy) = (x - self.plan.light.0, y - self.plan.light.1);
                let distance = (dx * dx + dy * dy).sqrt();
                colour += self.glow(dx, dy, distance) * strength;
                colour = self.disc(colour, dx, dy, distance, strength);
            }
            *pixel = colour;
        }
        if let Some(clouds) = &self.clouds {
            clouds.lay(column);
        }
        if self.rainbow {
            column.paint(0.0, self.plan.horizon + 0.02, |under, y| under + self.rainbow(x, y));
        }
    }
}

/// The colour of the clear sky, from 0 at the zenith to 1 at the horizon.
fn gradient(light: &Light, t: f32) -> Rgb {
    let t = t.clamp(0.0, 1.0);
    let upper = light.zenith.mix(light.middle, smooth(0.0, 0.75, t));
    upper.mix(light.low, smooth(0.5, 1.0, t)).rgb()
}
