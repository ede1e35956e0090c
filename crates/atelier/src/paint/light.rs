//! The light of an hour and its weather: what the sky is coloured with and what falls on the land.

use crate::{
    colour::{Lab, Rgb},
    scene::{Hue, Mood, Place, Scene, Season, Thing, Time, Tone, Weather},
};

/// Everything that is coloured by the hour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Light {
    pub zenith: Lab,
    pub middle: Lab,
    pub low: Lab,
    /// Around the sun or moon.
    pub glow: Rgb,
    /// What falls on the land from one side.
    pub direct: Rgb,
    /// What falls on it from the sky.
    pub ambient: Rgb,
    /// What distance fades to.
    pub haze: Rgb,
    /// How quickly distance fades.
    pub thickness: f32,
    /// 0 by day, 1 at night.
    pub night: f32,
    /// How much of the sun or moon comes through.
    pub clearness: f32,
}

struct Hour {
    zenith: u32,
    middle: u32,
    low: u32,
    glow: u32,
    direct: (u32, f32),
    ambient: (u32, f32),
    night: f32,
}

const fn hour(colours: [u32; 4], direct: (u32, f32), ambient: (u32, f32), night: f32) -> Hour {
    let [zenith, middle, low, glow] = colours;
    Hour {
        zenith,
        middle,
        low,
        glow,
        direct,
        ambient,
        night,
    }
}

const fn of(time: Time) -> Hour {
    match time {
        Time::Dawn => hour(
            [0x4A_5F92, 0x9D_9FC4, 0xF4_C4A6, 0xFF_D29A],
            (0xFF_BE8C, 1.1),
            (0x9A_A4CC, 0.38),
            0.1,
        ),
        Time::Morning => hour(
            [0x3F_7AB8, 0x8D_B7DA, 0xEA_E1CF, 0xFF_EEC4],
            (0xFF_E3B5, 1.6),
            (0x9D_B8DC, 0.42),
            0.0,
        ),
        Time::Noon => hour(
            [0x1D_5FAE, 0x55_99D8, 0xB5_D7EC, 0xFF_FBF0],
            (0xFF_F6E4, 1.8),
            (0x98_BDE8, 0.5),
            0.0,
        ),
        Time::Golden => hour(
            [0x3A_6CA4, 0x9F_B3BC, 0xF6_CB85, 0xFF_D27C],
            (0xFF_B763, 2.0),
            (0x95_A6C8, 0.36),
            0.0,
        ),
        Time::Sunset => hour(
            [0x27_3268, 0xA8_567C, 0xFA_8A45, 0xFF_B94E],
            (0xFF_8A4A, 1.2),
            (0x8A_7CAA, 0.26),
            0.2,
        ),
        Time::Dusk => hour(
            [0x16_1F42, 0x4B_4678, 0xC8_737C, 0xFF_9A6C],
            (0xE8_8A86, 0.45),
            (0x6A_70A8, 0.16),
            0.55,
        ),
        Time::BlueHour => hour(
            [0x0C_1A3C, 0x22_4074, 0x6A_8CB8, 0xB0_C0D8],
            (0x8A_A8D8, 0.22),
            (0x50_70B0, 0.14),
            0.75,
        ),
        Time::Night => hour(
            [0x03_0816, 0x08_142C, 0x18_2A48, 0x50_6C98],
            (0xA0_BCE8, 0.16),
            (0x40_5C98, 0.055),
            1.0,
        ),
    }
}

impl Light {
    pub fn new(scene: &Scene) -> Self {
        let hour = of(scene.time);
        let lab = |code| Rgb::hex(code).lab();
        let mut light = Self {
            zenith: lab(hour.zenith),
            middle: lab(hour.middle),
            low: lab(hour.low),
            glow: Rgb::hex(hour.glow),
            direct: Rgb::hex(hour.direct.0) * hour.direct.1,
            ambient: Rgb::hex(hour.ambient.0) * hour.ambient.1,
            haze: Rgb::BLACK,
            thickness: 0.075,
            night: hour.night,
            clearness: 1.0,
        };
        light.dull(scene);
        let land = scene.is_at(Place::Meadow) || scene.is_at(Place::Forest) || scene.is_at(Place::Mountains);
        let of_sky: Vec<Hue> = scene
            .hues
            .iter()
            .copied()
            .filter(|hue| !(land && (100.0..175.0).contains(&hue.degrees)))
            .collect();
        light.tint(&of_sky);
        if scene.has(Thing::Moon) && hour.night > 0.5 {
            light.direct = light.direct * 2.0;
            light.ambient = light.ambient * 1.6;
        }
        if scene.has(Thing::Stars) && !scene.has(Thing::Moon) {
            light.direct = light.direct * 1.7;
            light.ambient = light.ambient * 1.6;
        }
        if scene.is_at(Place::Desert) && hour.night > 0.5 {
            light.direct = light.direct * 2.6;
            light.ambient = light.ambient * 1.7;
        }
        if scene.has(Thing::Aurora) {
            light.ambient += Rgb::new(0.012, 0.075, 0.05);
            light.direct = light.direct * 1.8;
        }
        if scene.has(Thing::Waterfall) && scene.time == Time::Sunset {
            light.seen_from_gorge();
        }
        if scene.weather(Weather::Fog) && scene.time == Time::Morning && scene.is_at(Place::Forest) {
            light.warm_mist();
        }
        light.haze = light.low.mix(light.middle, 0.55).rgb();
        if scene.time == Time::Dusk && scene.season == Some(Season::Winter) {
            light.lit_by_snow();
        }
        if scene.has(Thing::Comet) && hour.night > 0.5 {
            light.lit_by_comet();
        }
        light
    }

