//! The shapes of land and what covers them: peaks with snow, dunes, rolling hills.

use crate::{
    colour::Rgb,
    noise::{Choices, Noise, lerp, smooth},
    scene::{Place, Scene, Season, Time},
};

/// A kind of land over the ground plane; the eye stands at depth 0.
pub(super) struct Relief {
    kind: Kind,
    noise: Noise,
    drift: f32,
    snow: f32,
    season: Option<Season>,
    /// Where the mountains begin.
    foot: f32,
    eye: f32,
    tall: f32,
    /// How far apart the march looks, as a share of the depth: rock finer than that would smear.
    stride: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Peaks,
    Dunes,
    Hills,
}

impl Relief {
    pub fn new(scene: &Scene, seed: u64) -> Option<Self> {
        let kind = match () {
            () if scene.is_at(Place::Mountains) => Kind::Peaks,
            () if scene.is_at(Place::Desert) => Kind::Dunes,
            () if scene.is_at(Place::Meadow) => Kind::Hills,
            () => return None,
        };
        let lake = scene.is_at(Place::Lake) || scene.is_at(Place::Sea);
        let snow = match scene.season {
            Some(Season::Winter) => -0.4,
            Some(Season::Summer) => 2.6,
            _ if scene.time == Time::Golden => 2.2,
            _ => 1.7,
        };
        Some(Self {
            kind,
            noise: Noise::new(seed, 31),
            drift: Choices::new(seed, 32).between(0.0, 50.0),
            snow,
            season: scene.season,
            foot: if lake { 4.2 } else { 2.4 },
            eye: match kind {
                Kind::Peaks => 0.55,
                Kind::Dunes => 0.75,
                Kind::Hills => 0.62,
            },
            tall: if lake { 4.5 } else { 4.3 },
            stride: 0.0,
        })
    }

    /// The same land without what is finer than the march's steps, each a share of the depth.
    pub fn marched(self, stride: f32) -> Self {
        Self { stride, ..self }
    }

    pub fn eye(&self) -> f32 {
        self.eye
    }

    /// Steps to march for every five rows of pixels: the sharp crests of dunes need more than rock does.
    pub fn fineness(&self) -> usize {
        if self.kind == Kind::Dunes { 4 } else { 2 }
    }

    /// Nearest and farthest depth.
    pub fn reach(&self) -> (f32, f32) {
        match self.kind {
            Kind::Peaks => (0.9, 15.0),
            Kind::Dunes => (0.95, 13.0),
            Kind::Hills => (0.75, 17.0),
        }
    }

    /// Nothing at this depth is higher.
    pub fn ceiling(&self, z: f32) -> f32 {
        match self.kind {
            Kind::Peaks => 0.3 + self.rise(z) * 1.05,
            Kind::Dunes => 0.1 + 0.72 * dune_rise(z),
            Kind::Hills => 0.1 + (0.3 + 0.17 * z) * 0.75,
        }
    }

    pub fn height(&self, x: f32, z: f32) -> f32 {
        let (u, v) = (x + self.drift, z);
        match self.kind {
            Kind::Peaks => {
                let rise = self.rise(z);
                let hills = 0.12 * self.noise.fbm(u * 1.1, v * 1.1, 3);
                if rise <= 0.0 {
                    return hills;
                }
                let bend = 0.25 * self.noise.at(u * 0.5, v * 0.5);
                let ridge = self.ridges((u * 0.29 + bend, v * 0.29 - bend), 0.29 * z * self.stride);
                let massif = 0.62 + 0.5 * self.noise.at(u * 0.21 + 7.0, v * 0.16);
                hills + rise * ridge * massif
            }
            Kind::Dunes => {
                let sway = self.noise.at(u * 0.23, v * 0.3);
                let crest: f32 = 1.0 - softened(self.noise.at(u * 0.27 + sway * 0.9, v * 0.36 + sway * 0.8)) * 1.3;
                let crest = crest.max(0.0);
                let large = crest * crest.sqrt() * 0.6;
                let small = 1.0 - softened(self.noise.at(u * 0.8 + sway, v * 1.0 + 4.0));
                (large + 0.05 * small * small) * dune_rise(z)
            }
            Kind::Hills => {
                let roll = self.noise.fbm(u * 0.3, v * 0.36, 3);
                (0.3 + 0.17 * z) * roll * 0.9
            }
        }
    }

