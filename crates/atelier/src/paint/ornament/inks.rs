//! The colours that a pattern is printed with.

use crate::{
    colour::{Lab, Rgb},
    noise::Choices,
    scene::{Hue, Motif, Scene, Tone},
};

/// A ground and what is printed on it.
pub(super) struct Inks {
    pub ground: Rgb,
    pub colours: [Rgb; 4],
}

/// Grounds and inks chosen by eye, for orders that name no colours.
const SETS: [[u32; 5]; 7] = [
    [0xF4_EDE0, 0x1F_3A5F, 0xC8_553D, 0xE9_B44C, 0x5B_8E7D],
    [0xF7_F3EC, 0x2F_4B3C, 0x7A_9E7E, 0xD9_A5A0, 0xC9_7B4A],
    [0x16_2440, 0xF4_EAD5, 0xE0_7A5F, 0x81_B29A, 0xF2_CC8F],
    [0xFB_F5F0, 0x5E_4A6C, 0xB5_6576, 0xE8_8C7D, 0xEA_B48B],
    [0xEE_F3F2, 0x0B_4F6C, 0x2A_9D8F, 0x8A_B7C4, 0xE8_C07D],
    [0x24_3028, 0xE8_DFC8, 0xA3_B18A, 0xD9_8E5A, 0x6B_9060],
    [0xF3_E9DC, 0x7A_2E2E, 0xC6_7B5C, 0x3E_5C76, 0xDD_B892],
];
/// Blue on white glaze, with a little yellow.
const GLAZE: [u32; 5] = [0xF5_F2E8, 0x1D_4E9E, 0x7A_A6DA, 0xE3_B23C, 0x14_2F66];

/// On a lone dark colour, which is then the ground.
const ON_DARK: [u32; 4] = [0xF4_EAD5, 0xE8_A07E, 0x8F_BFA8, 0xF2_CC8F];

impl Inks {
    pub fn new(scene: &Scene, seed: u64) -> Self {
        let mut choices = Choices::new(seed, 311);
        let set = choices.pick(&SETS).unwrap_or(SETS[0]);
        let set = if scene.motif == Some(Motif::Tiles) { GLAZE } else { set };
        let mut inks = match scene.hues.as_slice() {
            [] => Self {
                ground: Rgb::hex(set[0]),
                colours: [set[1], set[2], set[3], set[4]].map(Rgb::hex),
            },
            hues => Self::named(hues, scene.tone(Tone::Dark)),
        };
        if scene.tone(Tone::Pastel) {
            let paler = |colour: Rgb| {
                let lab = colour.lab();
                Lab { l: 0.84, ..lab }
                    .mix(
                        Lab {
                            l: 0.84,
                            a: 0.0,
                            b: 0.0,
                        },
                        0.35,
                    )
                    .rgb()
            };
            inks.ground = Rgb::hex(0xFB_F7F2);
            inks.colours = inks.colours.map(paler);
        }
        inks
    }

    /// The palest of several named colours is the ground, or else paper; a lone one is printed in shades.
    fn named(hues: &[Hue], dark: bool) -> Self {
        let lab = |hue: &Hue| Lab::lch(hue.lightness, hue.chroma, hue.degrees);
        let mut colours: Vec<Lab> = Vec::new();
        for colour in hues.iter().map(lab) {
            if !colours.contains(&colour) {
                colours.push(colour);
            }
        }
        let palest = (0..colours.len())
            .max_by(|one, other| colours[*one].l.total_cmp(&colours[*other].l))
            .unwrap_or(0);
        let ground = if colours.len() > 1 && colours[palest].l > 0.74 {
            Some(colours.remove(palest))
        } else {
            None
        };
        let first = colours[0];
        if colours.len() == 1 && ground.is_none() && first.l < 0.45 {
            return Self {
                ground: first.rgb(),
                colours: ON_DARK.map(Rgb::hex),
            };
        }
        let ground = match ground {
            Some(ground) => ground,
            None if dark || colours.iter().all(|colour| colour.l > 0.8) => Lab {
                l: 0.22,
                a: first.a * 0.25,
                b: first.b * 0.25 - 0.02,
            },
            None => Lab::lch(0.965, 0.014, 85.0),
        };
        let shade = |share: f32| Lab {
            l: first.l * share,
            a: first.a * 0.85,
            b: first.b * 0.85,
        };
        let tint = |share: f32| first.mix(ground, share);
        let all = [
            Some(first),
            colours.get(1).copied(),
            colours.get(2).copied(),
            colours.get(3).copied(),
        ];
        let spare = [first, tint(0.5), shade(0.62), tint(0.75)];
        let mut index = 0;
        Self {
            ground: ground.rgb(),
            colours: all.map(|colour| {
                index += 1;
                colour.unwrap_or(spare[index - 1]).rgb()
            }),
        }
    }
}
