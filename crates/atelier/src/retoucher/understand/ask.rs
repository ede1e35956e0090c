//! What a word or phrase can ask for.

use super::super::{
    media::Medium,
    step::{Adjustment, Amount, Flip, Side, Turn},
};

/// One thing that a phrase asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ask {
    Verb(Verb),
    Detail(Detail),
    /// What was said is over; what comes next is about something else.
    Then,
    /// Understood, and rightly without effect.
    Filler,
    /// Left out where phrases are compared: "remove the background" is "remove background".
    Article,
}

/// What makes a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verb {
    Crop,
    Rotate,
    TurnBy(Turn),
    Straighten,
    Flip(Flip),
    Resize,
    Shrink,
    Extend,
    Fill,
    Paint,
    /// Painting where a scene follows, and nothing where another verb does: "add grain".
    Add,
    RemoveBackground,
    ReplaceBackground,
    SoftBackground,
    Adjust(Adjustment),
    Palette,
    Render(Medium),
    Vary,
    Enlarge,
    Write,
}

/// What tells more about a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Detail {
    Side(Side),
    /// A part of a whole.
    Share(f32),
    /// Width to height.
    Ratio(f32, f32),
    Pixels(u32, u32),
    Times(f32),
    Percent(f32),
    Number(f32),
    Amount(Amount),
    Colour([u8; 3]),
    /// A number tells the width, or the height.
    Width,
    Height,
    Reference,
    /// Text in quotes; the text itself is in the words.
    Quoted,
}

impl Verb {
    /// Whether a detail tells more about this.
    pub const fn takes(self, detail: Detail) -> bool {
        use Detail as D;
        match self {
            Self::Crop => matches!(
                detail,
                D::Side(_) | D::Share(_) | D::Ratio(..) | D::Pixels(..) | D::Percent(_)
            ),
            Self::Rotate => matches!(detail, D::Number(_) | D::Side(Side::Left | Side::Right)),
            Self::Straighten => matches!(detail, D::Number(_)),
            Self::Resize | Self::Shrink => matches!(
                detail,
                D::Pixels(..) | D::Percent(_) | D::Number(_) | D::Times(_) | D::Width | D::Height | D::Share(_)
            ),
            Self::Extend => matches!(
                detail,
                D::Side(_) | D::Share(_) | D::Ratio(..) | D::Pixels(..) | D::Percent(_)
            ),
            Self::Adjust(_) | Self::Vary => matches!(detail, D::Amount(_)),
            Self::Palette => matches!(detail, D::Reference),
            Self::ReplaceBackground => matches!(detail, D::Reference | D::Colour(_)),
            Self::Enlarge => matches!(detail, D::Times(_) | D::Number(_)),
            Self::Write => matches!(detail, D::Quoted | D::Side(_) | D::Amount(_) | D::Colour(_)),
            _ => false,
        }
    }
}

pub(super) const fn verb(verb: Verb) -> Ask {
    Ask::Verb(verb)
}

pub(super) const fn detail(detail: Detail) -> Ask {
    Ask::Detail(detail)
}

pub(super) const fn adjust(adjustment: Adjustment) -> Ask {
    verb(Verb::Adjust(adjustment))
}

pub(super) const fn side(side: Side) -> Ask {
    detail(Detail::Side(side))
}

pub(super) const fn share(share: f32) -> Ask {
    detail(Detail::Share(share))
}

pub(super) const fn ratio(across: f32, down: f32) -> Ask {
    detail(Detail::Ratio(across, down))
}

pub(super) const fn amount(amount: Amount) -> Ask {
    detail(Detail::Amount(amount))
}

pub(super) const fn colour(r: u8, g: u8, b: u8) -> Ask {
    detail(Detail::Colour([r, g, b]))
}
