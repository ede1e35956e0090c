//! What can be said of a picture without recognising anything in it.

/// What was measured in a picture. It tells colours, light, arrangement and texture; it recognises no objects, people or
/// places, and says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// Its form.
    pub aspect: Aspect,
    /// Its main colours, the most frequent first.
    pub palette: Vec<HueShare>,
    /// How light it is.
    pub light: Light,
    /// What is where.
    pub arrangement: Arrangement,
    /// How its surface looks.
    pub texture: Texture,
    /// Whether fine noise lies over it.
    pub has_grain: bool,
    /// What it may be made of; a guess.
    pub likely: Likely,
}

/// A colour and how much of the picture has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HueShare {
    /// In English, such as `dark blue`.
    pub name: &'static str,
    /// The mean of these pixels, such as `#1b3a5c`.
    pub hex: String,
    /// In hundredths of the picture.
    pub share: u8,
}

/// The light of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Light {
    /// How bright it is on the whole.
    pub brightness: Brightness,
    /// How far its lights and darks are apart.
    pub contrast: Contrast,
    /// Whether it leans to orange or to blue.
    pub temperature: Temperature,
    /// The side that is clearly brighter than the opposite one.
    pub brighter: Option<Edge>,
}

/// What is where in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrangement {
    /// Where a line runs across that may be a horizon, in hundredths from the top.
    pub horizon: Option<u8>,
    /// Where most of what stands out is; none where that is everywhere.
    pub focus: Option<Place>,
    /// Whether left and right mirror each other.
    pub is_symmetric: bool,
    /// How much of it has nothing going on, in hundredths.
    pub empty: u8,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$item_doc])* $item),+
        }

        impl $name {
            /// A stable key, for example for translation.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$item => $key),+
                }
            }
        }
    };
}

named!(
    /// A picture's form.
    Aspect {
        /// More than twice as high as wide.
        Tall = "tall",
        /// Higher than wide.
        Upright = "upright",
        /// As high as wide, or nearly.
        Square = "square",
        /// Wider than high.
        Landscape = "landscape",
        /// Nearly twice as wide as high, or more.
        Wide = "wide",
    }
);
named!(
    /// How bright a picture is on the whole.
    Brightness {
        /// Mostly black.
        Dark = "dark",
        /// Darker than the middle.
        Dim = "dim",
        /// In the middle.
        Medium = "medium",
        /// Brighter than the middle.
        Bright = "bright",
    }
);
named!(
    /// How far lights and darks are apart.
    Contrast {
        /// Close together.
        Low = "low",
        /// As usual.
        Medium = "medium",
        /// From nearly black to nearly white.
        High = "high",
    }
);
named!(
    /// Whether a picture leans to orange or to blue.
    Temperature {
        /// To red, orange and yellow.
        Warm = "warm",
        /// To neither.
        Neutral = "neutral",
        /// To blue and green.
        Cool = "cool",
    }
);
named!(
    /// A side of a picture.
    Edge {
        /// The left one.
        Left = "left",
        /// The right one.
        Right = "right",
        /// The upper one.
        Top = "top",
        /// The lower one.
        Bottom = "bottom",
    }
);
named!(
    /// Where something is, across.
    Place {
        /// In the left third.
        Left = "left",
        /// In the middle.
        Centre = "centre",
        /// In the right third.
        Right = "right",
    }
);
named!(
    /// How a surface looks.
    Texture {
        /// Even or softly graded.
        Smooth = "smooth",
        /// With some fine detail.
        Fine = "fine",
        /// With strong detail everywhere.
        Coarse = "coarse",
    }
);
named!(
    /// What a picture may be made of, by simple measures; it can be wrong.
    Likely {
        /// Continuous tones, as photographs, paintings and renders have.
        Continuous = "continuous",
        /// Few even colours, as flat illustrations and logos have.
        Flat = "flat",
        /// Thin dark marks on a light ground, or light ones on a dark ground.
        LineDrawing = "line_drawing",
        /// Square blocks of few colours.
        PixelArt = "pixel_art",
    }
);
