//! The main colours and their names.

use super::{description::HueShare, grid::Grid};
use crate::colour::Lab;

/// What is rarer than this, in hundredths, is no main colour, unless it is strong.
const RARE: f32 = 4.0;
/// A strong colour counts from this on.
const RARE_BUT_STRONG: f32 = 1.5;
/// How strong that is, as chroma.
const STRONG: f32 = 0.12;
const MOST: usize = 6;
/// Below this chroma it is a grey.
const GREY: f32 = 0.022;

/// Hues with their directions in degrees.
const HUES: [(Hue, f32); 9] = [
    (Hue::Red, 25.0),
    (Hue::Orange, 58.0),
    (Hue::Yellow, 100.0),
    (Hue::Green, 142.0),
    (Hue::Teal, 190.0),
    (Hue::Blue, 250.0),
    (Hue::Violet, 298.0),
    (Hue::Magenta, 332.0),
    (Hue::Pink, 2.0),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hue {
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    Blue,
    Violet,
    Magenta,
    Pink,
}

#[derive(Clone, Copy)]
struct Heap {
    name: &'static str,
    sum: [u64; 3],
    count: u64,
    chroma: f32,
}

pub(super) fn palette(grid: &Grid) -> Vec<HueShare> {
    let directions = HUES.map(|(hue, degrees)| (hue, Lab::lch(0.0, 1.0, degrees)));
    let mut heaps: Vec<Heap> = Vec::new();
    for (pixel, bytes) in grid.pixels.iter().zip(&grid.bytes) {
        let name = name(*pixel, &directions);
        let index = heaps.iter().position(|heap| heap.name == name).unwrap_or(heaps.len());
        if index == heaps.len() {
            heaps.push(Heap {
                name,
                sum: [0; 3],
                count: 0,
                chroma: 0.0,
            });
        }
        let heap = &mut heaps[index];
        for (sum, byte) in heap.sum.iter_mut().zip(bytes) {
            *sum += u64::from(*byte);
        }
        heap.count += 1;
        heap.chroma += chroma(*pixel);
    }
    let all = grid.pixels.len() as f32;
    heaps.retain(|heap| {
        let share = heap.count as f32 * 100.0 / all;
        share >= RARE || share >= RARE_BUT_STRONG && heap.chroma / heap.count as f32 >= STRONG
    });
    heaps.sort_by(|one, other| other.count.cmp(&one.count).then(one.name.cmp(other.name)));
    heaps.iter().take(MOST).map(|heap| share(heap, all)).collect()
}

fn share(heap: &Heap, all: f32) -> HueShare {
    let [r, g, b] = heap.sum.map(|sum| (sum + heap.count / 2) / heap.count.max(1));
    HueShare {
        name: heap.name,
        hex: format!("#{r:02x}{g:02x}{b:02x}"),
        share: (heap.count as f32 * 100.0 / all + 0.5) as u8,
    }
}

pub(super) fn chroma(colour: Lab) -> f32 {
    (colour.a * colour.a + colour.b * colour.b).sqrt()
}

fn name(colour: Lab, directions: &[(Hue, Lab); 9]) -> &'static str {
    let chroma = chroma(colour);
    if colour.l < 0.17 {
        return "black";
    }
    if chroma < GREY {
        return match colour.l {
            l if l > 0.95 => "white",
            l if l > 0.8 => "light grey",
            l if l > 0.5 => "grey",
            l if l > 0.27 => "dark grey",
            _ => "black",
        };
    }
    let along = |direction: Lab| colour.a * direction.a + colour.b * direction.b;
    let nearest = directions.iter().fold((Hue::Red, f32::MIN), |best, (hue, direction)| {
        let along = along(*direction);
        if along > best.1 { (*hue, along) } else { best }
    });
    shade(nearest.0, colour.l, chroma)
}

/// A hue's name by how light and how strong it is.
fn shade(hue: Hue, l: f32, chroma: f32) -> &'static str {
    let (dark, pale) = (l < 0.4, l > 0.8 && chroma < 0.09);
    match hue {
        Hue::Red | Hue::Pink if dark => "dark red",
        Hue::Orange | Hue::Yellow if pale => "cream",
        Hue::Red if l > 0.72 => "pink",
        Hue::Red if chroma < 0.09 => "dusty red",
        Hue::Red => "red",
        Hue::Orange if dark => "dark brown",
        Hue::Orange if l > 0.74 && chroma < 0.09 => "beige",
        Hue::Orange if l < 0.66 && chroma < 0.12 => "brown",
        Hue::Orange => "orange",
        Hue::Yellow if dark => "dark olive",
        Hue::Yellow if l < 0.65 => "olive",
        Hue::Yellow if l < 0.8 && chroma < 0.08 => "khaki",
        Hue::Yellow if l < 0.84 => "gold",
        Hue::Yellow => "yellow",
        Hue::Green if dark => "dark green",
        Hue::Green if pale => "pale green",
        Hue::Green => "green",
        Hue::Teal if dark => "dark teal",
        Hue::Teal if pale => "pale turquoise",
        Hue::Teal if l > 0.7 => "turquoise",
        Hue::Teal => "teal",
        Hue::Blue if dark => "dark blue",
        Hue::Blue if pale => "pale blue",
        Hue::Blue if chroma < 0.06 => "slate blue",
        Hue::Blue => "blue",
        Hue::Violet if dark => "dark violet",
        Hue::Violet if l > 0.75 => "lavender",
        Hue::Violet => "violet",
        Hue::Magenta if dark => "dark purple",
        Hue::Magenta if l > 0.75 => "pale pink",
        Hue::Magenta if chroma < 0.1 => "mauve",
        Hue::Magenta => "magenta",
        Hue::Pink if pale => "pale pink",
        Hue::Pink if l < 0.55 => "crimson",
        Hue::Pink => "pink",
    }
}
