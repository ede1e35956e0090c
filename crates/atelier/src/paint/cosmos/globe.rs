//! The face of a globe: bands of a gas giant, plains and craters, or seas, land and cloud.

use crate::{
    colour::{Lab, Rgb},
    noise::{Choices, Noise, lerp, smooth},
    scene::{Scene, Thing},
};

/// What a globe is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    Gas,
    Rock,
    Living,
}

pub(super) struct Globe {
    noise: Noise,
    pub ground: Ground,
    drift: f32,
    colours: [Rgb; 4],
    pub air: Rgb,
}

impl Globe {
    pub fn new(scene: &Scene, choices: &mut Choices, seed: u64) -> Self {
        let picked = choices.pick(&[Ground::Gas, Ground::Gas, Ground::Rock, Ground::Living]);
        let ground = match () {
            () if scene.has(Thing::Rings) => Ground::Gas,
            () if scene.has(Thing::Moon) => Ground::Rock,
            // Seas and forests are not red.
            () if picked == Some(Ground::Living)
                && scene.hues.iter().any(|hue| !(120.0..275.0).contains(&hue.degrees)) =>
            {
                Ground::Rock
            }
            () => picked.unwrap_or(Ground::Gas),
        };
        let usual = choices.pick(&[62.0, 45.0, 235.0, 80.0, 195.0]).unwrap_or(62.0);
        let grey = scene.has(Thing::Moon);
        let (hue, chroma) = scene
            .hues
            .first()
            .map_or((usual, 0.075), |hue| (hue.degrees, hue.chroma.min(0.13)));
        let chroma = if grey { 0.008 } else { chroma };
        let second = scene.hues.get(1).map_or(hue + 18.0, |hue| hue.degrees);
        let colours = if ground == Ground::Living {
            [
                Lab::lch(0.34, 0.1, 255.0),
                Lab::lch(0.5, 0.09, 130.0),
                Lab::lch(0.62, 0.07, 75.0),
                Lab::lch(0.96, 0.01, 250.0),
            ]
        } else {
            [
                Lab::lch(0.42, chroma, second - 6.0),
                Lab::lch(0.62, chroma * 1.1, hue - 10.0),
                Lab::lch(0.76, chroma, hue),
                Lab::lch(0.9, chroma * 0.5, second + 12.0),
            ]
        };
        let air = match ground {
            Ground::Living => Lab::lch(0.75, 0.11, 245.0),
            Ground::Gas => Lab::lch(0.78, chroma, hue),
            Ground::Rock => Lab::lch(0.6, chroma * 0.6, hue),
        };
        Self {
            noise: Noise::new(seed, 232),
            ground,
            drift: choices.between(0.0, 80.0),
            colours: colours.map(Lab::rgb),
            air: air.rgb(),
        }
    }

    /// What the surface reflects where its normal, turned by the globe's axis, is (x, y, z).
    pub fn face(&self, x: f32, y: f32, z: f32) -> Rgb {
        // A flat chart of the side that is seen, stretched towards the rim.
        let (u, v) = (x * (1.25 - 0.25 * z) + self.drift, y * (1.25 - 0.25 * z));
        match self.ground {
            Ground::Gas => self.bands(u, v, y),
            Ground::Rock => self.rock(u, v),
            Ground::Living => self.living(u, v, y),
        }
    }

    fn bands(&self, u: f32, v: f32, latitude: f32) -> Rgb {
        let swirl = self.noise.fbm(u * 2.2, v * 7.0, 4);
        let curl = self.noise.fbm(u * 3.0 + swirl * 1.6, v * 16.0 + swirl * 1.2, 4);
        let height = latitude + 0.035 * swirl + 0.018 * curl;
        let broad = 0.5 + 0.5 * self.noise.at(height * 5.2 + self.drift, 0.5);
        let fine = self.noise.at(height * 17.0, self.drift) * 0.5 + self.noise.at(height * 41.0, 3.0) * 0.25;
        let t = (broad + 0.42 * fine + 0.16 * curl).clamp(0.0, 1.0) * 2.999;
        let index = t as usize;
        let colour = self.colours[index].mix(self.colours[index + 1], smooth(0.0, 1.0, t - index as f32));
        // One great storm.
        let (sx, sy) = ((u - self.drift - 0.28) / 0.2, (latitude - 0.3) / 0.085);
        let storm = smooth(1.15, 0.75, (sx * sx + sy * sy).sqrt() + 0.2 * curl);
        colour.mix(self.colours[1].mix(Rgb::hex(0xB8_5A38), 0.45), storm * 0.75)
    }

    fn rock(&self, u: f32, v: f32) -> Rgb {
        let plains = smooth(-0.15, 0.3, self.noise.fbm(u * 1.5, v * 1.5, 4));
        let rough = self.noise.fbm(u * 9.0, v * 9.0, 4);
        let mut shade = lerp(0.72, 1.12, plains) + 0.28 * rough;
        for (scale, depth) in [(3.0, 0.34), (7.0, 0.26), (15.0, 0.18)] {
            shade += depth * self.crater(u * scale, v * scale);
        }
        self.colours[1].mix(self.colours[2], plains) * shade.clamp(0.25, 1.6)
    }

    /// A bowl with a bright rim on one side and a shadow on the other.
    fn crater(&self, u: f32, v: f32) -> f32 {
        let (cx, cy) = (u.floor(), v.floor());
        let dice = |kind: i32| self.noise.dice(cx as i32 + kind * 131, cy as i32);
        if dice(1) > 0.6 {
            return 0.0;
        }
        let radius = lerp(0.14, 0.34, dice(2) * dice(2));
        let (dx, dy) = (u - cx - 0.36 - 0.28 * dice(3), v - cy - 0.36 - 0.28 * dice(4));
        let distance = (dx * dx + dy * dy).sqrt() / radius;
        if distance > 1.25 {
            return 0.0;
        }
        let side = (dx - dy) / (radius * 1.4);
        let wall = smooth(0.35, 0.85, distance) * smooth(1.25, 0.95, distance);
        wall * side.clamp(-1.0, 1.0) - 0.25 * smooth(0.95, 0.5, distance)
    }

    fn living(&self, u: f32, v: f32, latitude: f32) -> Rgb {
        let land = smooth(0.02, 0.08, self.noise.fbm(u * 1.7, v * 1.7, 6) + 0.04);
        let dry = smooth(
            -0.2,
            0.3,
            self.noise.fbm(u * 3.1 + 9.0, v * 3.1, 4) - latitude.abs() * 0.3,
        );
        let sea = self.colours[0] * (0.75 + 0.35 * self.noise.fbm(u * 2.4, v * 2.4 + 3.0, 3));
        let ground = sea.mix(self.colours[1].mix(self.colours[2], dry), land);
        let ice = smooth(0.78, 0.9, latitude.abs() + 0.08 * self.noise.fbm(u * 6.0, v * 6.0, 3));
        let swirl = self.noise.fbm(u * 1.9 + 4.0, v * 2.6, 3);
        let cloud = smooth(
            0.05,
            0.45,
            self.noise.fbm(u * 2.3 + swirl * 1.5, v * 4.4 + swirl, 5) + 0.06,
        );
        ground.mix(self.colours[3], ice.max(cloud * 0.92))
    }
}