    /// What falls on the walls of a gorge: there the open sky lights more than a low sun does, and leaves stay green.
    pub fn in_gorge(&self) -> Rgb {
        let falling = self.ambient * 1.25 + self.direct * 0.45;
        let by_day = if self.night < 0.5 {
            (0.72 / falling.luminance().max(0.01)).clamp(1.0, 2.4)
        } else {
            1.0
        };
        falling.saturated(if by_day > 1.3 { 0.2 } else { 0.62 }) * by_day
    }

    /// Between high walls only the upper sky is seen, and the glow has to reach up there to be seen at all.
    fn seen_from_gorge(&mut self) {
        self.zenith = self.zenith.mix(self.middle, 0.45);
        self.middle = self.middle.mix(self.low, 0.6);
    }

    /// The morning sun gives the mist in a wood its colour.
    fn warm_mist(&mut self) {
        self.low = self.low.mix(self.glow.lab(), 0.5);
        self.middle = self.middle.mix(self.glow.lab(), 0.22);
    }

    /// A great comet lights the land like a young moon, and the mist in the valleys shows it.
    fn lit_by_comet(&mut self) {
        self.direct = Rgb::hex(0xB4_CCF0) * (self.direct.luminance() * 5.0);
        self.ambient = self.ambient * 3.4;
        self.haze = self.haze * 2.4 + Rgb::new(0.024, 0.048, 0.09);
        self.thickness *= 1.3;
    }

    /// Snow throws the sky's blue back onto everything, and what is left of the glow lies on it only thinly.
    fn lit_by_snow(&mut self) {
        self.direct = self.direct.saturated(0.8);
        self.ambient = self.ambient.mix(Rgb::hex(0x5C_78B8) * 0.26, 0.6) * 1.35;
        self.haze = self.haze.mix(Rgb::hex(0x5A_6CA8), 0.45);
    }

    /// Clouds, fog and gloom take light and colour away.
    fn dull(&mut self, scene: &Scene) {
        let cover = match () {
            () if scene.weather(Weather::Storm) => 0.92,
            () if scene.weather(Weather::Overcast) => 0.85,
            () if scene.weather(Weather::Rain) || scene.weather(Weather::Snow) => 0.75,
            () if scene.mood(Mood::Gloomy) => 0.8,
            () if scene.weather(Weather::Fog) => 0.35,
            () => 0.0,
        };
        let dark = if scene.weather(Weather::Storm) || scene.mood(Mood::Gloomy) {
            0.72
        } else {
            0.92
        };
        let grey = |lab: Lab, level: f32| {
            let duller = Lab {
                l: lab.l * (1.0 - cover + cover * dark) * level,
                a: lab.a * (1.0 - cover * 0.75),
                b: lab.b * (1.0 - cover * 0.75) - cover * 0.008,
            };
            Lab {
                l: duller.l.max(0.1),
                ..duller
            }
        };
        self.zenith = grey(self.zenith, 1.0 - 0.1 * cover);
        self.middle = grey(self.middle, 1.0);
        self.low = grey(self.low, 1.0);
        self.clearness = 1.0 - cover;
        self.direct = self.direct.saturated(1.0 - 0.6 * cover) * (1.0 - 0.8 * cover);
        self.ambient = self.ambient.saturated(1.0 - 0.5 * cover) * (1.0 + 0.25 * cover);
        self.glow = self.glow * (1.0 - 0.85 * cover * cover);
        if scene.weather(Weather::Fog) {
            self.thickness = if scene.is_at(Place::Desert) { 0.12 } else { 0.17 };
            self.veil();
        } else if cover > 0.5 {
            self.thickness = 0.14;
        }
        if scene.tone(Tone::Dark) {
            self.direct = self.direct * 0.7;
        }
    }

    /// Fog takes the sky's own colour and leaves one pale light.
    fn veil(&mut self) {
        let paler = |lab: Lab, share: f32| {
            Lab {
                a: lab.a * 0.6,
                b: lab.b * 0.6,
                ..lab
            }
            .mix(self.low, share)
        };
        (self.zenith, self.middle) = (paler(self.zenith, 0.4), paler(self.middle, 0.6));
    }

    fn tint(&mut self, hues: &[Hue]) {
        let (Some(first), Some(last)) = (hues.first(), hues.last()) else {
            return;
        };
        self.low = towards(self.low, first, 0.75);
        self.middle = towards(self.middle, first, 0.7).mix(towards(self.middle, last, 0.7), 0.5);
        self.zenith = towards(self.zenith, last, 0.55);
        self.glow = towards(self.glow.lab(), first, 0.5).rgb();
        self.direct = towards(self.direct.lab(), first, 0.45).rgb();
        self.ambient = towards(self.ambient.lab(), last, 0.3).rgb();
    }
}

/// Keeps the lightness nearly, and turns the colour.
pub(super) fn towards(lab: Lab, hue: &Hue, share: f32) -> Lab {
    let wanted = Lab::lch(
        lab.l * 0.8 + hue.lightness * 0.2,
        hue.chroma.min(0.24 * (1.2 - lab.l)),
        hue.degrees,
    );
    lab.mix(wanted, share)
}
