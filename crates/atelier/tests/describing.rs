//! Pictures into words: our own paintings and made-up pictures are described as what they are.
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test stops where it fails, and its colours are small"
)]

use atelier::{
    PaintOrder, Unwatched,
    composer::{
        Aspect, Brightness, Contrast, DescribeError, Description, Edge, Likely, Place, Temperature, Texture, describe,
    },
    paint,
};
use proptest::prelude::*;

fn painted(words: &str) -> Description {
    let order = PaintOrder {
        words: words.to_owned(),
        negative: String::new(),
        width: 480,
        height: 320,
        seed: 7,
    };
    let painting = paint(&order, &Unwatched).unwrap();
    describe(&painting.rgb, painting.width, painting.height).unwrap()
}

/// A made-up picture.
fn made(width: u32, height: u32, colour: impl Fn(u32, u32) -> [u8; 3]) -> Description {
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let rgb: Vec<u8> = pixels.flat_map(|(x, y)| colour(x, y)).collect();
    describe(&rgb, width, height).unwrap()
}

fn colours(description: &Description) -> String {
    let names: Vec<&str> = description.palette.iter().map(|hue| hue.name).collect();
    names.join(", ")
}

fn has_colour(description: &Description, wanted: &[&str]) -> bool {
    description
        .palette
        .iter()
        .any(|hue| wanted.iter().any(|name| hue.name.contains(name)))
}

#[test]
fn our_paintings_have_the_colours_that_were_ordered() {
    let cases: &[(&str, &[&str])] = &[
        (
            "red sunset over the sea",
            &["red", "orange", "brown", "crimson", "pink"],
        ),
        (
            "sunset clouds",
            &["orange", "pink", "red", "brown", "mauve", "beige", "cream"],
        ),
        (
            "palms on a beach at sunset",
            &["orange", "brown", "red", "cream", "beige"],
        ),
        ("calm tropical beach at noon", &["blue", "turquoise", "teal"]),
        ("mountain range at noon, clear sky", &["blue"]),
        ("rolling hills in spring", &["green", "olive"]),
        ("a rainbow over green hills", &["green", "olive"]),
        (
            "golden meadow in autumn evening light",
            &["gold", "brown", "orange", "olive", "khaki", "beige"],
        ),
        ("northern lights over snowy mountains", &["green", "teal", "turquoise"]),
        (
            "desert dunes in morning haze",
            &["orange", "beige", "cream", "brown", "khaki", "gold"],
        ),
        ("abstract teal and copper flow", &["teal", "turquoise"]),
        (
            "abstract purple ribbons",
            &["violet", "purple", "magenta", "lavender", "mauve"],
        ),
        ("abstract bubbles blue and pink", &["blue", "pink"]),
        ("starry sky over pine forest", &["blue", "black"]),
        ("waves under a full moon", &["blue", "black", "teal", "grey"]),
    ];
    for (words, wanted) in cases {
        let description = painted(words);
        assert!(has_colour(&description, wanted), "{words}: {}", colours(&description));
    }
}

#[test]
fn our_paintings_are_as_warm_as_they_were_ordered() {
    for words in [
        "red sunset over the sea",
        "palms on a beach at sunset",
        "desert dunes in morning haze",
        "golden meadow in autumn evening light",
    ] {
        assert_eq!(painted(words).light.temperature, Temperature::Warm, "{words}");
    }
    for words in [
        "mountain range at noon, clear sky",
        "calm tropical beach at noon",
        "starry sky over pine forest",
        "snowfall in the mountains, gloomy",
        "waves under a full moon",
    ] {
        assert_ne!(painted(words).light.temperature, Temperature::Warm, "{words}");
    }
}

#[test]
fn our_nights_are_dark_and_our_noons_are_not() {
    for words in [
        "starry sky over pine forest",
        "city skyline at night in rain",
        "milky way over the desert",
        "cabin by a lake in winter at night",
        "waves under a full moon",
    ] {
        let brightness = painted(words).light.brightness;
        assert!(
            matches!(brightness, Brightness::Dark | Brightness::Dim),
            "{words}: {brightness:?}"
        );
    }
    for words in [
        "calm tropical beach at noon",
        "mountain range at noon, clear sky",
        "rolling hills in spring",
        "desert dunes at noon",
    ] {
        let brightness = painted(words).light.brightness;
        assert!(
            matches!(brightness, Brightness::Medium | Brightness::Bright),
            "{words}: {brightness:?}"
        );
    }
}

