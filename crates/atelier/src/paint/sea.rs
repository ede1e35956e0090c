//! Water: a moving surface in perspective that mirrors the picture above it, glitters and breaks into foam.

use super::{
    canvas::{Canvas, Column, Frame},
    composition::Composition,
    light::Light,
    swell::Swell,
};
use crate::{
    colour::Rgb,
    noise::{Noise, decay, lerp, smooth},
    scene::{Place, Scene, SeaState, Thing},
};

/// How high the eye is above the water.
const EYE: f32 = 0.5;

/// Sine and cosine of the angles that the small waves are turned by, each 1.3 more than the one before.
const TURNS: [(f32, f32); 5] = [
    (0.0, 1.0),
    (0.963_558, 0.267_499),
    (0.515_501, -0.856_889),
    (-0.687_766, -0.725_932),
    (-0.883_455, 0.468_517),
];

/// A stretch of water.
pub(super) struct Water {
    plan: Composition,
    light: Light,
    noise: Noise,
    /// The height of the great waves.
    swell: f32,
    /// How steep the small ones are.
    ripple: f32,
    body: Rgb,
    glitter: Rgb,
    scale: f32,
    heavy: Option<Swell>,
    /// How much air lies over it: a pool under a waterfall ends at a near shore.
    air: f32,
}

/// How a stretch of water looks, apart from its waves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WaterLook {
    /// The height of the great waves.
    pub swell: f32,
    /// How steep the small ones are.
    pub ripple: f32,
    /// How many small waves go to a unit.
    pub scale: f32,
    pub body: Rgb,
    pub glitter: Rgb,
    /// The colours of a heavy sea: in the depth, through a crest, of foam.
    pub heavy: Option<[Rgb; 3]>,
}

struct Surface {
    height: f32,
    slope_x: f32,
    slope_z: f32,
    rough: f32,
    crest: f32,
}

impl Water {
    pub fn new(scene: &Scene, plan: Composition, light: Light, seed: u64) -> Option<Self> {
        plan.waterline?;
        let sheltered = scene.is_at(Place::Lake) || scene.is_at(Place::City);
        let heavy = scene.sea == SeaState::Heavy && !sheltered;
        let (swell, ripple) = match scene.sea {
            _ if scene.is_at(Place::City) => (0.0, 0.05),
            SeaState::Heavy => (0.05, 0.15),
            _ if sheltered && !scene.sea_was_told => (0.0, 0.032),
            SeaState::Calm => (0.004, 0.03),
            SeaState::Moderate => (0.03, 0.11),
        };
        let deep = match () {
            () if scene.has(Thing::Palms) => Rgb::hex(0x0E_8AA0),
            () if scene.has(Thing::Waterfall) => Rgb::hex(0x1E_5E56),
            () if sheltered => Rgb::hex(0x12_3A48),
            () => Rgb::hex(0x0C_3E52),
        };
        let falling = if scene.has(Thing::Waterfall) {
            light.in_gorge()
        } else {
            light.direct * 0.5 + light.ambient
        };
        Some(Self {
            plan,
            light,
            noise: Noise::new(seed, 41),
            swell,
            ripple,
            body: deep * falling * 1.1,
            glitter: light.glow * (light.clearness * light.clearness * lerp(1.5, 2.3, light.night)),
            scale: if sheltered { 9.0 } else { 5.0 },
            heavy: heavy.then(|| Swell::new(plan, light, seed)),
            air: if scene.has(Thing::Waterfall) { 0.0 } else { 0.7 },
        })
    }

    /// What a moving picture of this water needs to know.
    pub fn look(&self) -> WaterLook {
        WaterLook {
            swell: self.swell,
            ripple: self.ripple,
            scale: self.scale,
            body: self.body,
            glitter: self.glitter,
            heavy: self.heavy.as_ref().map(Swell::look),
        }
    }

    /// One column of water, from the waterline down; `above` is the finished picture above it, sharp and blurred.
    pub fn lay(&self, (above, blurred): (&Canvas, &Canvas), column: &mut Column<'_>) {
        let index = (column.x / self.plan.frame.pixel) as usize;
        for (pixel, seen) in column.pixels.iter_mut().zip(above.column(index)) {
            *pixel = *seen;
        }
        match &self.heavy {
            Some(heavy) => heavy.lay(blurred, column),
            None => self.lay_mirror(above, column.x, column.pixels),
        }
    }

    fn lay_mirror(&self, above: &Canvas, x: f32, column: &mut [Rgb]) {
        let frame = self.plan.frame;
        let first = (self.plan.horizon / frame.pixel) as usize;
        let (mut top, mut last) = (frame.height as f32, None::<Rgb>);
        let margin = (frame.height as f32 * self.swell) as usize;
        for row in (first..frame.height + margin).rev() {
            let down = (frame.middle(row) - self.plan.horizon).max(frame.pixel * 0.3);
            let z = EYE / down;
            let surface = self.surface((x - frame.aspect * 0.5) * z, z, z * z * frame.pixel / EYE);
            let y =
                ((self.plan.horizon + (EYE - surface.height.min(EYE * 0.9)) / z) / frame.pixel - 0.5).max(first as f32);
            if y < top {
                let colour = self.shade(above, x, down, z, &surface);
                let until = (top.ceil() as usize).min(frame.height);
                let below = last.unwrap_or(colour);
                for (index, pixel) in column.iter_mut().enumerate().take(until).skip(y as usize) {
                    let share = ((index as f32 + 0.5 - y) / (top - y).max(1.0)).clamp(0.0, 1.0);
                    let open = (top - index as f32).clamp(0.0, 1.0);
                    let blended = colour.mix(below, share);
                    *pixel = if open < 1.0 { pixel.mix(blended, open) } else { blended };
                }
                last = Some(colour);
                top = y;
            } else {
                last = None;
            }
        }
    }

