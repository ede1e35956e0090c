//! What a retouched picture must be, whatever the words, the mask and the number of threads.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a test stops where it fails, and its sums are small"
)]

use std::sync::atomic::{AtomicU32, Ordering};

use atelier::{
    ImageFormat, Mask, Medium, Opened, PaintError, PaintOrder, Reach, RetouchError, RetouchOrder, Retouched, Stage,
    Unwatched, Watcher, encode_plain, open, paint, render_in, retouch,
};
use image::{RgbImage, RgbaImage};
use proptest::prelude::*;

/// Every step, in words.
const EVERY_STEP: &[&str] = &[
    "crop 16:9",
    "rotate 90",
    "rotate 4",
    "flip",
    "resize to 50%",
    "resize 200x120",
    "extend right",
    "fill",
    "paint a sunset over the sea",
    "remove the background",
    "replace the background with a beach",
    "replace the background with the reference",
    "blur the background",
    "brighter, warmer, vignette, grain",
    "black and white",
    "sepia",
    "sharpen",
    "blur",
    "dehaze",
    "palette from the reference",
    "watercolour",
    "oil painting",
    "ink drawing",
    "pencil",
    "pixel art",
    "low poly",
    "paper cut",
    "subtle",
    "strong variation",
    "2x",
    "text \"Hello\" top, large, white",
];

fn picture(rgb: &[u8], width: u32, height: u32) -> Opened {
    open(&encode_plain(rgb, width, height, ImageFormat::Png).unwrap()).unwrap()
}

fn painted(words: &str, width: u32, height: u32) -> Vec<u8> {
    let order = PaintOrder {
        words: words.to_owned(),
        negative: String::new(),
        width,
        height,
        seed: 7,
    };
    paint(&order, &Unwatched).unwrap().rgb
}

fn drawn(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    (0..width * height)
        .flat_map(|place| pixel(place % width, place / width))
        .collect()
}

/// A disc that is plainly another colour than the gradient behind it.
fn disc_before_a_gradient(size: u32) -> Vec<u8> {
    drawn(size, size, |x, y| {
        if is_in_disc(x, y, size) {
            [200, 60, 40]
        } else {
            [60 + (x * 90 / size) as u8, 110 + (y * 90 / size) as u8, 190]
        }
    })
}

fn is_in_disc(x: u32, y: u32, size: u32) -> bool {
    let (x, y) = (x.abs_diff(size / 2), y.abs_diff(size * 3 / 5));
    x * x + y * y < (size / 4) * (size / 4)
}

fn square_mask(width: u32, height: u32, (left, top, side): (u32, u32, u32)) -> Mask {
    let inside = |x: u32, y: u32| x.wrapping_sub(left) < side && y.wrapping_sub(top) < side;
    let changes = (0..width * height).map(|place| inside(place % width, place / width));
    Mask::new(width, height, changes).unwrap()
}

fn order<'a>(words: &str, picture: &'a Opened) -> RetouchOrder<'a> {
    RetouchOrder {
        words: words.to_owned(),
        picture,
        mask: None,
        reference: None,
        width: picture.width(),
        height: picture.height(),
        seed: 3,
    }
}

fn done(words: &str, picture: &Opened) -> Retouched {
    retouch(&order(words, picture), &Unwatched).unwrap()
}

/// The mean difference of two pictures, in levels of 255.
fn apart(one: &[u8], other: &[u8]) -> f64 {
    assert_eq!(one.len(), other.len());
    let sum: u64 = one
        .iter()
        .zip(other)
        .map(|(one, other)| u64::from(one.abs_diff(*other)))
        .sum();
    sum as f64 / one.len() as f64
}