    /// Folded noise with sharp crests like the noise's own, whose octaves fade out as they get finer than a stride;
    /// `stride` is how many of the largest features one stride is.
    fn ridges(&self, (mut x, mut y): (f32, f32), mut stride: f32) -> f32 {
        let (mut sum, mut strength, mut above) = (0.0, 0.55, 1.0);
        for _ in 0..8 {
            let there = smooth(0.5, 0.2, stride);
            if there <= 0.0 {
                // What is left out still has its mean, so that the land does not sink.
                return sum + 0.55 * strength * above;
            }
            let crest = 1.0 - self.noise.at(x, y).abs();
            let crest = lerp(0.55, crest * crest, there) * above;
            sum += strength * crest;
            above = (crest * 1.6).clamp(0.0, 1.0);
            strength *= 0.48;
            stride *= 2.0;
            (x, y) = (1.6 * x + 1.2 * y + 5.1, 1.6 * y - 1.2 * x + 9.4);
        }
        sum
    }

    /// How the small faces of rock lean, across and away, where a place on it covers `print`.
    pub fn faces(&self, (x, z): (f32, f32), height: f32, print: f32) -> (f32, f32) {
        let rock = smooth(0.25, 0.9, height) * smooth(0.05, 0.012, print);
        if self.kind != Kind::Peaks || rock <= 0.0 {
            return (0.0, 0.0);
        }
        // Height counts like depth, or walls would carry streaks instead of faces.
        let (u, v) = (x + self.drift, z + 1.1 * height);
        let (_, ax, az) = self.noise.leaning(u * 4.0, v * 4.0);
        let (_, bx, bz) = self.noise.leaning(u * 11.0 + 0.5 * az, v * 11.0 - 0.5 * ax);
        let fine = smooth(0.025, 0.008, print);
        (rock * (0.5 * ax + 0.5 * fine * bx), rock * (0.5 * az + 0.5 * fine * bz))
    }

    /// How much fog gathers at a height.
    pub fn valley(&self, x: f32, z: f32, height: f32) -> f32 {
        match self.kind {
            Kind::Peaks => smooth(1.9, 0.0, height) * (1.0 + 0.55 * self.noise.fbm(x * 0.5, z * 0.7, 2)),
            Kind::Dunes => 0.35,
            Kind::Hills => smooth(0.5, -0.2, height),
        }
    }

    /// What covers the ground at a place; grain finer than `print` is left out.
    pub fn ground(&self, (x, z): (f32, f32), height: f32, slope: (f32, f32), print: f32) -> Rgb {
        let steep = (slope.0 * slope.0 + slope.1 * slope.1).sqrt();
        let (u, v) = (x + self.drift, z);
        match self.kind {
            Kind::Peaks => self.alpine((u, v), height, steep, print),
            Kind::Dunes => {
                let ripple = self.noise.at(u * 5.0 + self.noise.at(u, v) * 4.0, v * 38.0);
                Rgb::hex(0xD9_A05E).mix(
                    Rgb::hex(0xB8_743C),
                    0.35 + 0.07 * ripple * smooth(5.0, 1.0, v) + 0.3 * self.noise.at(u * 0.8, v * 0.8),
                )
            }
            Kind::Hills => self.grass(u, v),
        }
    }

