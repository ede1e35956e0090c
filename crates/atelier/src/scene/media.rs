//! The words for what a picture seems to be made with, in both languages, as data.

use super::{
    english::style,
    meaning::{Meaning, Style},
};
use crate::Medium as M;

/// Words and phrases in lower case, umlauts written out, with the medium that they ask for.
pub(crate) const MEDIA: &[(&[&str], &[Meaning])] = &[
    (
        &[
            "watercolour",
            "watercolor",
            "watercolour painting",
            "watercolor painting",
            "water colour",
            "water color",
            "aquarelle",
            "aquarell",
            "wasserfarbe",
            "aquarelliert",
        ],
        &[medium(M::Watercolour)],
    ),
    (
        &[
            "oil",
            "oil painting",
            "oil paint",
            "oil on canvas",
            "impasto",
            "oel",
            "oelgemaelde",
            "oelbild",
            "oelfarbe",
            "oelmalerei",
        ],
        &[medium(M::Oil)],
    ),
    // Ink that flows and has no place to show is an abstract picture, not a drawing.
    (&["ink"], &[style(Style::Flow), medium(M::Ink)]),
    (
        &[
            "ink drawing",
            "ink sketch",
            "pen and ink",
            "pen drawing",
            "engraving",
            "etching",
            "hatching",
            "tusche",
            "tinte",
            "tuschezeichnung",
            "federzeichnung",
            "radierung",
            "kupferstich",
        ],
        &[medium(M::Ink)],
    ),
    (
        &[
            "pencil",
            "pencil drawing",
            "pencil sketch",
            "graphite",
            "sketch",
            "drawing",
            "bleistift",
            "bleistiftzeichnung",
            "zeichnung",
            "skizze",
        ],
        &[medium(M::Pencil)],
    ),
    (
        &[
            "pixel art",
            "pixelart",
            "pixelated",
            "8 bit",
            "16 bit",
            "pixelkunst",
            "pixelgrafik",
            "pixelig",
        ],
        &[medium(M::PixelArt)],
    ),
    (&["low poly", "lowpoly", "low polygon"], &[medium(M::LowPoly)]),
    (
        &[
            "paper cut",
            "papercut",
            "paper cutout",
            "cut paper",
            "paper craft",
            "papercraft",
            "scherenschnitt",
            "papierschnitt",
        ],
        &[medium(M::PaperCut)],
    ),
];

/// The medium that a phrase names.
pub(crate) fn medium_of(phrase: &str) -> Option<M> {
    let (_, meanings) = MEDIA.iter().find(|(words, _)| words.contains(&phrase))?;
    meanings.iter().find_map(|meaning| match meaning {
        Meaning::Medium(medium) => Some(*medium),
        _ => None,
    })
}

const fn medium(medium: M) -> Meaning {
    Meaning::Medium(medium)
}
