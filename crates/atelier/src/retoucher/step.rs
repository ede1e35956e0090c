//! What can be done to a picture, one step at a time.

use super::media::Medium;

/// One step, complete with what it needs to know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    Crop(Crop),
    Turn(Turn),
    Flip(Flip),
    Resize(Size),
    Extend(Extent),
    /// Make the masked place anew from what surrounds it.
    Fill,
    /// Paint a scene, told in words, into the masked place.
    Paint(String),
    RemoveBackground,
    ReplaceBackground(Background),
    Adjust(Adjustment, Amount),
    /// Take the colours of the reference.
    Palette,
    Render(Medium),
    Vary(Variation),
    /// So many times as large, with edges kept sharp.
    Enlarge(u32),
    Write(Lettering),
}

/// What to keep of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Crop {
    pub kept: Kept,
    pub side: Side,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kept {
    /// Width to height.
    Ratio(f32, f32),
    Pixels(u32, u32),
    /// A share of the width where the side is left or right, of the height where it is top or bottom, else of both.
    Share(f32),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Size {
    Pixels(u32, u32),
    Width(u32),
    Height(u32),
    /// Times as large.
    Share(f32),
}

/// How far a picture is continued.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Extent {
    /// At a side, or at all of them, by this share of the picture's.
    Side(Side, f32),
    Ratio(f32, f32),
    Pixels(u32, u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
    Top,
    Bottom,
    Middle,
}

/// Clockwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Turn {
    Quarter,
    Half,
    ThreeQuarters,
    /// By so many degrees, kept as large as fits without empty corners.
    Straighten(f32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flip {
    /// Left becomes right.
    Across,
    /// Top becomes bottom.
    Down,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Background {
    Scene(String),
    Colour([u8; 3]),
    Reference,
    /// The picture's own, out of focus.
    Soft,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Adjustment {
    Brighter,
    Darker,
    MoreContrast,
    LessContrast,
    Vivid,
    Muted,
    Warmer,
    Cooler,
    Monochrome,
    Sepia,
    Fade,
    Vignette,
    Grain,
    Sharpen,
    Soften,
    Dehaze,
}

/// How much of a step is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Amount {
    Slightly,
    Plainly,
    Strongly,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variation {
    Subtle,
    Strong,
}

/// Words to write on a picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lettering {
    pub text: String,
    pub side: Side,
    pub amount: Amount,
    pub colour: [u8; 3],
}

impl Amount {
    /// Half, all, or twice of what is usual.
    pub const fn factor(self) -> f32 {
        match self {
            Self::Slightly => 0.5,
            Self::Plainly => 1.0,
            Self::Strongly => 1.8,
        }
    }
}

impl Step {
    /// Whether the picture's size may be another afterwards.
    pub const fn changes_size(&self) -> bool {
        matches!(
            self,
            Self::Crop(_) | Self::Turn(_) | Self::Resize(_) | Self::Extend(_) | Self::Enlarge(_)
        )
    }
}
