//! What a painting must be, whatever the words, the size and the number of threads.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test stops where it fails, and its sums are small"
)]

use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};

use atelier::{
    DigitalSourceType, Origin, PaintError, PaintOrder, Painting, Stage, Unwatched, Watcher, draw, is_drawn, paint,
};
use proptest::prelude::*;

fn order(words: &str, width: u32, height: u32) -> PaintOrder {
    PaintOrder {
        words: words.to_owned(),
        negative: String::new(),
        width,
        height,
        seed: 7,
    }
}

fn painted(words: &str) -> Painting {
    paint(&order(words, 160, 160), &Unwatched).unwrap()
}

fn on_threads(threads: usize, order: &PaintOrder) -> Painting {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| paint(order, &Unwatched)).unwrap()
}

fn mean(painting: &Painting, channel: usize) -> f64 {
    let values = painting.rgb.iter().skip(channel).step_by(3);
    values.map(|value| f64::from(*value)).sum::<f64>() / (painting.rgb.len() / 3) as f64
}

fn brightness(painting: &Painting) -> f64 {
    (0..3).map(|channel| mean(painting, channel)).sum()
}

/// The variance of the green light within a row, over the lower third.
fn unrest(painting: &Painting) -> f64 {
    let lower = &painting.rgb[painting.rgb.len() * 2 / 3..];
    let rows: Vec<f64> = lower
        .chunks_exact(painting.width as usize * 3)
        .map(unrest_of_row)
        .collect();
    rows.iter().sum::<f64>() / rows.len() as f64
}

fn unrest_of_row(row: &[u8]) -> f64 {
    let values: Vec<f64> = row.iter().skip(1).step_by(3).map(|value| f64::from(*value)).collect();
    let middle = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / values.len() as f64
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_one_and_two_threads() {
    for words in [
        "a lighthouse on a cliff at dusk, heavy sea",
        "misty mountains at dawn",
        "city in rain",
        "abstract",
        "birch forest in autumn",
        "a village in the mountains in winter at dusk",
        "a waterfall in summer",
        "a river through autumn meadows",
        "a comet over the mountains",
    ] {
        let order = order(words, 200, 150);
        assert_eq!(on_threads(1, &order), on_threads(2, &order), "{words}");
    }
}

#[test]
fn another_seed_gives_another_picture() {
    let mut other = order("misty mountains", 96, 96);
    let first = paint(&other, &Unwatched).unwrap();
    other.seed = 8;
    assert_ne!(paint(&other, &Unwatched).unwrap().rgb, first.rgb);
}

#[test]
fn night_is_darker_than_noon() {
    for place in ["mountains", "sea", "desert dunes", "city skyline", "forest"] {
        let noon = brightness(&painted(&format!("{place} at noon")));
        let night = brightness(&painted(&format!("{place} at night")));
        assert!(night * 1.5 < noon, "{place}: {night} by night, {noon} by day");
    }
}

#[test]
fn a_heavy_sea_is_less_even_than_a_calm_one() {
    let (heavy, calm) = (painted("heavy sea at noon"), painted("calm sea at noon"));
    assert!(
        unrest(&heavy) > 1.5 * unrest(&calm),
        "{} against {}",
        unrest(&heavy),
        unrest(&calm)
    );
}

#[test]
fn a_red_sunset_is_redder_than_a_blue_one() {
    let redness = |painting: &Painting| mean(painting, 0) - mean(painting, 2);
    assert!(redness(&painted("red sunset over the sea")) > redness(&painted("blue sunset over the sea")) + 30.0);
}

/// The mean of one colour over a part of the picture's height.
fn mean_between(painting: &Painting, channel: usize, (from, until): (u32, u32)) -> f64 {
    let row = painting.width as usize * 3;
    let part = &painting.rgb[row * from as usize..row * until as usize];
    let values = part.iter().skip(channel).step_by(3);
    values.map(|value| f64::from(*value)).sum::<f64>() / (part.len() / 3) as f64
}

#[test]
fn a_waterfall_in_summer_is_green_at_any_hour_of_the_day() {
    for hour in ["in the morning", "at noon", "in golden light", "at sunset"] {
        let painting = painted(&format!("a waterfall in summer {hour}"));
        let (red, green) = (
            mean_between(&painting, 0, (60, 160)),
            mean_between(&painting, 1, (60, 160)),
        );
        assert!(green > red, "{hour}: {green} is no more than {red}");
    }
}

#[test]
fn no_line_glows_where_the_pool_of_a_waterfall_begins() {
    let painting = painted("a waterfall at sunset");
    let lights: Vec<f64> = (80..130)
        .map(|row| {
            (0..3)
                .map(|channel| mean_between(&painting, channel, (row, row + 1)))
                .sum()
        })
        .collect();
    for (row, three) in lights.windows(3).enumerate() {
        let beside = f64::midpoint(three[0], three[2]);
        assert!(three[1] < beside * 1.25, "row {} glows", row + 81);
    }
}

#[test]
fn a_comet_stays_within_the_sky_and_lights_the_land() {
    let (comet, plain) = (
        painted("a comet over the mountains"),
        painted("shooting stars over the mountains"),
    );
    let land = |painting: &Painting| mean_between(painting, 2, (110, 160));
    assert!(land(&comet) > land(&plain) * 1.3);
    let top = mean_between(&comet, 2, (0, 3));
    let tail = mean_between(&comet, 2, (20, 40));
    assert!(top < tail, "the tail ends at the edge: {top} is no less than {tail}");
}

#[test]
fn a_field_of_poppies_is_red_to_its_end() {
    let painting = painted("poppy field at noon");
    for rows in [(95, 105), (105, 125), (125, 160)] {
        let (red, blue) = (mean_between(&painting, 0, rows), mean_between(&painting, 2, rows));
        assert!(red > blue * 1.5, "rows {rows:?}: {red} of red, {blue} of blue");
    }
}

#[test]
fn odd_sizes_are_painted_to_the_last_pixel() {
    for (width, height) in [(64, 64), (333, 777), (4096, 64), (64, 4096)] {
        for words in [
            "lighthouse on a cliff, storm",
            "city at night",
            "mountains, palms and a cabin",
            "geometric",
        ] {
            let painting = paint(&order(words, width, height), &Unwatched).unwrap();
            assert_eq!(painting.rgb.len(), (width * height * 3) as usize);
            let last_row = &painting.rgb[painting.rgb.len() - (width * 3) as usize..];
            assert!(
                last_row.iter().any(|value| *value > 0),
                "{words} at {width} by {height}"
            );
        }
    }
}

#[test]
fn sizes_beyond_the_limits_are_refused() {
    for (width, height) in [(63, 64), (64, 4097), (0, 0)] {
        assert!(matches!(
            paint(&order("sea", width, height), &Unwatched),
            Err(PaintError::Size)
        ));
    }
}

#[test]
fn words_without_meaning_are_reported_and_the_title_tells_the_rest() {
    let painting = painted("a lighthouse at dusk with xyzzy and xyzzy, frobnicated");
    assert_eq!(painting.unused_words, ["xyzzy", "frobnicated"]);
    assert!(
        painting.title.contains("lighthouse") && painting.title.contains("dusk"),
        "{}",
        painting.title
    );
    assert!(!painting.title.contains("xyzzy"));
}

/// Stops after a number of reports, and remembers them.
struct Impatient {
    left: AtomicU32,
    seen: Mutex<Vec<(f32, Stage)>>,
}

impl Impatient {
    fn after(reports: u32) -> Self {
        Self {
            left: AtomicU32::new(reports),
            seen: Mutex::new(Vec::new()),
        }
    }
}

impl Watcher for Impatient {
    fn progress(&self, done: f32, stage: Stage) {
        self.left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1)))
            .unwrap();
        self.seen.lock().unwrap().push((done, stage));
    }

    fn cancelled(&self) -> bool {
        self.left.load(Ordering::SeqCst) == 0
    }
}

