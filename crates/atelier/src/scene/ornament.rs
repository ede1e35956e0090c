//! The vocabulary of gradients, seamless patterns and posters, in both languages, as data; umlauts are written out.
//!
//! Words that ask for a motif have their old meaning where no pattern is asked for.

use super::{
    english::{hue, style, tone},
    meaning::{
        Meaning::{self, Poster},
        Motif, Style, Tone,
    },
};

/// Words and phrases, in lower case, singular, with what they ask for.
pub(crate) const ORNAMENT: &[(&[&str], &[Meaning])] = &[
    (
        &[
            "gradient",
            "mesh gradient",
            "color gradient",
            "colour gradient",
            "ombre",
            "farbverlauf",
            "verlauf",
        ],
        &[style(Style::Gradient)],
    ),
    (
        &[
            "seamless",
            "seamless pattern",
            "pattern",
            "tileable",
            "repeating pattern",
            "textile",
            "wrapping paper",
            "fabric",
            "nahtlos",
            "nahtloses muster",
            "muster",
            "kachelbar",
            "stoffmuster",
            "geschenkpapier",
        ],
        &[style(Style::Seamless)],
    ),
    (
        &["striped", "pinstripe", "streifen", "gestreift"],
        &[motif(Motif::Stripes)],
    ),
    (
        &["polka dot", "polka", "dotted", "punkte", "getupft", "gepunktet"],
        &[motif(Motif::Dots)],
    ),
    (
        &["tile", "azulejo", "mosaic", "tiled", "kachel", "fliese", "mosaik"],
        &[motif(Motif::Tiles)],
    ),
    (
        &[
            "leaf",
            "leave",
            "botanical",
            "foliage",
            "leafy",
            "fern",
            "herb",
            "blatt",
            "blaetter",
            "botanisch",
            "farn",
            "ranke",
        ],
        &[motif(Motif::Leaves)],
    ),
    (
        &["floral", "flower pattern", "blumenmuster"],
        &[motif(Motif::Flowers), style(Style::Seamless)],
    ),
    (
        &["seigaiha", "scallop", "fish scale", "wellenmuster"],
        &[motif(Motif::Scales), style(Style::Seamless)],
    ),
    (
        &["terrazzo", "speckle", "confetti", "konfetti"],
        &[motif(Motif::Terrazzo), style(Style::Seamless)],
    ),
    (
        &[
            "plaid",
            "tartan",
            "checked",
            "gingham",
            "flannel",
            "kariert",
            "karo",
            "schottenmuster",
        ],
        &[motif(Motif::Plaid), style(Style::Seamless)],
    ),
    (
        &["hexagon", "honeycomb", "hexagonal", "sechseck", "wabe", "bienenwabe"],
        &[motif(Motif::Hexagons), style(Style::Seamless)],
    ),
    (
        &[
            "poster",
            "screen print",
            "placard",
            "travel poster",
            "plakat",
            "reiseplakat",
            "siebdruck",
        ],
        &[Poster],
    ),
    (&["terracotta", "terrakotta"], &[hue("terracotta", 42.0, 0.13, 0.62)]),
    (
        &["mustard", "senf", "senfgelb", "ochre", "ocker"],
        &[hue("ochre", 80.0, 0.13, 0.72)],
    ),
    (&["sage", "salbei", "salbeigruen"], &[hue("sage", 140.0, 0.05, 0.72)]),
    (
        &["burgundy", "maroon", "wine", "weinrot"],
        &[hue("burgundy", 18.0, 0.13, 0.38)],
    ),
    (
        &["midnight blue", "nachtblau", "dunkelblau"],
        &[hue("midnight blue", 268.0, 0.11, 0.3)],
    ),
    (
        &["sky blue", "himmelblau", "hellblau"],
        &[hue("sky blue", 235.0, 0.1, 0.8)],
    ),
    (
        &["earth tone", "earth color", "erdton"],
        &[hue("brown", 60.0, 0.08, 0.45), tone(Tone::Muted)],
    ),
];

const fn motif(motif: Motif) -> Meaning {
    Meaning::Motif(motif)
}
