//! Edits laid over their originals: what was not to change is the same to the bit, and a model that painted outside is
//! told from one that only wrote the file anew.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::io::Cursor;

use atelier::{
    Composite, ImageFormat, Mask, Opened, PaintOrder, Unwatched, Verdict, composite, encode_plain, open, paint,
};
use image::{DynamicImage, RgbImage, RgbaImage, imageops::FilterType};

const FORMATS: [ImageFormat; 3] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];

/// Marsaglia's shift register: the same numbers for the same seed, everywhere.
struct Dice(u64);

impl Dice {
    const fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: u32) -> u32 {
        u32::try_from(self.roll() % u64::from(most)).unwrap()
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.roll() % 256).unwrap()
    }

    fn size(&mut self) -> (u32, u32) {
        (1 + self.below(300), 1 + self.below(300))
    }

    /// Some rectangles and some stray pixels.
    fn mask(&mut self, (width, height): (u32, u32)) -> Vec<bool> {
        let mut changes = vec![false; (width * height) as usize];
        for _ in 0..self.below(4) {
            let (left, top) = (self.below(width), self.below(height));
            let (wide, high) = (1 + self.below(width - left), 1 + self.below(height - top));
            for y in top..top + high {
                let row = (y * width + left) as usize;
                changes[row..row + wide as usize].fill(true);
            }
        }
        for _ in 0..self.below(40) {
            let place = self.below(width * height) as usize;
            changes[place] = !changes[place];
        }
        changes
    }

    /// Gentle waves and some noise; with transparency where it is asked for.
    fn picture(&mut self, (width, height): (u32, u32), with_opacity: bool) -> DynamicImage {
        let picture = RgbaImage::from_fn(width, height, |x, y| {
            let wave = |length: u32| u8::try_from((x * 255 / width + y * 255 / height) / length % 200).unwrap();
            let opacity = if with_opacity { self.byte() } else { 255 };
            image::Rgba([wave(1) + self.byte() % 8, wave(2), wave(3) + self.byte() % 32, opacity])
        });
        if with_opacity {
            picture.into()
        } else {
            DynamicImage::from(picture).into_rgb8().into()
        }
    }
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let format = match format {
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::WebP => image::ImageFormat::WebP,
        ImageFormat::Jpeg => {
            let rgb = picture.to_rgb8();
            return encode_plain(&rgb, rgb.width(), rgb.height(), ImageFormat::Jpeg).unwrap();
        }
    };
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A file that is transparent where something is to change, as masks rest.
fn mask_file((width, height): (u32, u32), changes: &[bool]) -> Vec<u8> {
    let pixels = changes
        .iter()
        .flat_map(|changes| [9, 9, 9, if *changes { 0 } else { 255 }]);
    let picture = RgbaImage::from_raw(width, height, pixels.collect()).unwrap();
    file(&picture.into(), ImageFormat::Png)
}

/// The pixels of a file as another reader has them.
fn pixels(file: &[u8]) -> Vec<[u8; 4]> {
    let picture = image::load_from_memory(file).unwrap().into_rgba8();
    picture.pixels().map(|pixel| pixel.0).collect()
}

fn lay(original: &[u8], mask: &[u8], edit: &[u8]) -> Composite {
    let mask = Mask::from_transparency(&open(mask).unwrap());
    composite(open(original).unwrap(), &mask, open(edit).unwrap())
}

/// The upper third changes.
fn upper_third(width: u32, height: u32) -> Vec<bool> {
    (0..width * height).map(|place| place / width < height / 3).collect()
}

fn painted(words: &str, seed: u64) -> DynamicImage {
    let (width, height) = (384, 256);
    let words = words.to_owned();
    let order = PaintOrder {
        words,
        negative: String::new(),
        width,
        height,
        seed,
    };
    let painting = paint(&order, &Unwatched).unwrap();
    RgbImage::from_raw(width, height, painting.rgb).unwrap().into()
}

