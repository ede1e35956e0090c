//! What words can say about a picture.

use crate::composer::styles::Medium;

/// One thing that words say about a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::composer) enum Fact {
    Dawn,
    Morning,
    Day,
    Golden,
    Sunset,
    Dusk,
    Night,
    Spring,
    Summer,
    Autumn,
    Winter,
    Clear,
    Cloudy,
    Rain,
    Snow,
    Fog,
    Storm,
    Wind,
    Indoors,
    Outdoors,
    Sea,
    Water,
    Mountains,
    Forest,
    Meadow,
    Desert,
    City,
    Underwater,
    Space,
    Sky,
    Person,
    Animal,
    Food,
    Plant,
    Building,
    Vehicle,
    Abstract,
    Fantastic,
    Still,
    Made(Medium),
    Era,
    /// What gives the light is told.
    Lit,
    Fire,
    Neon,
    Soft,
    Hard,
    Back,
    Side,
    Close,
    Portrait,
    Wide,
    Above,
    Below,
    Straight,
    Centred,
    OffCentre,
    Symmetric,
    Empty,
    Layered,
    Lens,
    Depth,
    Moving,
    Coloured,
    Monochrome,
    Pastel,
    Vivid,
    Muted,
    Warm,
    Cool,
    Calm,
    Gloomy,
    Joyful,
    Dramatic,
    Mysterious,
    Tender,
    Playful,
    Sharpness,
    Texture,
    /// Words are to be read in the picture.
    Lettering,
}

/// Facts of one group answer the same question: what is told about it is neither told again nor contradicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::composer) enum Group {
    Time,
    Season,
    Weather,
    Place,
    Subject,
    Medium,
    Source,
    Quality,
    Direction,
    Framing,
    Angle,
    Arrangement,
    Space,
    Lens,
    Motion,
    Tone,
    Warmth,
    Mood,
    Detail,
    Era,
    Lettering,
}

impl Fact {
    pub const fn group(self) -> Group {
        match self {
            Self::Dawn | Self::Morning | Self::Day | Self::Golden | Self::Sunset | Self::Dusk | Self::Night => {
                Group::Time
            }
            Self::Spring | Self::Summer | Self::Autumn | Self::Winter => Group::Season,
            Self::Clear | Self::Cloudy | Self::Rain | Self::Snow | Self::Fog | Self::Storm | Self::Wind => {
                Group::Weather
            }
            Self::Indoors
            | Self::Outdoors
            | Self::Sea
            | Self::Water
            | Self::Mountains
            | Self::Forest
            | Self::Meadow
            | Self::Desert
            | Self::City
            | Self::Underwater
            | Self::Space
            | Self::Sky => Group::Place,
            Self::Person
            | Self::Animal
            | Self::Food
            | Self::Plant
            | Self::Building
            | Self::Vehicle
            | Self::Abstract
            | Self::Fantastic
            | Self::Still => Group::Subject,
            Self::Made(_) => Group::Medium,
            Self::Era => Group::Era,
            Self::Lit | Self::Fire | Self::Neon => Group::Source,
            Self::Soft | Self::Hard => Group::Quality,
            Self::Back | Self::Side => Group::Direction,
            Self::Close | Self::Portrait | Self::Wide => Group::Framing,
            Self::Above | Self::Below | Self::Straight => Group::Angle,
            Self::Centred | Self::OffCentre | Self::Symmetric => Group::Arrangement,
            Self::Empty | Self::Layered => Group::Space,
            Self::Lens | Self::Depth => Group::Lens,
            Self::Moving => Group::Motion,
            Self::Coloured | Self::Monochrome | Self::Pastel | Self::Vivid | Self::Muted => Group::Tone,
            Self::Warm | Self::Cool => Group::Warmth,
            Self::Calm
            | Self::Gloomy
            | Self::Joyful
            | Self::Dramatic
            | Self::Mysterious
            | Self::Tender
            | Self::Playful => Group::Mood,
            Self::Sharpness | Self::Texture => Group::Detail,
            Self::Lettering => Group::Lettering,
        }
    }
}
