//! The vocabulary of what can stand in a scene beyond the simplest, in both languages, as data; umlauts are written out.

use super::{
    english::{place, season, thing, time},
    meaning::{Meaning, Place as P, Season as S, Thing as T, Time as H},
};

/// Words and phrases, in lower case, singular, with what they ask for.
pub(crate) const LANDMARKS: &[(&[&str], &[Meaning])] = &[
    (
        &[
            "volcano",
            "eruption",
            "lava",
            "volcanic",
            "erupting volcano",
            "vulkan",
            "vulkanausbruch",
        ],
        &[thing(T::Volcano)],
    ),
    (
        &["waterfall", "cascade", "cataract", "wasserfall", "wasserfaelle"],
        &[thing(T::Waterfall), place(P::Lake)],
    ),
    (
        &["bridge", "suspension bridge", "golden gate", "bruecke", "haengebruecke"],
        &[thing(T::Bridge)],
    ),
    (
        &["windmill", "mill", "windmuehle", "muehle"],
        &[thing(T::Windmill), place(P::Meadow)],
    ),
    (
        &["iceberg", "ice floe", "antarctica", "arctic sea", "eisberg"],
        &[thing(T::Iceberg), place(P::Sea)],
    ),
    (
        &[
            "mesa",
            "canyon",
            "butte",
            "monument valley",
            "badland",
            "red rock",
            "grand canyon",
            "tafelberg",
            "schlucht",
        ],
        &[thing(T::Mesa), place(P::Desert)],
    ),
    (
        &["cactus", "cacti", "saguaro", "kaktus", "kakteen"],
        &[thing(T::Cactus), place(P::Desert)],
    ),
    (
        &["hot air balloon", "air balloon", "balloon", "heissluftballon", "ballon"],
        &[thing(T::Balloons)],
    ),
    (&["firework", "feuerwerk"], &[thing(T::Fireworks), time(H::Night)]),
    (
        &[
            "oak",
            "maple",
            "deciduous tree",
            "lone tree",
            "lonely tree",
            "autumn tree",
            "leafy tree",
            "old tree",
            "single tree",
            "orchard",
            "laubbaum",
            "eiche",
            "ahorn",
            "linde",
            "einzelner baum",
        ],
        &[thing(T::Broadleaf)],
    ),
    (
        &[
            "cherry blossom",
            "cherry tree",
            "sakura",
            "apple blossom",
            "blossoming tree",
            "kirschbluete",
            "kirschbaum",
            "apfelbluete",
        ],
        &[thing(T::Blossom), season(S::Spring)],
    ),
    (
        &["birch", "aspen", "birch forest", "birch tree", "birke", "birkenwald"],
        &[thing(T::Birches)],
    ),
    (
        &["lavender field", "provence", "lavendelfeld", "lavendel"],
        &[thing(T::Lavender), place(P::Meadow)],
    ),
    (
        &["poppy", "poppies", "poppy field", "mohn", "mohnfeld", "mohnblume"],
        &[thing(T::Poppies), place(P::Meadow)],
    ),
    (
        &["sunflower", "sunflower field", "sonnenblume", "sonnenblumenfeld"],
        &[thing(T::Sunflowers), place(P::Meadow)],
    ),
    (
        &["tulip", "tulip field", "tulpe", "tulpenfeld"],
        &[thing(T::Tulips), place(P::Meadow)],
    ),
    (
        &[
            "flower",
            "wildflower",
            "flower field",
            "flower meadow",
            "bloom",
            "blume",
            "blumenwiese",
            "bluete",
        ],
        &[thing(T::Wildflowers), place(P::Meadow)],
    ),
    (&["village", "hamlet", "dorf", "bergdorf"], &[thing(T::Village)]),
    (
        &[
            "street lamp",
            "lantern",
            "lamp post",
            "streetlight",
            "laterne",
            "strassenlaterne",
        ],
        &[thing(T::Lamps)],
    ),
    (&["lone", "solitary", "old", "einzeln", "alt"], &[Meaning::Filler]),
    (
        &["river", "stream", "brook", "creek", "fluss", "bach"],
        &[thing(T::River)],
    ),
];
