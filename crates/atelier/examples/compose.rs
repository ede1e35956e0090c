//! Prints what comes of an idea, or of thirty, in all dialects.
//!
//! `cargo run --release -p atelier --example compose -- [IDEA] [STRENGTH] [SEED]`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use atelier::composer::{Dialect, Strength, Wish, compose};

const IDEAS: &[&str] = &[
    "a lighthouse on a cliff at dusk, heavy sea",
    "an old fisherman mending nets in the harbour",
    "a fox in fresh snow",
    "portrait of a young violinist",
    "an oil painting of a sailing ship in a storm",
    "city street at night in the rain, neon signs",
    "still life with lemons and a blue jug, soft window light",
    "abstract composition of circles, muted colours",
    "a bowl of ramen, top down",
    "misty mountains at dawn",
    "black and white photo of an empty train station",
    "cute robot watering flowers, pixel art",
    "ein Leuchtturm im Nebel",
    "eine verschneite Gasse bei Nacht, Aquarell",
    "a desert road without cars at noon",
    "dragon over a sleeping village, moonlight",
    "macro of a dewdrop on a leaf",
    "drone shot of a winding river, autumn",
    "a cosy library with a fireplace",
    "please draw me a picture of two dancers, no text",
    "astronaut floating above earth",
    "a red vintage car on a coastal road, golden hour",
    "a cup of coffee",
    "jellyfish in the deep sea",
    "logo of a mountain, minimal",
    "children playing in a sunny garden",
    "haunted house, fog, full moon",
    "product shot of a perfume bottle on white background",
    "woman in a red dress at night",
    "loneliness",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let own = arguments.next().filter(|idea| !idea.is_empty());
    let strength: u8 = arguments.next().map_or(Ok(55), |text| text.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(7), |text| text.parse())?;
    let ideas = own.as_deref().map_or_else(|| IDEAS.to_vec(), |own| vec![own]);
    for idea in ideas {
        println!("=== {idea}");
        for dialect in [
            Dialect::Sentences,
            Dialect::Tags,
            Dialect::Shots { seconds: 8 },
            Dialect::Json,
        ] {
            let wish = Wish {
                strength: Strength::percent(strength),
                seed,
                dialect,
                styles: Vec::new(),
            };
            let composed = compose(idea, &wish)?;
            println!("--- {}\n{}", dialect.as_str(), composed.prompt);
            if dialect == Dialect::Tags {
                println!("    not: {}", composed.negative);
            }
        }
        println!();
    }
    Ok(())
}
