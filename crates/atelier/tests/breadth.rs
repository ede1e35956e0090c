//! What space, gradients, patterns, posters and negative words must keep to.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use atelier::{PaintOrder, Painting, Unwatched, paint};

fn painted(words: &str, negative: &str, (width, height): (u32, u32)) -> Painting {
    let order = PaintOrder {
        words: words.to_owned(),
        negative: negative.to_owned(),
        width,
        height,
        seed: 11,
    };
    paint(&order, &Unwatched).unwrap()
}

fn small(words: &str) -> Painting {
    painted(words, "", (96, 72))
}

/// How much two stretches of pixels differ, on average.
fn difference(one: impl Iterator<Item = u8>, other: impl Iterator<Item = u8>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (a, b) in one.zip(other) {
        sum += f64::from(a.abs_diff(b));
        count += 1.0;
    }
    sum / count
}

fn row(painting: &Painting, row: usize) -> impl Iterator<Item = u8> + '_ {
    let wide = painting.width as usize * 3;
    painting.rgb[row * wide..(row + 1) * wide].iter().copied()
}

fn column(painting: &Painting, column: usize) -> impl Iterator<Item = u8> + '_ {
    let rows = painting.rgb.chunks_exact(painting.width as usize * 3);
    rows.flat_map(move |row| row[column * 3..column * 3 + 3].iter().copied())
}

/// The largest difference between neighbours within the picture.
fn largest_step(count: usize, step: impl Fn(usize) -> f64) -> f64 {
    (0..count - 1).map(step).fold(0.0, f64::max)
}

#[test]
fn patterns_meet_themselves_at_opposite_edges() {
    for motif in [
        "stripes",
        "polka dots",
        "azulejo tiles",
        "leaves",
        "flowers",
        "waves",
        "terrazzo",
        "plaid",
        "hexagons",
    ] {
        for size in [(240, 240), (320, 180), (150, 260)] {
            let pattern = painted(&format!("seamless pattern of {motif}"), "", size);
            let (width, height) = (size.0 as usize, size.1 as usize);
            let across = largest_step(width, |at| difference(column(&pattern, at), column(&pattern, at + 1)));
            let down = largest_step(height, |at| difference(row(&pattern, at), row(&pattern, at + 1)));
            let sides = difference(column(&pattern, width - 1), column(&pattern, 0));
            let ends = difference(row(&pattern, height - 1), row(&pattern, 0));
            assert!(
                sides <= across * 1.05 + 1.0,
                "{motif} {size:?}: {sides} at the sides, {across} within"
            );
            assert!(
                ends <= down * 1.05 + 1.0,
                "{motif} {size:?}: {ends} at top and bottom, {down} within"
            );
        }
    }
}

#[test]
fn negative_words_take_away_what_they_name() {
    let size = (96, 72);
    let plain = painted("the sea at noon", "", size);
    assert!(painted("a boat on the sea at noon", "boat", size).rgb == plain.rgb);
    assert!(painted("Boot auf dem Meer am Mittag", "kein Boot", size).rgb == plain.rgb);
    let refused = painted("the sea at noon", "blurry, boat", size);
    assert!(refused.rgb == plain.rgb);
    assert_eq!(refused.unused_words, ["blurry"]);
    for seed in 0..40 {
        let order = PaintOrder {
            words: "something".to_owned(),
            negative: "sea, mountains, lake".to_owned(),
            width: 64,
            height: 64,
            seed,
        };
        let title = paint(&order, &Unwatched).unwrap().title;
        for place in ["sea", "mountain", "lake"] {
            assert!(!title.to_lowercase().contains(place), "{title}");
        }
    }
}

#[test]
fn a_poster_bears_its_words() {
    let size = (320, 400);
    let with = painted("poster of mountains at noon \"STAY WILD\"", "", size);
    let other = painted("poster of mountains at noon \"STAY CALM\"", "", size);
    assert_eq!(with.title, "A poster of mountains by day, with the words “STAY WILD”");
    assert!(with.unused_words.is_empty(), "{:?}", with.unused_words);
    let band = |painting: &Painting| painting.rgb[320 * 3 * 340..].to_vec();
    let upper = |painting: &Painting| painting.rgb[..320 * 3 * 300].to_vec();
    assert!(upper(&with) == upper(&other));
    assert!(band(&with) != band(&other));
    let dark = band(&with).iter().filter(|value| **value < 90).count();
    assert!(dark > 1000, "{dark} dark bytes are too few for letters");
}

#[test]
fn every_new_word_is_understood_and_makes_a_picture_of_its_own() {
    let mut seen: Vec<(&str, Vec<u8>)> = Vec::new();
    for words in NEW {
        let painting = small(words);
        assert!(painting.unused_words.is_empty(), "{words}: {:?}", painting.unused_words);
        if let Some((other, _)) = seen.iter().find(|(_, rgb)| *rgb == painting.rgb) {
            panic!("{words} gives the same picture as {other}");
        }
        seen.push((words, painting.rgb));
    }
}

#[test]
fn german_words_give_the_same_picture_as_english_ones() {
    for (german, english) in [
        ("Wasserfall", "waterfall"),
        ("ein Vulkan in der Nacht", "a volcano at night"),
        ("Spiralgalaxie", "spiral galaxy"),
        (
            "Heißluftballon über den Hügeln am Mittag",
            "hot-air balloon over the hills at noon",
        ),
        ("Mohnfeld am Mittag", "poppy field at noon"),
        ("Kirschblüte am Mittag", "cherry blossom at noon"),
        ("Farbverlauf in Rosa und Blau", "gradient in pink and blue"),
        ("nahtloses Muster, Terrazzo", "seamless pattern, terrazzo"),
    ] {
        assert!(small(german).rgb == small(english).rgb, "{german}");
    }
}

#[test]
fn small_and_narrow_posters_and_patterns_are_painted_whole() {
    for words in [
        "poster of the sea \"HI\"",
        "seamless pattern of leaves",
        "ringed planet",
        "gradient",
        "sunflowers",
        "tulips",
    ] {
        for size in [(64, 64), (64, 700), (700, 64)] {
            let painting = painted(words, "", size);
            assert_eq!(
                painting.rgb.len(),
                (size.0 * size.1 * 3) as usize,
                "{words} at {size:?}"
            );
        }
    }
}

const NEW: &[&str] = &[
    "outer space",
    "a nebula",
    "a spiral galaxy",
    "a ringed planet",
    "the earth from orbit",
    "a comet at night",
    "shooting stars over the sea",
    "a planet over the desert at noon",
    "a gradient",
    "seamless stripes",
    "seamless dots",
    "azulejo",
    "botanical",
    "seigaiha",
    "terrazzo",
    "plaid",
    "honeycomb",
    "flower pattern",
    "poster of the sea",
    "a volcano",
    "a waterfall",
    "a bridge",
    "a windmill",
    "an iceberg",
    "a mesa",
    "a cactus",
    "hot air balloons",
    "fireworks",
    "an oak at noon",
    "a cherry tree at noon",
    "birches at noon",
    "lavender fields",
    "poppies",
    "sunflowers",
    "tulips",
    "wildflowers",
    "a village",
    "street lamps",
    "a river",
];