    fn alpine(&self, (u, v): (f32, f32), height: f32, steep: f32, print: f32) -> Rgb {
        let patch = self.noise.fbm(u * 3.1, (v + 0.9 * height) * 3.1, 4);
        let strata = self.noise.at(u * 1.6, height * 14.0 + 2.0 * patch);
        let seen = smooth(0.03, 0.008, print);
        let grain = if seen > 0.0 {
            self.noise.at(u * 31.0, (v + height) * 31.0) * seen
        } else {
            0.0
        };
        let rock =
            Rgb::hex(0x5A_5860).mix(Rgb::hex(0x86_7A6C), 0.5 + 0.5 * strata) * (0.85 + 0.4 * patch + 0.3 * grain);
        let crown = if seen > 0.0 {
            self.noise.at(u * 78.0, (v + height * 0.6) * 62.0)
        } else {
            0.0
        };
        let wood = self.woods(patch, (crown * 0.8 + grain * 0.5) * seen);
        let green = smooth(1.3, 0.6, height + patch * 0.6 + 0.15 * grain) * smooth(1.7, 0.8, steep);
        let line = self.snow + patch * 0.7;
        let lying = smooth(2.3, 0.9, steep + patch * 0.8 + 0.35 * grain);
        let snow = smooth(line - 0.2, line + 0.35, height) * lying;
        let fields = rock.mix(wood, green);
        let bare = smooth(0.25, 0.6, patch + 0.5 * crown * seen)
            * green
            * if self.season == Some(Season::Winter) { 0.15 } else { 0.5 };
        fields.mix(Rgb::hex(0xEE_F2F8) * (0.97 + 0.08 * grain), snow * (1.0 - bare))
    }

    fn woods(&self, patch: f32, grain: f32) -> Rgb {
        let dark = match self.season {
            Some(Season::Autumn) => {
                Rgb::hex(0x3A_4A2A).mix(Rgb::hex(0xC8_7A22), smooth(-0.25, 0.25, patch + grain * 0.35))
            }
            Some(Season::Winter) => Rgb::hex(0x2E_3A3C),
            _ => Rgb::hex(0x2C_4426).mix(Rgb::hex(0x6A_7E3A), smooth(-0.1, 0.45, patch)),
        };
        dark * (0.85 + 0.45 * grain)
    }

    fn grass(&self, u: f32, v: f32) -> Rgb {
        let (fresh, dry, flower) = match self.season {
            Some(Season::Winter) => (0xE4_EAF2, 0xC4_D0DE, 0xF4_F6FA),
            Some(Season::Autumn) => (0x80_8A36, 0xBE_9A42, 0xB4_6A2A),
            Some(Season::Spring) => (0x5E_9A34, 0x86_B048, 0xF0_B8D0),
            _ => (0x4E_8230, 0x92_A044, 0xE8_D860),
        };
        let patch = self.noise.fbm(u * 1.4, v * 1.4, 4);
        let blade = self.noise.at(u * 60.0, v * 18.0);
        let grove = smooth(0.05, 0.16, self.noise.fbm(u * 1.9 + 3.0, v * 1.9, 4) - 0.12) * smooth(1.5, 3.0, v);
        let fields = Rgb::hex(fresh).mix(Rgb::hex(dry), smooth(-0.3, 0.4, patch)) * (0.92 + 0.2 * blade);
        let crowns = self.noise.at(u * 25.0, v * 25.0);
        let leaves = match self.season {
            Some(Season::Autumn) => Rgb::hex(0x7A_3416).mix(Rgb::hex(0xDC_9428), smooth(-0.5, 0.5, crowns + patch)),
            _ => Rgb::hex(fresh) * (0.34 + 0.2 * crowns),
        };
        let fields = fields.mix(leaves, grove);
        let dots = smooth(0.6, 0.75, self.noise.at(u * 46.0, v * 30.0)) * smooth(0.0, 0.3, patch) * smooth(4.0, 1.0, v);
        fields.mix(Rgb::hex(flower), dots * lerp(0.9, 0.5, blade.abs()))
    }

    fn rise(&self, z: f32) -> f32 {
        smooth(self.foot, self.foot + 5.5, z) * self.tall
    }
}

/// The size of a number, with a rounded turn at zero.
fn softened(value: f32) -> f32 {
    (value * value + 0.0012).sqrt()
}

fn dune_rise(z: f32) -> f32 {
    lerp(0.3, 2.6, smooth(1.2, 9.0, z))
}
