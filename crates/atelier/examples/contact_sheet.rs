//! Paints a list of prompts into a folder, with one sheet that shows them all.
//!
//! `cargo run --release -p atelier --example contact_sheet -- FOLDER [SIDE] [SEED] [WORD]`

use std::{error::Error, fs, path::Path};

use atelier::{PaintOrder, Unwatched, paint};

const PROMPTS: &[&str] = &[
    "a lighthouse on a cliff at dusk, heavy sea",
    "waves under a full moon",
    "misty mountains at dawn",
    "alpine lake, autumn, golden light",
    "stormy sea with lightning",
    "northern lights over snowy mountains",
    "desert dunes in morning haze",
    "calm tropical beach at noon",
    "city skyline at night in rain",
    "starry sky over pine forest",
    "abstract teal and copper flow",
    "abstract geometric pastel",
    "sunset clouds",
    "snowfall in the mountains, gloomy",
    "island in the fog",
    "red sunset over the sea",
    "sailing boat on a calm sea at sunset",
    "rolling hills in spring",
    "cabin by a lake in winter at night",
    "milky way over the desert",
    "city skyline at sunset",
    "golden meadow in autumn evening light",
    "mountain range at noon, clear sky",
    "foggy forest in the morning",
    "palms on a beach at sunset",
    "abstract marble gold and black",
    "abstract bubbles blue and pink",
    "abstract purple ribbons",
    "a rainbow over green hills",
    "birds over the ocean at dawn",
];
const COLUMNS: u32 = 6;
const THUMB: u32 = 320;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("a folder is missing")?;
    let side: u32 = arguments.next().map_or(Ok(640), |text| text.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(7), |text| text.parse())?;
    let wanted = arguments.next().unwrap_or_default();
    fs::create_dir_all(&folder)?;
    let prompts: Vec<_> = PROMPTS.iter().filter(|prompt| prompt.contains(&wanted)).collect();
    let rows = u32::try_from(prompts.len())?.div_ceil(COLUMNS);
    let mut sheet = image::RgbImage::new(COLUMNS * THUMB, rows * THUMB);
    for (index, prompt) in prompts.iter().enumerate() {
        let order = PaintOrder {
            words: (**prompt).to_owned(),
            negative: String::new(),
            width: side,
            height: side,
            seed,
        };
        let painting = paint(&order, &Unwatched)?;
        let picture = image::RgbImage::from_raw(side, side, painting.rgb).ok_or("size")?;
        picture.save(Path::new(&folder).join(format!("{index:02}.png")))?;
        let small = image::imageops::resize(&picture, THUMB, THUMB, image::imageops::FilterType::Triangle);
        let place = i64::try_from(index)?;
        let columns = i64::from(COLUMNS);
        image::imageops::replace(
            &mut sheet,
            &small,
            place % columns * i64::from(THUMB),
            place / columns * i64::from(THUMB),
        );
    }
    sheet.save(Path::new(&folder).join("sheet.png"))?;
    Ok(())
}
