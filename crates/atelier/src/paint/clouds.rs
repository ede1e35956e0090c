//! Clouds: a high sheet of warped noise seen in perspective, shaded on the side that the light does not reach.

use super::{canvas::Column, composition::Composition, layer::Layer, light::Light};
use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    scene::{Mood, Place, Scene, Thing, Time, Weather},
};

/// A sheet of clouds.
pub(super) struct Clouds {
    noise: Noise,
    plan: Composition,
    /// The noise that just becomes cloud.
    threshold: f32,
    /// How far the noise must rise to be thick.
    softness: f32,
    scale: f32,
    drift: f32,
    lit: Rgb,
    shade: Rgb,
    rim: Rgb,
    far: Rgb,
}

impl Clouds {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        let cover = cover(scene)?;
        let storm = scene.weather(Weather::Storm);
        let body = light.ambient * 1.1 + light.direct * 0.42;
        let base = light.middle.mix(light.zenith, 0.4).rgb();
        let low_sun = matches!(scene.time, Time::Sunset | Time::Dawn | Time::Dusk | Time::Golden);
        let depth = if storm { 0.3 } else { 0.62 };
        Some(Self {
            noise: Noise::new(seed, 21),
            plan,
            threshold: lerp(0.28, -0.42, cover),
            softness: lerp(0.3, 0.5, cover),
            scale: match () {
                () if storm => 0.75,
                () if plan.horizon > 0.82 => 1.5,
                () => 0.95,
            },
            drift: Choices::new(seed, 22).between(0.0, 40.0),
            lit: if low_sun { body.mix(light.glow, 0.35) } else { body } * light.clearness.max(0.45),
            shade: base.mix(light.ambient, 0.35) * if low_sun { 0.6 } else { depth },
            rim: light.glow * (light.clearness * lerp(0.9, 0.12, light.night)),
            far: light.low.mix(light.middle, 0.3).rgb(),
        })
    }

    /// Where a place in the picture lies on the sheet of clouds.
    fn sheet(&self, x: f32, y: f32) -> (f32, f32, f32) {
        let depth = 1.0 / (self.plan.horizon - y + 0.11);
        let across = (x - self.plan.frame.aspect * 0.5) * depth * self.scale * 0.8 + self.drift;
        (across, depth * self.scale * 1.1, depth)
    }

    /// What changes slowly: how the sheet is warped there, its noise, and the noise a little nearer to the light.
    fn broad(&self, x: f32, y: f32) -> [f32; 4] {
        let (px, pz, depth) = self.sheet(x, y);
        let warp_x = 0.375 * self.noise.at(px * 0.8, pz * 0.8);
        let warp_z = 0.375 * self.noise.at(px * 0.8 + 31.0, pz * 0.8 + 17.0);
        let (qx, qz) = (px + warp_x, pz + warp_z);
        let toward = (self.plan.light.0 - x).clamp(-0.5, 0.5);
        let step = 0.11 * depth.min(3.0);
        [
            warp_x,
            warp_z,
            self.noise.fbm(qx, qz, 3),
            self.noise.fbm(qx + toward * step * 2.0, qz - step * 0.5, 3),
        ]
    }

    fn over(&self, behind: Rgb, (x, y): (f32, f32), [warp_x, warp_z, rough, beyond]: [f32; 4]) -> Rgb {
        if rough < self.threshold - 0.15 {
            return behind;
        }
        let up = self.plan.horizon - y;
        let (px, pz, _) = self.sheet(x, y);
        let (qx, qz) = (px + warp_x, pz + warp_z);
        let density = rough + 0.125 * self.noise.fbm(qx * 8.0 + 2.7, qz * 8.0 + 5.1, 3);
        let thick = smooth(self.threshold, self.threshold + self.softness, density);
        if thick <= 0.001 {
            return behind;
        }
        let open = smooth(0.25, -0.28, beyond - (density - self.threshold) * 0.15);
        let inner = smooth(self.threshold, self.threshold + self.softness * 2.2, density);
        let lit = self.shade.mix(self.lit, open * lerp(1.0, 0.55, inner));
        let (dx, dy) = (x - self.plan.light.0, y - self.plan.light.1);
        let near = decay(-(dx * dx + dy * dy).sqrt() * 3.6);
        let rim = self.rim * (near * (thick * (1.0 - inner)).max(0.0) * 2.2 + near * 0.18);
        let colour = (lit + rim).mix(self.far, smooth(0.16, 0.0, up) * 0.75);
        behind.mix(colour, thick * smooth(0.0, 0.06, up))
    }
}

impl Layer for Clouds {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint_between(
            (0.0, self.plan.horizon - 0.002),
            |y| self.broad(x, y),
            |behind, y, broad| self.over(behind, (x, y), broad),
        );
    }
}

fn cover(scene: &Scene) -> Option<f32> {
    let quiet = scene.has(Thing::Stars) || scene.has(Thing::MilkyWay) || scene.has(Thing::Aurora);
    match () {
        () if scene.weather(Weather::Storm) || scene.weather(Weather::Overcast) => Some(0.98),
        () if scene.weather(Weather::Clouds) => Some(0.74),
        () if scene.weather(Weather::Rain) || scene.weather(Weather::Snow) => Some(0.92),
        () if scene.mood(Mood::Gloomy) => Some(0.92),
        () if scene.weather(Weather::Clear) || quiet => None,
        () if scene.weather(Weather::Fog) || scene.is_at(Place::Desert) => None,
        () if scene.mood(Mood::Dramatic) => Some(0.6),
        () if scene.time == Time::Night => Some(0.28),
        () => Some(0.42),
    }
}