    /// The surface at a place on the ground plane; waves finer than `print` are left to roughness.
    fn surface(&self, x: f32, z: f32, print: f32) -> Surface {
        let mut surface = Surface {
            height: 0.0,
            slope_x: 0.0,
            slope_z: 0.0,
            rough: 0.012 + self.ripple * 0.2,
            crest: 0.0,
        };
        if self.swell > 0.0 {
            self.great_waves(x, z, print, &mut surface);
        }
        let (mut frequency, mut steep) = (self.scale, self.ripple);
        for octave in 0..5_u8 {
            let visible = smooth(1.1, 0.25, print * frequency);
            if visible > 0.0 {
                let turn = f32::from(octave) * 1.3;
                let u = x * 0.6 + z * 0.1 * TURNS[usize::from(octave)].0 + turn;
                let (_, dx, dz) = self.noise.sloped(
                    u * frequency,
                    (z + x * 0.12 * TURNS[usize::from(octave)].1) * frequency * 1.25,
                );
                surface.slope_x += dx * steep * visible * 0.6;
                surface.slope_z += dz * steep * visible;
            }
            surface.rough += steep * (1.0 - visible) * 0.35;
            frequency *= 1.9;
            steep *= 0.8;
        }
        surface
    }

    fn great_waves(&self, x: f32, z: f32, print: f32, surface: &mut Surface) {
        let visible = smooth(0.3, 0.02, print);
        let fine = 0.22 * smooth(0.12, 0.01, print);
        surface.rough += self.swell * 0.35 * (1.0 - visible);
        if visible <= 0.0 {
            return;
        }
        let bend = 0.5 * self.noise.at(x * 0.5, z * 0.4);
        let at = |z: f32| {
            let ridge = 1.0 - self.noise.at(x * 0.42 + bend, z * 0.95 + bend * 1.5).abs() * 1.25;
            let lesser = 1.0 - self.noise.at(x * 1.2 + 9.0, z * 2.2 + bend).abs() * 1.2;
            ridge.max(0.0).powi(2) + fine * lesser.max(0.0).powi(2)
        };
        let (here, beyond) = (at(z), at(z + 0.02));
        surface.height = self.swell * (here - 0.45) * visible;
        surface.slope_z += self.swell * visible * (beyond - here) / 0.02;
        surface.crest = here * visible;
    }

    fn shade(&self, above: &Canvas, x: f32, down: f32, z: f32, surface: &Surface) -> Rgb {
        let frame: Frame = self.plan.frame;
        let stretch = 0.35 + 0.65 * smooth(0.0, 0.2, down);
        let mirror_x = x + surface.slope_x * stretch * 0.5;
        let spread = surface.rough * 0.6 * (down * 7.0).min(1.0);
        let height = down + surface.slope_z.abs() * stretch * 0.55 + spread;
        let jitter = self.noise.dice((x / frame.pixel) as i32, (down / frame.pixel) as i32) * 0.66;
        let seen = |shift: f32| {
            above.sample(
                mirror_x,
                (self.plan.horizon - (height + shift).max(frame.pixel)).max(frame.pixel),
            )
        };
        let mirrored =
            (seen(spread * (jitter - 1.0)) + seen(spread * (jitter - 0.33)) + seen(spread * (jitter + 0.33)))
                * (1.0 / 3.0);
        let facing = (1.0 / (1.0 + z * 0.9) + surface.slope_z.max(-0.02) * -0.9).clamp(0.0, 1.0);
        let fresnel = 0.04 + 0.96 * (1.0 - facing).powi(4);
        let mut colour = self.body.mix(mirrored, fresnel.clamp(0.1, 0.96));
        colour += self.body * (smooth(0.6, 1.25, surface.crest) * 1.4 * (self.swell * 6.0).min(1.0));
        colour += self.sparkle(x, down, surface);
        colour.mix(
            self.light.haze,
            (1.0 - decay(-(z - 2.0).max(0.0) * self.light.thickness * 0.35)) * self.air,
        )
    }

    fn sparkle(&self, x: f32, down: f32, surface: &Surface) -> Rgb {
        if self.plan.shines.is_none() {
            return Rgb::BLACK;
        }
        let off = x - self.plan.light.0;
        let path = 0.022 + down * 0.24;
        let lean = off / path + surface.slope_x * 9.0;
        let along = decay(-lean * lean * 0.5);
        let wave = (surface.slope_z * 5.0 + surface.slope_x * 3.0 + surface.rough * 1.5).abs();
        let broken = smooth(0.12, 0.7, wave) * 0.9 + 0.1;
        self.glitter * (along * broken * (0.9 - 0.5 * smooth(0.0, 0.5, down)))
    }
}
