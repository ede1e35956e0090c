//! The vocabulary of space, in both languages, as data; umlauts are written out.

use super::{
    english::{hue, place, thing, time},
    meaning::{Meaning, Place as P, Thing as T, Time as H},
};

/// Words and phrases, in lower case, singular, with what they ask for.
pub(crate) const COSMOS: &[(&[&str], &[Meaning])] = &[
    (
        &[
            "space",
            "outer space",
            "deep space",
            "interstellar",
            "cosmic",
            "astronomy",
            "weltraum",
            "weltall",
            "kosmos",
            "kosmisch",
        ],
        &[place(P::Space)],
    ),
    (
        &[
            "planet",
            "exoplanet",
            "alien planet",
            "jupiter",
            "gas giant",
            "gasriese",
            "alien world",
        ],
        &[place(P::Space), thing(T::Planet)],
    ),
    (
        &[
            "saturn",
            "ringed planet",
            "planet with ring",
            "ringplanet",
            "planetenring",
        ],
        &[place(P::Space), thing(T::Planet), thing(T::Rings)],
    ),
    (
        &["planet ring", "planetary ring"],
        &[place(P::Space), thing(T::Planet), thing(T::Rings)],
    ),
    (
        &["mars", "red planet", "roter planet"],
        &[place(P::Space), thing(T::Planet), hue("red", 40.0, 0.13, 0.55)],
    ),
    (
        &[
            "nebula",
            "nebulae",
            "stardust",
            "star cloud",
            "supernova",
            "sternennebel",
            "gasnebel",
        ],
        &[place(P::Space), thing(T::Nebula)],
    ),
    (
        &["spiral galaxy", "galaxies", "andromeda", "spiralgalaxie", "galaxie"],
        &[place(P::Space), thing(T::Galaxy)],
    ),
    (
        &["star field", "starfield", "sternenfeld"],
        &[place(P::Space), thing(T::Stars)],
    ),
    (
        &[
            "earth",
            "orbit",
            "earth from space",
            "earth from orbit",
            "from orbit",
            "globe",
            "erde",
            "erdball",
            "umlaufbahn",
        ],
        &[place(P::Space), thing(T::Earth)],
    ),
    (&["comet", "komet"], &[thing(T::Comet), thing(T::Stars), time(H::Night)]),
    (
        &[
            "meteor",
            "shooting star",
            "meteor shower",
            "falling star",
            "perseid",
            "sternschnuppe",
        ],
        &[thing(T::Meteors), thing(T::Stars), time(H::Night)],
    ),
];
