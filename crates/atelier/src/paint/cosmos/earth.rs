//! The Earth's edge from orbit: seas and cloud below, the thin blue of the air, and the sun at its rim.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, lerp, smooth},
    paint::{
        canvas::{Column, Frame},
        layer::{Layer, cover},
    },
    scene::{Scene, Time},
};

const RADIUS: f32 = 1.75;

pub(super) struct Earth {
    noise: Noise,
    frame: Frame,
    centre: (f32, f32),
    sun: (f32, f32),
    drift: f32,
    /// 1 where the side that is seen has night.
    night: f32,
}

impl Layer for Earth {
    fn lay(&self, column: &mut Column<'_>) {
        let x = column.x;
        column.paint(0.0, 1.0, |under, y| self.over(under, x, y));
    }
}

impl Earth {
    pub fn new(scene: &Scene, frame: Frame, seed: u64) -> Self {
        let mut choices = Choices::new(seed, 241);
        let side = choices.side();
        let top = choices.between(0.42, 0.5);
        let centre = (frame.aspect * (0.5 - side * 0.12), top + RADIUS);
        let across = frame.aspect * side * 0.2;
        let night = if scene.time == Time::Night && scene.time_was_told {
            1.0
        } else {
            0.0
        };
        Self {
            noise: Noise::new(seed, 242),
            frame,
            centre,
            sun: (
                centre.0 + across,
                centre.1 - (RADIUS * RADIUS - across * across).sqrt() - 0.006,
            ),
            drift: choices.between(0.0, 60.0),
            night,
        }
    }

    fn over(&self, under: Rgb, x: f32, y: f32) -> Rgb {
        let (dx, dy) = (x - self.centre.0, y - self.centre.1);
        let distance = (dx * dx + dy * dy).sqrt();
        let above = distance - RADIUS;
        let (sx, sy) = (x - self.sun.0, y - self.sun.1);
        let to_sun = (sx * sx + sy * sy).sqrt();
        let near_sun = decay(-to_sun * 1.5);
        let mut colour = under * smooth(-0.02, 0.05, above);
        if above > -0.03 {
            let air = decay(-above.max(0.0) * 34.0) * 0.75 + decay(-above.max(0.0) * 150.0) * 0.7;
            let warm = decay(-to_sun * 5.0);
            let blue = Rgb::new(0.1, 0.34, 0.95).mix(Rgb::new(1.0, 0.62, 0.34), warm * decay(-above.max(0.0) * 60.0));
            colour += blue * (air * lerp(0.4, 1.5, near_sun));
        }
        let inside = cover(-above, self.frame.pixel * 1.5);
        if inside > 0.0 {
            colour = colour.mix(self.ground(dx, dy, near_sun), inside);
        }
        let core = decay(-to_sun * to_sun * 4200.0) * 3.0 + decay(-to_sun * 20.0) * 0.9 + decay(-to_sun * 6.0) * 0.16;
        let streak = decay(-sy * sy * 22_000.0) * decay(-sx.abs() * 7.0) * 0.5;
        let hidden = 1.0 - 0.75 * inside;
        colour + Rgb::new(1.0, 0.93, 0.82) * ((core + streak) * hidden)
    }

    fn ground(&self, dx: f32, dy: f32, near_sun: f32) -> Rgb {
        let (nx, ny) = (dx / RADIUS, dy / RADIUS);
        let nz = (1.0 - (nx * nx + ny * ny).min(1.0)).sqrt();
        // From above, the depth of the globe is what lies along its edge.
        let (u, v) = (nx * 5.0 + self.drift, nz * 5.0);
        let land = smooth(0.0, 0.07, self.noise.fbm(u * 0.9, v * 0.9, 6) - 0.02);
        let dry = smooth(-0.2, 0.25, self.noise.fbm(u * 2.0 + 9.0, v * 2.0, 4));
        let soil = Rgb::hex(0x3E_5A30).mix(Rgb::hex(0xA0_8458), dry);
        let sea = Rgb::hex(0x0C_2C5C).mix(
            Rgb::hex(0x1E_5C8C),
            smooth(-0.3, 0.3, self.noise.fbm(u * 1.4, v * 1.4 + 5.0, 3)),
        );
        let swirl = (
            self.noise.fbm(u * 0.9 + 3.0, v * 0.9, 3),
            self.noise.fbm(u * 0.9, v * 0.9 + 8.0, 3),
        );
        let (cu, cv) = (u * 1.6 + swirl.0 * 2.2, v * 1.6 + swirl.1 * 2.2);
        let cloud = smooth(-0.02, 0.42, self.noise.fbm(cu, cv, 6) + 0.05);
        let day = lerp(
            smooth(0.0, 0.5, nz) * 0.55 + 0.25 + 0.7 * near_sun,
            0.03 + 0.3 * near_sun * near_sun,
            self.night,
        );
        let mut colour = sea.mix(soil, land).mix(Rgb::grey(0.86), cloud * 0.9) * day;
        let glint = decay(-(nx * 5.0 - (self.sun.0 - self.centre.0) / RADIUS * 5.0).powi(2) * 1.2) * decay(-v * 1.1);
        colour += Rgb::new(1.0, 0.84, 0.6) * (glint * (1.0 - land) * (1.0 - cloud) * 0.35);
        if self.night > 0.0 {
            colour += self.lamps(u, v, land) * (1.0 - 0.8 * cloud) * (1.0 - near_sun);
        }
        // Air lies thicker over what is seen at a slant.
        let veil = decay(-nz * 4.6);
        colour.mix(
            Rgb::new(0.12, 0.36, 0.85) * lerp(0.3, 1.1, near_sun.max(1.0 - self.night)),
            veil * 0.85,
        )
    }

    /// Cities and the roads between them.
    fn lamps(&self, u: f32, v: f32, land: f32) -> Rgb {
        let people = smooth(0.05, 0.4, self.noise.fbm(u * 2.2 + 40.0, v * 2.2, 4) + 0.1) * land;
        let towns = smooth(0.35, 0.75, self.noise.at(u * 34.0, v * 34.0)) * people;
        let roads = smooth(0.06, 0.0, self.noise.fbm(u * 7.0, v * 7.0, 3).abs()) * people * 0.35;
        let fine = smooth(0.3, 0.8, self.noise.at(u * 90.0, v * 90.0)) * people * 0.8;
        Rgb::new(1.0, 0.66, 0.28) * (towns * 1.5 + roads + fine)
    }
}