#[test]
fn our_paintings_are_continuous_and_seas_have_horizons() {
    for words in [
        "red sunset over the sea",
        "calm sea at noon",
        "misty mountains at dawn",
        "sunset clouds",
    ] {
        assert_eq!(painted(words).likely, Likely::Continuous, "{words}");
    }
    for words in [
        "calm tropical sea at noon",
        "red sunset over the sea",
        "heavy sea at noon",
    ] {
        assert!(painted(words).arrangement.horizon.is_some(), "{words}");
    }
}

#[test]
fn even_colours_have_their_names_and_codes() {
    let cases: &[([u8; 3], &str)] = &[
        ([0, 0, 0], "black"),
        ([255, 255, 255], "white"),
        ([128, 128, 128], "grey"),
        ([200, 200, 200], "light grey"),
        ([255, 0, 0], "red"),
        ([255, 140, 0], "orange"),
        ([255, 230, 0], "yellow"),
        ([0, 160, 0], "green"),
        ([0, 128, 128], "teal"),
        ([30, 80, 220], "blue"),
        ([20, 30, 80], "dark blue"),
        ([128, 0, 200], "violet"),
        ([240, 20, 200], "magenta"),
        ([255, 170, 190], "pink"),
        ([120, 72, 40], "brown"),
        ([245, 235, 210], "cream"),
        ([100, 105, 20], "olive"),
        ([64, 224, 208], "turquoise"),
        ([212, 175, 55], "gold"),
    ];
    for (colour, name) in cases {
        let description = made(64, 64, |_, _| *colour);
        assert_eq!(colours(&description), *name, "{colour:?}");
        assert_eq!(
            description.palette[0].hex,
            format!("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2])
        );
        assert_eq!(description.palette[0].share, 100);
    }
}

#[test]
fn shares_are_those_of_the_picture() {
    let description = made(300, 100, |x, _| if x < 90 { [220, 30, 30] } else { [30, 80, 220] });
    let shares: Vec<_> = description.palette.iter().map(|hue| (hue.name, hue.share)).collect();
    assert_eq!(shares, [("blue", 70), ("red", 30)]);
}

#[test]
fn light_is_told_by_its_side_strength_and_warmth() {
    let from_left = made(200, 200, |x, _| [255 - x as u8; 3]);
    assert_eq!(from_left.light.brighter, Some(Edge::Left));
    assert!(
        from_left.prompt().contains("light from the left"),
        "{}",
        from_left.prompt()
    );
    let from_right = made(200, 200, |x, _| [x as u8; 3]);
    assert_eq!(from_right.light.brighter, Some(Edge::Right));
    assert_eq!(from_right.light.contrast, Contrast::High);
    assert_eq!(from_right.light.temperature, Temperature::Neutral);
    let even = made(90, 90, |x, y| [120 + ((x + y) % 7) as u8, 118, 120]);
    assert_eq!((even.light.brighter, even.light.contrast), (None, Contrast::Low));
    assert_eq!(
        made(80, 80, |_, _| [240, 240, 235]).light.brightness,
        Brightness::Bright
    );
    assert_eq!(made(80, 80, |_, _| [12, 12, 14]).light.brightness, Brightness::Dark);
    assert_eq!(
        made(80, 80, |_, y| [255, 120 + y as u8, 60]).light.temperature,
        Temperature::Warm
    );
    assert_eq!(
        made(80, 80, |_, y| [60, 120 + y as u8, 255]).light.temperature,
        Temperature::Cool
    );
}

#[test]
fn arrangement_is_told_by_horizon_focus_symmetry_and_space() {
    let parted = made(300, 200, |_, y| if y < 60 { [150, 190, 240] } else { [40, 90, 50] });
    assert!(
        (28..=32).contains(&parted.arrangement.horizon.unwrap()),
        "{:?}",
        parted.arrangement
    );
    assert!(parted.arrangement.is_symmetric);
    assert!(parted.prompt().contains("high horizon"), "{}", parted.prompt());
    for (middle, place) in [(50, Place::Left), (150, Place::Centre), (250, Place::Right)] {
        let disc = made(300, 200, |x, y| {
            let (dx, dy) = (x.abs_diff(middle), y.abs_diff(100));
            if dx * dx + dy * dy < 900 {
                [220, 40, 30]
            } else {
                [200, 205, 210]
            }
        });
        assert_eq!(disc.arrangement.focus, Some(place), "{middle}");
        assert_eq!(disc.arrangement.horizon, None);
        assert!(disc.arrangement.empty > 70);
    }
    let stripes = made(300, 200, |x, _| {
        if x / 10 % 2 == 0 {
            [220, 40, 30]
        } else {
            [200, 205, 210]
        }
    });
    assert_eq!(stripes.arrangement.focus, None);
}

#[test]
fn media_are_guessed_by_simple_measures() {
    let blocks = made(256, 256, |x, y| {
        let number = (x / 8 * 7 + y / 8 * 13 + (x / 8) * (y / 8)) % 5;
        [
            [20, 20, 40],
            [200, 60, 60],
            [240, 200, 90],
            [60, 140, 90],
            [90, 90, 200],
        ][number as usize]
    });
    assert_eq!(blocks.likely, Likely::PixelArt);
    let lines = made(400, 400, |x, y| {
        if (x + y) % 50 < 3 || x % 90 < 3 {
            [15; 3]
        } else {
            [252; 3]
        }
    });
    assert_eq!(lines.likely, Likely::LineDrawing);
    let flat = made(400, 300, |x, y| {
        let (dx, dy) = (x.abs_diff(201), y.abs_diff(147));
        if dx * dx + dy * dy < 6000 {
            [230, 80, 60]
        } else if y > 203 {
            [30, 60, 110]
        } else {
            [240, 210, 150]
        }
    });
    assert_eq!(flat.likely, Likely::Flat);
    let soft = made(400, 300, |x, y| {
        [(x / 2) as u8, (y / 2 + 40) as u8, ((x + y) / 4) as u8]
    });
    assert_eq!(soft.likely, Likely::Continuous);
}

#[test]
fn surfaces_are_smooth_or_full_of_detail_and_grain_is_seen() {
    let mut state = 1_u32;
    let noise: Vec<u8> = (0..300 * 300)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    let at = |x: u32, y: u32| noise[(y * 300 + x) as usize];
    let smooth = made(300, 300, |x, _| [100 + (x / 8) as u8, 110, 120]);
    assert_eq!((smooth.texture, smooth.has_grain), (Texture::Smooth, false));
    let grainy = made(300, 300, |x, y| [100 + at(x, y) / 12; 3]);
    assert!(grainy.has_grain);
    let coarse = made(300, 300, |x, y| [at(x / 4 * 4, y / 4 * 4); 3]);
    assert_eq!(coarse.texture, Texture::Coarse);
}

#[test]
fn it_says_that_nothing_was_recognised() {
    let description = painted("a lighthouse on a cliff at dusk, heavy sea");
    assert_eq!(
        description.facts().last().map(String::as_str),
        Some(Description::DISCLAIMER)
    );
    assert!(!description.prompt().contains("lighthouse"));
    assert_eq!(description.aspect, Aspect::Landscape);
}

#[test]
fn pixels_that_do_not_fill_their_size_are_refused() {
    assert_eq!(describe(&[0; 11], 2, 2), Err(DescribeError::Size));
    assert_eq!(describe(&[], 0, 0), Err(DescribeError::Size));
    assert_eq!(describe(&[], u32::MAX, u32::MAX), Err(DescribeError::Size));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_size_is_described(width in 1_u32..90, height in 1_u32..90, seed: u32) {
        let colour = |x: u32, y: u32| {
            let mixed = (x.wrapping_mul(seed | 1) ^ y.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
            [(mixed >> 24) as u8, (mixed >> 16) as u8, (mixed >> 8) as u8]
        };
        let description = made(width, height, colour);
        prop_assert!(!description.palette.is_empty() || width * height < 30 || !description.prompt().is_empty());
        let shares: u32 = description.palette.iter().map(|hue| u32::from(hue.share)).sum();
        prop_assert!(shares <= 104);
        prop_assert!(description.facts().len() >= 7);
        prop_assert_eq!(&made(width, height, colour), &description);
    }
}
