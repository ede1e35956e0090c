//! What a word can mean to the painter.

use crate::Medium;

/// One thing that a word asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Meaning {
    Place(Place),
    Thing(Thing),
    Time(Time),
    Season(Season),
    Weather(Weather),
    Sea(SeaState),
    Hue(Hue),
    Tone(Tone),
    Mood(Mood),
    Style(Style),
    Motif(Motif),
    /// The picture is to be printed as a poster.
    Poster,
    /// What it seems to be made with.
    Medium(Medium),
    /// The next meaning is unwanted.
    Without,
    /// Understood, and rightly without effect.
    Filler,
}

/// Ground that fills much of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Sea,
    Lake,
    Beach,
    Mountains,
    Desert,
    City,
    Forest,
    Meadow,
    Sky,
    Space,
}

/// Something that stands or hangs in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    Lighthouse,
    Cliff,
    Island,
    Boat,
    Pines,
    Palms,
    Cabin,
    Birds,
    Sun,
    Moon,
    Stars,
    MilkyWay,
    Aurora,
    Rainbow,
    Planet,
    Rings,
    Nebula,
    Galaxy,
    Earth,
    Comet,
    Meteors,
    Volcano,
    Waterfall,
    Bridge,
    Windmill,
    Iceberg,
    Mesa,
    Cactus,
    Balloons,
    Fireworks,
    Broadleaf,
    Blossom,
    Birches,
    Lavender,
    Poppies,
    Sunflowers,
    Tulips,
    Wildflowers,
    Village,
    Lamps,
    River,
}

/// The hour, as light knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Time {
    Dawn,
    Morning,
    Noon,
    Golden,
    Sunset,
    Dusk,
    BlueHour,
    Night,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weather {
    Clear,
    Clouds,
    Overcast,
    Rain,
    Snow,
    Fog,
    Storm,
    Lightning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SeaState {
    Calm,
    Moderate,
    Heavy,
}

/// A colour by its place in `OKLCH`: hue in degrees, chroma, lightness.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hue {
    pub name: &'static str,
    pub degrees: f32,
    pub chroma: f32,
    pub lightness: f32,
}

/// A rule for all colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    Pastel,
    Monochrome,
    Vivid,
    Muted,
    Dark,
    Bright,
    Warm,
    Cool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mood {
    Serene,
    Dramatic,
    Gloomy,
    Dreamy,
    Cheerful,
    Mysterious,
}

/// A way of painting nothing in particular.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    Flow,
    Geometric,
    Waves,
    Marble,
    Bubbles,
    Gradient,
    /// Meets itself at opposite edges; see [`Motif`].
    Seamless,
}

/// What a seamless pattern repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Motif {
    Stripes,
    Dots,
    Tiles,
    Leaves,
    Flowers,
    Scales,
    Terrazzo,
    Plaid,
    Hexagons,
}