#[test]
fn every_step_gives_the_same_bytes_on_one_and_two_threads() {
    let subject = picture(&disc_before_a_gradient(160), 160, 160);
    let reference = picture(&painted("a red sunset over the sea", 96, 80), 96, 80);
    let mask = square_mask(160, 160, (40, 50, 60));
    for words in EVERY_STEP {
        let order = RetouchOrder {
            mask: matches!(*words, "fill" | "paint a sunset over the sea").then_some(&mask),
            reference: Some(&reference),
            ..order(words, &subject)
        };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| retouch(&order, &Unwatched))
        };
        let (one, two) = (on(1).unwrap(), on(2).unwrap());
        assert!(one == two, "{words}");
        assert_eq!(one.unused_words, Vec::<String>::new(), "{words}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn outside_the_blend_mask_every_pixel_is_the_originals(
        words in prop::sample::select(vec![
            "fill", "watercolour", "oil", "ink drawing", "pencil", "pixel art", "low poly", "paper cut", "brighter",
            "sepia, vignette", "blur", "dehaze, sharpen", "paint a lake", "subtle", "text \"X\" centre", "flip",
        ]),
        places in prop::collection::vec((0_u32..70, 0_u32..60, 1_u32..24), 1..4),
        seed in any::<u64>(),
    ) {
        let (width, height) = (72, 64);
        let rgb = drawn(width, height, |x, y| [(x * 3) as u8, (y * 4) as u8, ((x * y + seed as u32 % 7) % 251) as u8]);
        let original = picture(&rgb, width, height);
        let inside = |x: u32, y: u32| places.iter().any(|(left, top, side)| {
            x.wrapping_sub(*left) < *side && y.wrapping_sub(*top) < *side
        });
        let changes = (0..width * height).map(|place| inside(place % width, place / width));
        let mask = Mask::new(width, height, changes).unwrap();
        let order = RetouchOrder { mask: Some(&mask), seed, ..order(words, &original) };
        let result = retouch(&order, &Unwatched).unwrap();
        let reaches = matches!(words, "fill" | "paint a lake");
        let blend = if reaches {
            mask.grown(Reach::usual(width, height).grow).blend()
        } else {
            mask.blend()
        };
        let mut changed = 0;
        let pixels = rgb.as_chunks::<3>().0.iter().zip(result.pixels.as_chunks::<3>().0);
        for ((before, after), seen) in pixels.zip(blend) {
            prop_assert!(seen > 0 || before == after, "{}", words);
            changed += usize::from(before != after);
        }
        let wide = mask.stays().filter(|stays| !stays).count();
        prop_assert!(changed > 0 || wide < 40 || words.starts_with("text"), "{} changed nothing", words);
    }

    #[test]
    fn any_words_end_in_a_picture_or_in_a_reason(words in any::<String>(), seed in any::<u64>()) {
        let original = picture(&drawn(24, 20, |x, y| [(x * 9) as u8, (y * 9) as u8, 70]), 24, 20);
        let order = RetouchOrder { seed, ..order(&words, &original) };
        if let Ok(result) = retouch(&order, &Unwatched) {
            let each = if result.has_opacity() { 4 } else { 3 };
            prop_assert_eq!(result.pixels.len() as u32, result.width * result.height * each);
        }
    }
}

/// How far a filled hole is from what had been there.
fn error_of_filling(rgb: &[u8], (width, height): (u32, u32), hole: (u32, u32, u32)) -> f64 {
    let holed: Vec<u8> = rgb
        .as_chunks::<3>()
        .0
        .iter()
        .enumerate()
        .flat_map(|(place, pixel)| {
            let (x, y) = (place as u32 % width, place as u32 / width);
            let inside = x.wrapping_sub(hole.0) < hole.2 && y.wrapping_sub(hole.1) < hole.2;
            if inside { [255, 0, 255] } else { *pixel }
        })
        .collect();
    let original = picture(&holed, width, height);
    let mask = square_mask(width, height, hole);
    let order = RetouchOrder {
        mask: Some(&mask),
        ..order("fill", &original)
    };
    let filled = retouch(&order, &Unwatched).unwrap().pixels;
    let at = |bytes: &[u8], x: u32, y: u32| bytes[((y * width + x) * 3) as usize..][..3].to_vec();
    let (mut sum, mut count) = (0.0, 0.0);
    for y in hole.1..hole.1 + hole.2 {
        for x in hole.0..hole.0 + hole.2 {
            sum += apart(&at(rgb, x, y), &at(&filled, x, y));
            count += 1.0;
        }
    }
    sum / count
}

#[test]
fn a_hole_in_what_is_regular_is_filled_as_if_it_had_not_been_there() {
    let (width, height) = (256, 224);
    let stripes = drawn(width, height, |x, y| {
        if (x + y / 2) % 16 < 8 {
            [40, 60, 90]
        } else {
            [210, 190, 120]
        }
    });
    let gradient = drawn(width, height, |x, y| [(x / 2) as u8, (y / 2) as u8 + 60, 140]);
    let sky = painted("sunset clouds", width, height);
    for (name, rgb, most) in [
        ("stripes", stripes, 8.0),
        ("gradient", gradient, 3.0),
        ("sky", sky, 12.0),
    ] {
        let error = error_of_filling(&rgb, (width, height), (100, 80, 48));
        assert!(error < most, "{name}: {error}");
    }
}

