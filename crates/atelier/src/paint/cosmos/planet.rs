//! A planet lit from one side, with air at its limb, and rings where they are asked for.

use super::globe::{Globe, Ground};
use crate::{
    colour::Rgb,
    noise::{Choices, Noise, decay, smooth},
    paint::{
        canvas::{Column, Frame},
        composition::Composition,
        layer::{Layer, cover},
    },
    scene::{Scene, Thing},
    steady::{cosine, sine},
};

/// Inner and outer edge of the rings, in radii.
const RINGS: (f32, f32) = (1.28, 2.2);

pub(in crate::paint) struct Planet {
    globe: Globe,
    noise: Noise,
    pixel: f32,
    centre: (f32, f32),
    radius: f32,
    light: [f32; 3],
    axis: (f32, f32),
    /// How open the rings look, 0 to 1; none without rings.
    rings: Option<f32>,
    /// How much of it daylight leaves to be seen.
    seen: f32,
}

impl Planet {
    pub fn in_space(scene: &Scene, frame: Frame, seed: u64) -> Self {
        let mut choices = Choices::new(seed, 231);
        let rings = scene.has(Thing::Rings);
        let radius = if rings {
            choices.between(0.2, 0.235)
        } else {
            choices.between(0.3, 0.38)
        } * frame.unit.max(0.4);
        let side = choices.side();
        let shift = if rings { 0.03 } else { 0.12 };
        let centre = (frame.aspect * (0.5 - side * shift), 0.5 + choices.between(-0.03, 0.05));
        Self::new(scene, frame, (seed, &mut choices), (centre, radius), side)
    }

    /// A great pale planet in the sky of a landscape.
    pub fn over_land(scene: &Scene, plan: Composition, night: f32, seed: u64) -> Option<Self> {
        if !scene.has(Thing::Planet) {
            return None;
        }
        let mut choices = Choices::new(seed, 231);
        let radius = 0.34 * plan.horizon.min(1.0) * plan.frame.unit.max(0.4);
        let centre = (
            plan.frame.aspect * (0.5 + 0.16 * plan.side),
            plan.horizon.min(1.0) * 0.45,
        );
        let planet = Self::new(scene, plan.frame, (seed, &mut choices), (centre, radius), plan.side);
        Some(Self {
            seen: 0.5 + 0.45 * night,
            ..planet
        })
    }

    fn new(
        scene: &Scene,
        frame: Frame,
        (seed, choices): (u64, &mut Choices),
        (centre, radius): ((f32, f32), f32),
        side: f32,
    ) -> Self {
        let globe = Globe::new(scene, choices, seed);
        let (x, y, z) = (side * 0.82, -0.42, choices.between(0.28, 0.5));
        let length = (x * x + y * y + z * z).sqrt();
        let tilt = choices.between(-0.4, 0.4);
        let open = scene.has(Thing::Rings).then(|| choices.between(0.22, 0.34));
        Self {
            globe,
            noise: Noise::new(seed, 233),
            pixel: frame.pixel,
            centre,
            radius,
            light: [x / length, y / length, z / length],
            axis: (cosine(tilt), sine(tilt)),
            rings: open,
            seen: 1.0,
        }
    }

    /// The lit globe over what is behind it.
    fn body(&self, under: Rgb, dx: f32, dy: f32) -> Rgb {
        let distance = (dx * dx + dy * dy).sqrt();
        let inside = cover(self.radius - distance, self.pixel);
        let thick = if self.globe.ground == Ground::Rock {
            0.012
        } else {
            0.035
        };
        let out = ((distance - self.radius) / self.radius).max(0.0);
        let (nx, ny) = (dx / self.radius, dy / self.radius);
        let [lx, ly, lz] = self.light;
        let mut colour = under;
        if out < thick * 8.0 {
            let facing = smooth(-0.35, 0.8, (nx * lx + ny * ly) / (1.0 + out));
            colour += self.globe.air * (decay(-out / thick) * facing * 0.5);
        }
        if inside <= 0.0 {
            return colour;
        }
        let nz = (1.0 - (nx * nx + ny * ny).min(1.0)).sqrt();
        let (u, v) = (nx * self.axis.0 + ny * self.axis.1, ny * self.axis.0 - nx * self.axis.1);
        let lit = nx * lx + ny * ly + nz * lz;
        let shadow = self.shadow_of_rings(nx, ny, nz);
        let day = smooth(-0.08, 0.32, lit) * lit.clamp(0.06, 1.0) * shadow;
        let rim = (1.0 - nz).powi(3);
        let face = self.globe.face(u, v, nz) * (day * 1.5) + self.globe.air * (rim * smooth(-0.1, 0.6, lit) * 0.75);
        // By day the dark side has the colour of the sky.
        let night = under * (1.0 - self.seen);
        colour.mix(face * self.seen + night + Rgb::new(0.001, 0.0012, 0.003), inside)
    }