#[test]
fn a_cancelled_painting_stops_where_it_is() {
    for reports in [0, 1, 5, 20] {
        let watcher = Impatient::after(reports);
        let outcome = paint(&order("stormy sea", 512, 512), &watcher);
        assert!(matches!(outcome, Err(PaintError::Cancelled)), "after {reports} reports");
        let seen = watcher.seen.lock().unwrap();
        assert!(seen.iter().all(|(done, _)| *done < 0.9), "{seen:?}");
    }
}

#[test]
fn progress_runs_forward_through_the_stages_to_the_end() {
    let watcher = Impatient::after(u32::MAX);
    paint(&order("alpine lake", 256, 256), &watcher).unwrap();
    let seen = watcher.seen.lock().unwrap();
    assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert_eq!(seen.first().copied(), Some((0.0, Stage::Composing)));
    assert_eq!(seen.last().copied(), Some((1.0, Stage::Finishing)));
    for stage in [Stage::Sky, Stage::Land, Stage::Water, Stage::Light] {
        assert!(seen.iter().any(|(_, reached)| *reached == stage), "{stage:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_words_make_a_whole_picture(words in any::<String>(), seed in any::<u64>()) {
        let order = PaintOrder { words, negative: String::new(), width: 64, height: 64, seed };
        prop_assert_eq!(paint(&order, &Unwatched).unwrap().rgb.len(), 64 * 64 * 3);
    }

    #[test]
    fn known_words_in_any_mixture_make_a_whole_picture(
        words in prop::collection::vec(prop::sample::select(WORDS), 1..9),
        seed in any::<u64>(),
    ) {
        let order = PaintOrder { words: words.join(" "), negative: String::new(), width: 72, height: 64, seed };
        let painting = paint(&order, &Unwatched).unwrap();
        prop_assert!(painting.unused_words.is_empty());
        prop_assert!(painting.rgb.iter().any(|value| *value > 0));
    }
}

const WORDS: &[&str] = &[
    "sea",
    "lake",
    "beach",
    "mountains",
    "desert",
    "city",
    "forest",
    "meadow",
    "sky",
    "lighthouse",
    "cliff",
    "island",
    "boat",
    "pines",
    "palms",
    "cabin",
    "birds",
    "sun",
    "moon",
    "stars",
    "galaxy",
    "aurora",
    "rainbow",
    "dawn",
    "noon",
    "sunset",
    "dusk",
    "night",
    "spring",
    "autumn",
    "winter",
    "clouds",
    "overcast",
    "rain",
    "snow",
    "fog",
    "storm",
    "lightning",
    "calm",
    "heavy",
    "pastel",
    "monochrome",
    "vivid",
    "dark",
    "warm",
    "gloomy",
    "dreamy",
    "abstract",
    "geometric",
    "marble",
    "bubbles",
    "ribbons",
    "red",
    "teal",
    "gold",
    "white",
    "black",
];

#[test]
fn what_is_flat_is_drawn_in_shapes_and_looks_like_its_painting() {
    for (words, most) in [
        ("a lighthouse on a cliff at dusk, low poly", 4.0),
        ("a calm sea, pixel art", 0.1),
    ] {
        let order = order(words, 160, 120);
        let drawing = draw(&order, &Unwatched).unwrap().unwrap();
        let file = drawing.write(&MADE);
        assert!(
            is_drawn(words, "") && file.contains("algorithmicMedia") && file.contains("<title>"),
            "{words}"
        );
        assert_eq!(
            file,
            draw(&order, &Unwatched).unwrap().unwrap().write(&MADE),
            "the same order, the same bytes"
        );
        let painted = paint(&order, &Unwatched).unwrap().rgb;
        let drawn = filled(&file, 160, 120);
        let apart: f64 = painted
            .iter()
            .zip(&drawn)
            .map(|(a, b)| f64::from(a.abs_diff(*b)))
            .sum::<f64>()
            / painted.len() as f64;
        assert!(apart < most, "{words}: {apart} levels apart");
    }
    for words in [
        "a calm sea",
        "a calm sea in watercolour",
        "poster of a sea \"HELLO\", low poly",
    ] {
        assert!(
            !is_drawn(words, "") && draw(&order(words, 64, 64), &Unwatched).unwrap().is_none(),
            "{words}"
        );
    }
    let named = draw(&order("a calm sea, pixel art", 64, 64), &Unwatched)
        .unwrap()
        .unwrap();
    assert!(!named.write(&MADE).contains("<script"));
}

const MADE: Origin = Origin {
    digital_source_type: DigitalSourceType::AlgorithmicMedia,
    software: "test",
};

/// Fills every path of the file, which are closed and made of `M`, `L`, `H` and `V` alone, by its pixels' middles.
fn filled(file: &str, width: usize, height: usize) -> Vec<u8> {
    let mut rgb = vec![0; width * height * 3];
    for path in file.split("<path fill=\"#").skip(1) {
        let colour: Vec<u8> = (0..3)
            .map(|at| u8::from_str_radix(&path[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        let outline = path.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        for ring in outline.split('z').filter(|ring| !ring.is_empty()).map(corners) {
            let height_of = |first: f32, pick: fn(f32, f32) -> f32| ring.iter().map(|(_, y)| *y).fold(first, pick);
            let (top, bottom) = (height_of(f32::MAX, f32::min), height_of(0.0, f32::max));
            for y in (0..height).filter(|y| (top..bottom).contains(&(*y as f32 + 0.5))) {
                for x in 0..width {
                    if is_inside(&ring, (x as f32 + 0.5, y as f32 + 0.5)) {
                        rgb[(y * width + x) * 3..][..3].copy_from_slice(&colour);
                    }
                }
            }
        }
    }
    rgb
}

fn corners(ring: &str) -> Vec<(f32, f32)> {
    let mut corners: Vec<(f32, f32)> = Vec::new();
    let mut rest = ring;
    while !rest.is_empty() {
        let end = rest[1..].find(char::is_alphabetic).map_or(rest.len(), |at| at + 1);
        let numbers: Vec<f32> = rest[1..end].split(' ').map(|number| number.parse().unwrap()).collect();
        let last = corners.last().copied().unwrap_or_default();
        corners.push(match &rest[..1] {
            "M" | "L" => (numbers[0], numbers[1]),
            "H" => (numbers[0], last.1),
            "V" => (last.0, numbers[0]),
            other => panic!("{other}"),
        });
        rest = &rest[end..];
    }
    corners
}

fn is_inside(ring: &[(f32, f32)], (x, y): (f32, f32)) -> bool {
    let sides = ring.iter().zip(ring.iter().cycle().skip(1));
    let crossed =
        sides.filter(|((ax, ay), (bx, by))| (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax);
    crossed.count() % 2 == 1
}