#[test]
fn a_subject_before_a_gradient_is_found_and_cut_out() {
    let size = 300;
    let result = done(
        "remove the background",
        &picture(&disc_before_a_gradient(size), size, size),
    );
    assert!(result.has_opacity());
    let (mut both, mut either) = (0, 0);
    for (place, pixel) in result.pixels.as_chunks::<4>().0.iter().enumerate() {
        let (x, y) = (place as u32 % size, place as u32 / size);
        let (wanted, found) = (is_in_disc(x, y, size), pixel[3] > 127);
        both += u32::from(wanted && found);
        either += u32::from(wanted || found);
    }
    assert!(both * 10 > either * 9, "{both} of {either}");
}

#[test]
fn sizes_are_exactly_what_was_asked_for() {
    let original = picture(&painted("mountains", 300, 200), 300, 200);
    for (words, width, height) in [
        ("crop 1:1", 200, 200),
        ("square", 200, 200),
        ("crop 16:9", 300, 169),
        ("crop 120x80", 120, 80),
        ("crop left third", 100, 200),
        ("crop bottom half", 300, 100),
        ("rotate 90", 200, 300),
        ("rotate left", 200, 300),
        ("rotate 180", 300, 200),
        ("flip vertically", 300, 200),
        ("resize 64x48", 64, 48),
        ("resize to 150 wide", 150, 100),
        ("resize to 50%", 150, 100),
        ("3x", 900, 600),
        ("upscale 4x", 1200, 800),
        ("extend left", 375, 200),
        ("extend to 16:9", 356, 200),
        ("outpaint 320x240", 320, 240),
        ("watercolour", 300, 200),
    ] {
        let result = done(words, &original);
        assert_eq!((result.width, result.height), (width, height), "{words}");
        assert_eq!(result.pixels.len() as u32, width * height * 3, "{words}");
    }
}

#[test]
fn a_wanted_size_continues_or_shrinks_the_picture_and_words_about_size_win() {
    let original = picture(&painted("mountains", 300, 200), 300, 200);
    let of = |words: &str, width: u32, height: u32| {
        let order = RetouchOrder {
            width,
            height,
            ..order(words, &original)
        };
        retouch(&order, &Unwatched).unwrap()
    };
    let wider = of("", 400, 260);
    assert_eq!((wider.width, wider.height), (400, 260));
    let original_row = &original.write().unwrap();
    let before = image::load_from_memory(original_row).unwrap().into_rgb8();
    let after = RgbImage::from_raw(400, 260, wider.pixels).unwrap();
    for (x, y, pixel) in before.enumerate_pixels() {
        assert_eq!(after.get_pixel(x + 50, y + 30), pixel, "the picture itself stays");
    }
    let smaller = of("sepia", 100, 100);
    assert_eq!((smaller.width, smaller.height), (100, 100));
    let square = of("square", 150, 150);
    assert_eq!((square.width, square.height), (150, 150));
    let words_win = of("crop 16:9", 100, 100);
    assert_eq!((words_win.width, words_win.height), (300, 169));
}

#[test]
fn turning_four_times_and_mirroring_twice_give_the_picture_back() {
    let rgb = painted("a lighthouse", 90, 70);
    let original = picture(&rgb, 90, 70);
    for words in [
        "rotate 90, rotate 90, rotate 90, rotate 90",
        "flip, flip",
        "flip vertically, rotate 180, flip",
        "rotate left, rotate right",
    ] {
        assert_eq!(done(words, &original).pixels, rgb, "{words}");
    }
}

#[test]
fn four_times_larger_and_small_again_is_close_to_the_original() {
    let rgb = painted("a lighthouse on a cliff at dusk", 160, 120);
    let result = done("4x, then resize 160x120", &picture(&rgb, 160, 120));
    let off = apart(&rgb, &result.pixels);
    assert!(off < 2.0, "{off}");
}

#[test]
fn enlarging_an_edge_makes_no_halo() {
    let rgb = drawn(40, 40, |x, _| if x < 20 { [60; 3] } else { [190; 3] });
    let result = done("4x", &picture(&rgb, 40, 40));
    assert!(result.pixels.iter().all(|value| (54..=196).contains(value)));
}

#[test]
fn grades_do_what_they_say() {
    let original = picture(&painted("mountains at noon", 128, 96), 128, 96);
    let before = done("flip, flip", &original).pixels;
    let mean = |pixels: &[u8], channel: usize| {
        let values = pixels.iter().skip(channel).step_by(3).map(|value| f64::from(*value));
        values.sum::<f64>() / (pixels.len() / 3) as f64
    };
    let all = |pixels: &[u8]| (0..3).map(|channel| mean(pixels, channel)).sum::<f64>();
    let graded = |words: &str| done(words, &original).pixels;
    assert!(all(&graded("brighter")) > all(&before) + 20.0);
    assert!(all(&graded("much brighter")) > all(&graded("a bit brighter")) + 10.0);
    assert!(all(&graded("darker")) < all(&before) - 20.0);
    let warmth = |pixels: &[u8]| mean(pixels, 0) - mean(pixels, 2);
    assert!(warmth(&graded("warmer")) > warmth(&before) + 5.0);
    assert!(warmth(&graded("cooler")) < warmth(&before) - 5.0);
    assert!(
        graded("black and white")
            .as_chunks::<3>()
            .0
            .iter()
            .all(|[r, g, b]| r.abs_diff(*g).max(g.abs_diff(*b)) <= 1)
    );
}