fn verdict(original: &DynamicImage, edit: &[u8]) -> Verdict {
    let size = (original.width(), original.height());
    let mask = mask_file(size, &upper_third(size.0, size.1));
    lay(&file(original, ImageFormat::Png), &mask, edit).verdict
}

#[test]
fn pixels_that_stay_are_identical_over_two_hundred_masks() {
    let mut put_back = 0;
    for seed in 1..=200 {
        let mut dice = Dice(seed * 0x9e37_79b9);
        let size = dice.size();
        let changes = dice.mask(size);
        let (with_opacity, edit_with_opacity) = (dice.below(3) == 0, dice.below(3) == 0);
        let (format, edit_format) = (FORMATS[dice.below(3) as usize], FORMATS[dice.below(3) as usize]);
        let original = file(&dice.picture(size, with_opacity), format);
        let edit = file(&dice.picture(size, edit_with_opacity), edit_format);
        let composite = lay(&original, &mask_file(size, &changes), &edit);
        if composite.as_it_came {
            assert!(
                changes.iter().all(|changes| !changes) || changes.iter().all(|changes| *changes) || size.0 * size.1 < 9,
                "{seed}"
            );
            continue;
        }
        put_back += 1;
        let kept = pixels(&composite.picture.write().unwrap());
        let (before, after) = (pixels(&original), pixels(&edit));
        let mut taken = 0;
        for (place, changes) in changes.iter().enumerate() {
            if *changes {
                taken += usize::from(kept[place] == after[place]);
            } else {
                assert_eq!(kept[place], before[place], "seed {seed}, pixel {place} of {size:?}");
            }
        }
        let wide = changes.iter().filter(|changes| **changes).count();
        assert!(taken > 0 || wide < 9, "seed {seed}: nothing of the edit is seen");
    }
    assert!(put_back > 120, "{put_back}");
}

#[test]
fn all_of_an_edit_is_seen_inside_but_for_a_soft_edge() {
    let (width, height) = (200, 150);
    let (black, white) = (vec![0; 3 * 200 * 150], vec![255; 3 * 200 * 150]);
    let of = |rgb: &[u8]| encode_plain(rgb, width, height, ImageFormat::Png).unwrap();
    let changes = (0..width * height)
        .map(|place| place % width >= 100)
        .collect::<Vec<_>>();
    let composite = lay(&of(&black), &mask_file((width, height), &changes), &of(&white));
    let row: Vec<u8> = pixels(&composite.picture.write().unwrap())
        .iter()
        .take(200)
        .map(|pixel| pixel[0])
        .collect();
    assert_eq!((row[99], row[101], row[199]), (0, 255, 255));
    assert!((100..200).contains(&row[100]), "{}", row[100]);
}