    /// Where light would have to come through the rings, some of it is lost.
    fn shadow_of_rings(&self, nx: f32, ny: f32, nz: f32) -> f32 {
        let Some(open) = self.rings else {
            return 1.0;
        };
        let pole = self.pole(open);
        let [lx, ly, lz] = self.light;
        let (height, climb) = (dot([nx, ny, nz], pole), dot([lx, ly, lz], pole));
        let way = -height / climb;
        if climb.abs() < 0.02 || way <= 0.0 {
            return 1.0;
        }
        let hit = [nx + lx * way, ny + ly * way, nz + lz * way];
        1.0 - 0.75 * self.ring_density(dot(hit, hit).sqrt())
    }

    /// The direction that the rings lie across.
    fn pole(&self, open: f32) -> [f32; 3] {
        let flat = (1.0 - open * open).sqrt();
        [-self.axis.1 * flat, self.axis.0 * flat, -open]
    }

    fn ring_density(&self, r: f32) -> f32 {
        let edges = smooth(RINGS.0, RINGS.0 + 0.06, r) * smooth(RINGS.1, RINGS.1 - 0.05, r);
        let gap = 1.0 - 0.92 * smooth(0.045, 0.02, (r - 1.86).abs());
        let grooves = 0.62 + 0.5 * self.noise.at(r * 15.0, 2.0) + 0.3 * self.noise.at(r * 47.0, 9.0);
        edges * gap * grooves.clamp(0.08, 1.0)
    }

    /// The rings; the globe hides what is behind it.
    fn rings(&self, under: Rgb, dx: f32, dy: f32, open: f32) -> Rgb {
        let (u, w) = (dx * self.axis.0 + dy * self.axis.1, dy * self.axis.0 - dx * self.axis.1);
        let v = w / open;
        let r = (u * u + v * v).sqrt() / self.radius;
        if !(RINGS.0..RINGS.1).contains(&r) {
            return under;
        }
        let behind = w < 0.0;
        if behind && dx * dx + dy * dy < self.radius * self.radius {
            return under;
        }
        let density = self.ring_density(r);
        let flat = (1.0 - open * open).sqrt();
        let place = [
            (u * self.axis.0 - w * self.axis.1) / self.radius,
            (u * self.axis.1 + w * self.axis.0) / self.radius,
            v * flat / self.radius,
        ];
        let along = dot(place, self.light);
        let off = (dot(place, place) - along * along).max(0.0).sqrt();
        let dark = if along < 0.0 { smooth(1.03, 0.95, off) } else { 0.0 };
        let dust = self.globe.air.mix(Rgb::hex(0xE8_D8BC), 0.6) * (0.5 + 0.4 * self.noise.at(r * 9.0, 4.0));
        under.mix(dust * (1.15 * (1.0 - 0.96 * dark)), density * 0.88 * self.seen)
    }
}

impl Layer for Planet {
    fn lay(&self, column: &mut Column<'_>) {
        let dx = column.x - self.centre.0;
        let reach = self.radius * if self.rings.is_some() { RINGS.1 } else { 1.4 };
        if dx.abs() > reach {
            return;
        }
        column.paint(self.centre.1 - reach, self.centre.1 + reach, |under, y| {
            let dy = y - self.centre.1;
            let colour = self.body(under, dx, dy);
            self.rings.map_or(colour, |open| self.rings(colour, dx, dy, open))
        });
    }
}

fn dot(a: [f32; 3], b: [f32; 3]) -> f32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
