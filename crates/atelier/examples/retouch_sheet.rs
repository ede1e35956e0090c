//! Retouches a few of our own paintings in every way, and shows all of it on one sheet, with the time that each took.
//!
//! `cargo run --release -p atelier --example retouch_sheet -- FOLDER [SIDE] [SEED] [WORD]`
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example tells what it does, and how long it took"
)]

use std::{error::Error, fs, path::Path, time::Instant};

use atelier::{ImageFormat, Mask, Opened, PaintOrder, RetouchOrder, Unwatched, encode_plain, open, paint, retouch};
use image::{DynamicImage, RgbImage, RgbaImage, imageops};

const PAINTINGS: &[&str] = &[
    "a lighthouse on a cliff at dusk, heavy sea",
    "alpine lake, autumn, golden light",
    "city skyline at night in rain",
    "palms on a beach at sunset",
];
/// Words, and whether the mask goes with them.
const STEPS: &[(&str, bool)] = &[
    ("watercolour", false),
    ("oil painting", false),
    ("ink drawing", false),
    ("pencil sketch", false),
    ("pixel art", false),
    ("low poly", false),
    ("paper cut", false),
    ("brighter", false),
    ("darker", false),
    ("more contrast", false),
    ("less contrast", false),
    ("vivid", false),
    ("muted", false),
    ("warmer", false),
    ("cooler", false),
    ("black and white", false),
    ("sepia", false),
    ("faded", false),
    ("vignette", false),
    ("grain", false),
    ("sharpen", false),
    ("blur", false),
    ("dehaze", false),
    ("palette from reference", false),
    ("subtle", false),
    ("strong variation", false),
    ("crop 16:9", false),
    ("rotate 7", false),
    ("extend to 16:9", false),
    ("extend all sides", false),
    ("text \"Nano Prompt\" top, large, white", false),
    ("fill", true),
    ("paint a full moon at night", true),
    ("oil painting", true),
    ("replace the background with a beach at sunset", false),
    ("blur the background", false),
    ("4x", false),
];
const THUMB: u32 = 300;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("a folder is missing")?;
    let side: u32 = arguments.next().map_or(Ok(768), |text| text.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(7), |text| text.parse())?;
    let wanted = arguments.next().unwrap_or_default();
    fs::create_dir_all(&folder)?;
    let steps: Vec<_> = STEPS.iter().filter(|(words, _)| words.contains(&wanted)).collect();
    let count = u32::try_from(PAINTINGS.len())?;
    let mut sheet = RgbImage::new(count * THUMB, (u32::try_from(steps.len())? + 1) * THUMB);
    let pictures = PAINTINGS.iter().map(|words| painted(words, side, seed));
    let pictures = pictures.collect::<Result<Vec<_>, _>>()?;
    for (column, picture) in pictures.iter().enumerate() {
        show(&mut sheet, &DynamicImage::from(rgb(picture)?), (column, 0));
    }
    let mask = mask(side)?;
    for (row, (words, is_masked)) in steps.iter().enumerate() {
        for (column, picture) in pictures.iter().enumerate() {
            let order = RetouchOrder {
                words: (*words).to_owned(),
                picture,
                mask: is_masked.then_some(&mask),
                reference: pictures.get((column + 1) % pictures.len()),
                width: side,
                height: side,
                seed,
            };
            let started = Instant::now();
            let outcome = retouch(&order, &Unwatched);
            let took = started.elapsed().as_millis();
            let result = match outcome {
                Ok(result) => result,
                Err(error) => {
                    println!("{words}: {error}");
                    continue;
                }
            };
            if column == 0 {
                println!(
                    "{took:6} ms  {words}{} – {}",
                    if *is_masked { " (masked)" } else { "" },
                    result.title
                );
            }
            let (width, height) = (result.width, result.height);
            let made: DynamicImage = if result.has_opacity() {
                RgbaImage::from_raw(width, height, result.pixels).ok_or("size")?.into()
            } else {
                RgbImage::from_raw(width, height, result.pixels).ok_or("size")?.into()
            };
            let name = format!("{row:02}-{column}-{}.png", words.replace([' ', '"', ':', ','], "_"));
            made.save(Path::new(&folder).join(name))?;
            show(&mut sheet, &made, (column, row + 1));
        }
    }
    sheet.save(Path::new(&folder).join("sheet.png"))?;
    Ok(())
}

fn painted(words: &str, side: u32, seed: u64) -> Result<Opened, Box<dyn Error>> {
    let order = PaintOrder {
        words: words.to_owned(),
        negative: String::new(),
        width: side,
        height: side,
        seed,
    };
    let painting = paint(&order, &Unwatched)?;
    Ok(open(&encode_plain(&painting.rgb, side, side, ImageFormat::Png)?)?)
}

fn rgb(picture: &Opened) -> Result<RgbImage, Box<dyn Error>> {
    Ok(image::load_from_memory(&picture.write()?)?.into_rgb8())
}

/// A disc a quarter as wide as the picture, right of the middle.
fn mask(side: u32) -> Result<Mask, Box<dyn Error>> {
    let (middle, reach) = ((side * 3 / 5, side / 2), side / 8);
    let changes = (0..side * side).map(|place| {
        let (x, y) = ((place % side).abs_diff(middle.0), (place / side).abs_diff(middle.1));
        x * x + y * y < reach * reach
    });
    Ok(Mask::new(side, side, changes).ok_or("mask")?)
}

fn show(sheet: &mut RgbImage, picture: &DynamicImage, (column, row): (usize, usize)) {
    let small = picture.resize(THUMB, THUMB, imageops::FilterType::Triangle).into_rgb8();
    let place = |index: usize| i64::try_from(index).unwrap_or_default() * i64::from(THUMB);
    imageops::replace(sheet, &small, place(column), place(row));
}