#[test]
fn a_model_that_writes_the_file_anew_or_in_another_size_kept_to_the_mask() {
    for words in [
        "a city at night",
        "misty mountains and palms",
        "a stormy sea with a lighthouse",
    ] {
        let original = painted(words, 7);
        for quality in [50, 75, 92] {
            let mut jpeg = Vec::new();
            let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, quality);
            encoder.encode_image(&original).unwrap();
            assert!(
                matches!(verdict(&original, &jpeg), Verdict::Kept { .. }),
                "{words}, {quality}"
            );
        }
        for (width, height) in [(192, 128), (300, 200), (512, 341), (768, 512), (400, 272)] {
            for filter in [FilterType::Triangle, FilterType::Lanczos3] {
                let resized = original.resize_exact(width, height, filter);
                let found = verdict(&original, &file(&resized, ImageFormat::Jpeg));
                assert!(
                    matches!(found, Verdict::Kept { .. }),
                    "{words}, {width}x{height}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn a_model_that_paints_outside_is_found_out() {
    let original = painted("misty mountains and palms", 7);
    for (words, seed) in [
        ("misty mountains and palms", 8),
        ("a city at night", 7),
        ("a stormy sea", 7),
    ] {
        let edit = file(&painted(words, seed), ImageFormat::Jpeg);
        let found = verdict(&original, &edit);
        assert!(
            matches!(found, Verdict::ChangedOutside { changed: 100.. }),
            "{words} {seed}: {found:?}"
        );
    }
    // One thing that was not there before, and a light that fell on everything.
    let mut boat = original.to_rgb8();
    for (x, y) in (300..330).flat_map(|x| (200..220).map(move |y| (x, y))) {
        boat.put_pixel(x, y, image::Rgb([250, 250, 240]));
    }
    assert!(matches!(
        verdict(&original, &file(&boat.into(), ImageFormat::Jpeg)),
        Verdict::ChangedOutside { changed: 5..40 }
    ));
    let brighter = original.brighten(25);
    assert!(matches!(
        verdict(&original, &file(&brighter, ImageFormat::Png)),
        Verdict::ChangedOutside { changed: 900.. }
    ));
}

#[test]
fn what_a_model_changed_inside_or_hard_by_is_no_breach() {
    let original = painted("misty mountains and palms", 7);
    let mut edit = original.to_rgb8();
    // The mask ends at row 85; a soft brush goes a little beyond it.
    for (x, y) in (0..384).flat_map(|x| (0..90).map(move |y| (x, y))) {
        edit.put_pixel(x, y, image::Rgb([200, 30, 30]));
    }
    let found = verdict(&original, &file(&edit.into(), ImageFormat::Jpeg));
    assert!(matches!(found, Verdict::Kept { .. }), "{found:?}");
}

#[test]
fn an_edit_that_changed_nothing_outside_is_kept_as_it_came() {
    let original = painted("a city at night", 7);
    let mut edit = original.to_rgb8();
    edit.put_pixel(5, 5, image::Rgb([1, 2, 3]));
    let (width, height) = (original.width(), original.height());
    let mask = mask_file((width, height), &upper_third(width, height));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let edit = file(&edit.clone().into(), format);
        let composite = lay(&file(&original, ImageFormat::Png), &mask, &edit);
        assert!(composite.as_it_came);
        assert_eq!(composite.verdict, Verdict::Kept { changed: 0 });
        assert_eq!(pixels(&composite.picture.write().unwrap()), pixels(&edit));
    }
}

#[test]
fn what_cannot_be_laid_over_each_other_stays_as_it_came() {
    let of = |width, height| file(&Dice(3).picture((width, height), false), ImageFormat::Png);
    let some = mask_file((60, 40), &upper_third(60, 40));
    let cases: [(&str, Vec<u8>, Vec<u8>); 4] = [
        ("another shape", some.clone(), of(40, 60)),
        ("nearly another shape", some, of(60, 42)),
        (
            "a mask of another size",
            mask_file((40, 60), &upper_third(40, 60)),
            of(60, 40),
        ),
        (
            "a mask that says nothing",
            mask_file((60, 40), &[false; 2_400]),
            of(60, 40),
        ),
    ];
    for (why, mask, edit) in cases {
        let composite = lay(&of(60, 40), &mask, &edit);
        assert!(composite.as_it_came, "{why}");
        assert_eq!(composite.verdict, Verdict::NotCompared, "{why}");
        assert_eq!(pixels(&composite.picture.write().unwrap()), pixels(&edit), "{why}");
    }
}

#[test]
fn a_resized_edit_has_its_originals_size_and_its_originals_pixels() {
    let original = painted("a city at night", 7);
    let mask = mask_file((384, 256), &upper_third(384, 256));
    let edit = file(
        &original.resize_exact(512, 341, FilterType::Lanczos3).brighten(90),
        ImageFormat::WebP,
    );
    let laid: Opened = lay(&file(&original, ImageFormat::Png), &mask, &edit).picture;
    assert_eq!(
        (laid.width(), laid.height(), laid.format()),
        (384, 256, ImageFormat::Png)
    );
    let (kept, before) = (
        pixels(&laid.write().unwrap()),
        pixels(&file(&original, ImageFormat::Png)),
    );
    let below = 384 * 86..384 * 256;
    assert_eq!(kept[below.clone()], before[below]);
    assert_ne!(kept[..384 * 60], before[..384 * 60]);
}