#[test]
fn a_palette_is_taken_from_the_reference() {
    let blue = picture(&painted("misty mountains at dawn", 128, 96), 128, 96);
    let red = painted("red sunset over the sea", 96, 96);
    let reference = picture(&red, 96, 96);
    let order = RetouchOrder {
        reference: Some(&reference),
        ..order("palette from the reference", &blue)
    };
    let result = retouch(&order, &Unwatched).unwrap().pixels;
    let mean = |pixels: &[u8], channel: usize| {
        let values = pixels.iter().skip(channel).step_by(3).map(|value| f64::from(*value));
        values.sum::<f64>() / (pixels.len() / 3) as f64
    };
    for channel in 0..3 {
        let (made, wanted) = (mean(&result, channel), mean(&red, channel));
        assert!((made - wanted).abs() < 25.0, "{channel}: {made}, {wanted}");
    }
}

#[test]
fn a_mask_goes_along_when_the_picture_is_turned() {
    let rgb = painted("mountains", 120, 80);
    let original = picture(&rgb, 120, 80);
    let mask = square_mask(120, 80, (10, 20, 30));
    let order = RetouchOrder {
        mask: Some(&mask),
        ..order("rotate 90, sepia, rotate 270", &original)
    };
    let result = retouch(&order, &Unwatched).unwrap().pixels;
    let pixels = rgb.as_chunks::<3>().0.iter().zip(result.as_chunks::<3>().0);
    let changed = pixels.zip(mask.blend()).filter(|((before, after), seen)| {
        assert!(*seen > 0 || before == after);
        before != after
    });
    assert!(changed.count() > 500);
}

#[test]
fn transparency_stays_where_nothing_removes_it() {
    let half = RgbaImage::from_fn(60, 50, |x, y| {
        image::Rgba([(x * 4) as u8, (y * 5) as u8, 90, if x < 30 { 0 } else { 255 }])
    });
    let mut file = std::io::Cursor::new(Vec::new());
    half.write_to(&mut file, image::ImageFormat::Png).unwrap();
    let original = open(file.get_ref()).unwrap();
    for words in [
        "sepia",
        "flip",
        "rotate 90",
        "resize 80x40",
        "2x",
        "oil",
        "extend right",
    ] {
        let result = done(words, &original);
        assert!(result.has_opacity(), "{words}");
        assert!(
            result.pixels.iter().skip(3).step_by(4).any(|opacity| *opacity == 0),
            "{words}"
        );
    }
    let opaque = done("replace the background with white", &original);
    assert!(!opaque.has_opacity());
    assert_eq!(&opaque.pixels[..3], [255; 3]);
}

#[test]
fn what_is_missing_or_impossible_has_its_reason() {
    let original = picture(&painted("sea", 96, 80), 96, 80);
    let small = picture(&drawn(8, 8, |_, _| [1; 3]), 8, 8);
    let other_mask = square_mask(40, 40, (1, 1, 8));
    let empty = square_mask(96, 80, (0, 0, 0));
    let whole = square_mask(96, 80, (0, 0, 96));
    let reason = |words: &str, mask: Option<&Mask>| {
        let order = RetouchOrder {
            mask,
            ..order(words, &original)
        };
        retouch(&order, &Unwatched).unwrap_err()
    };
    assert_eq!(reason("fill", None), RetouchError::MaskNeeded);
    assert_eq!(reason("paint a lake", None), RetouchError::MaskNeeded);
    assert_eq!(reason("sepia", Some(&empty)), RetouchError::MaskNeeded);
    assert_eq!(reason("fill", Some(&whole)), RetouchError::NothingKept);
    assert_eq!(reason("sepia", Some(&other_mask)), RetouchError::MaskSize);
    assert_eq!(reason("palette from reference", None), RetouchError::ReferenceNeeded);
    assert_eq!(reason("xyzzy frobnicate", None), RetouchError::NothingToDo);
    assert_eq!(reason("", None), RetouchError::NothingToDo);
    assert_eq!(reason("resize 9000x9000", None), RetouchError::Size);
    assert_eq!(reason("crop 500x500", None), RetouchError::Size);
    assert_eq!(reason(&"flip, ".repeat(40), None), RetouchError::TooManySteps);
    assert_eq!(
        retouch(&order("sepia", &small), &Unwatched).unwrap_err(),
        RetouchError::Size
    );
    let plain = picture(&drawn(64, 64, |_, _| [90, 120, 150]), 64, 64);
    let outcome = retouch(&order("remove background", &plain), &Unwatched);
    assert_eq!(outcome.unwrap_err(), RetouchError::NoSubject);
}

