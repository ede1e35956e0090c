//! Paints many different prompts into numbered files, and their list into a file apart, so that somebody who has not
//! seen the list can say what each picture shows.
//!
//! `cargo run --release -p atelier --example blind_check -- FOLDER LIST [SEED] [WORD]`

use std::{error::Error, fmt::Write, fs, path::Path};

use atelier::{PaintOrder, Unwatched, paint};

const PROMPTS: &[&str] = &[
    "a lighthouse on a cliff at dusk, heavy sea",
    "waves under a full moon",
    "sailing boat on a calm sea at sunset",
    "calm tropical beach with palms at noon",
    "icebergs in a calm sea, cold morning",
    "a suspension bridge over the water at dusk",
    "island in the fog",
    "stormy sea with lightning",
    "misty mountains at dawn",
    "alpine lake, autumn, golden light",
    "snowfall in the mountains, gloomy",
    "northern lights over snowy mountains",
    "an erupting volcano at night",
    "a waterfall in summer",
    "a village in the mountains in winter at dusk",
    "cabin by a lake in winter at night",
    "foggy forest in the morning",
    "starry sky over pine forest",
    "birch forest in autumn",
    "a lone oak tree in autumn",
    "cherry blossom tree in spring, morning",
    "desert dunes in morning haze",
    "red mesas in the desert at sunset",
    "a saguaro cactus in the desert at golden hour",
    "milky way over the desert",
    "city skyline at night in rain",
    "city skyline at sunset",
    "fireworks over the city",
    "street lamps by the water on a snowy evening",
    "lavender fields in summer at sunset",
    "poppy field at noon",
    "sunflower field under a blue sky",
    "tulip field in spring",
    "flower meadow with wildflowers",
    "a windmill on green hills",
    "hot air balloons over the hills at dawn",
    "a rainbow over green hills",
    "a river through autumn meadows",
    "sunset clouds",
    "shooting stars over a lake",
    "a comet over the mountains",
    "a ringed planet in space",
    "a blue planet in deep space",
    "a purple and teal nebula",
    "a spiral galaxy",
    "the earth from orbit",
    "a great red planet over the sea",
    "abstract teal and copper flow",
    "abstract geometric pastel",
    "abstract marble gold and black",
    "a soft gradient of coral, pink and indigo",
    "seamless pattern of leaves",
    "seamless pattern of waves, blue and white",
    "seamless pattern of azulejo tiles",
    "terrazzo pattern",
    "plaid in red and green",
    "seamless pattern of hexagons, teal and gold",
    "seamless flower pattern on midnight blue",
    "poster of mountains \"STAY WILD\"",
    "travel poster of a palm beach at sunset \"ALOHA\" \"Come and stay\"",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("a folder is missing")?;
    let list = arguments.next().ok_or("a file for the list is missing")?;
    let seed: u64 = arguments.next().map_or(Ok(7), |text| text.parse())?;
    let wanted = arguments.next().unwrap_or_default();
    fs::create_dir_all(&folder)?;
    let mut lines = String::new();
    for (index, prompt) in PROMPTS.iter().enumerate() {
        writeln!(lines, "{index:02} {prompt}")?;
        if !prompt.contains(&wanted) {
            continue;
        }
        let order = PaintOrder {
            words: (*prompt).to_owned(),
            negative: String::new(),
            width: 512,
            height: 384,
            seed: seed + index as u64,
        };
        let painting = paint(&order, &Unwatched)?;
        let picture = image::RgbImage::from_raw(order.width, order.height, painting.rgb).ok_or("size")?;
        picture.save(Path::new(&folder).join(format!("{index:02}.png")))?;
    }
    fs::write(list, lines)?;
    Ok(())
}