/// Stops after a number of questions.
struct Impatient {
    left: AtomicU32,
}

impl Watcher for Impatient {
    fn progress(&self, done: f32, _: Stage) {
        assert!((0.0..=1.0).contains(&done));
    }

    fn cancelled(&self) -> bool {
        let left = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1)));
        left.unwrap() == 0
    }
}

#[test]
fn a_cancelled_retouching_stops() {
    let original = picture(&painted("a lighthouse", 256, 256), 256, 256);
    let mask = square_mask(256, 256, (60, 60, 90));
    for words in [
        "oil",
        "watercolour",
        "ink drawing",
        "low poly",
        "paper cut",
        "fill",
        "4x",
        "sepia",
        "extend left",
    ] {
        for questions in [0, 3, 20] {
            let watcher = Impatient {
                left: AtomicU32::new(questions),
            };
            let order = RetouchOrder {
                mask: (words == "fill").then_some(&mask),
                ..order(words, &original)
            };
            assert_eq!(
                retouch(&order, &watcher).unwrap_err(),
                RetouchError::Cancelled,
                "{words}"
            );
        }
    }
}

#[test]
fn what_was_done_is_told_and_what_was_not_understood_is_listed() {
    let original = picture(&painted("sea", 96, 80), 96, 80);
    let result = done(
        "please make it a bit warmer, xyzzy, crop square and then in watercolour frob",
        &original,
    );
    assert_eq!(result.title, "Warmer, cropped to 1:1, in watercolour");
    assert_eq!(result.unused_words, ["xyzzy", "frob"]);
    let german = done(
        "Bitte heller und etwas wärmer, dann quadratisch zuschneiden, Blubb",
        &original,
    );
    assert_eq!(german.title, "Brighter, warmer, cropped to 1:1");
    assert_eq!(german.unused_words, ["Blubb"]);
}

#[test]
fn a_painting_can_be_ordered_in_a_medium() {
    let order = |words: &str| PaintOrder {
        words: words.to_owned(),
        negative: String::new(),
        width: 128,
        height: 96,
        seed: 7,
    };
    let plain = paint(&order("a lighthouse at dusk"), &Unwatched).unwrap();
    for (words, medium) in [
        ("a lighthouse at dusk, watercolour", Medium::Watercolour),
        ("a lighthouse at dusk as an oil painting", Medium::Oil),
        ("a lighthouse at dusk, pen and ink", Medium::Ink),
        ("a lighthouse at dusk, pencil drawing", Medium::Pencil),
        ("a lighthouse at dusk, pixel art", Medium::PixelArt),
        ("a lighthouse at dusk, low-poly", Medium::LowPoly),
        ("a lighthouse at dusk, paper cut", Medium::PaperCut),
    ] {
        let painting = paint(&order(words), &Unwatched).unwrap();
        assert!(painting.unused_words.is_empty(), "{words}: {:?}", painting.unused_words);
        let rendered = render_in(medium, &plain.rgb, 128, 96, 7, &Unwatched).unwrap();
        assert!(painting.rgb == rendered, "{words}");
        assert!(painting.title.starts_with(&plain.title) && painting.title.len() > plain.title.len());
    }
    let abstract_ink = paint(&order("abstract blue ink"), &Unwatched).unwrap();
    assert!(!abstract_ink.title.contains("in ink"), "{}", abstract_ink.title);
}

#[test]
fn media_of_any_size_are_made_and_wrong_sizes_refused() {
    for medium in Medium::ALL {
        for (width, height) in [(1, 1), (3, 40), (40, 3), (97, 61)] {
            let rgb = drawn(width, height, |x, y| [(x * 2) as u8, (y * 3) as u8, 120]);
            let made = render_in(medium, &rgb, width, height, 1, &Unwatched).unwrap();
            assert_eq!(made.len(), rgb.len(), "{medium:?} {width} {height}");
        }
        let outcome = render_in(medium, &[0; 12], 3, 2, 1, &Unwatched);
        assert!(matches!(outcome, Err(PaintError::Size)));
    }
}
