//! A verb with what was told about it, and the step that they make.

use super::{
    super::step::{Amount, Background, Crop, Extent, Kept, Lettering, Side, Size, Step, Turn, Variation},
    ask::{Detail, Verb},
};

/// The longest text that is written on a picture, in letters.
const MOST_LETTERS: usize = 200;
/// How far a picture is continued at a side where nothing is told.
const EXTENDED: f32 = 0.25;

/// A verb, and its details with the number of the token that told each.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub verb: Verb,
    pub details: Vec<(Detail, usize)>,
    /// The words of a scene.
    pub scene: Option<String>,
    /// The text to write.
    pub text: Option<String>,
    /// Whether what comes next is about something else.
    pub is_closed: bool,
}

impl Clause {
    pub const fn new(verb: Verb) -> Self {
        Self {
            verb,
            details: Vec::new(),
            scene: None,
            text: None,
            is_closed: false,
        }
    }

    /// Whether a detail still has room here: each kind is told once.
    pub fn has_room(&self, detail: Detail) -> bool {
        let kind = std::mem::discriminant(&detail);
        self.verb.takes(detail)
            && self
                .details
                .iter()
                .all(|(told, _)| std::mem::discriminant(told) != kind)
    }

    /// The step, where enough was told.
    pub fn step(&self) -> Option<Step> {
        Some(match self.verb {
            Verb::Crop => Step::Crop(self.crop()?),
            Verb::Rotate => Step::Turn(self.turn()),
            Verb::TurnBy(turn) => Step::Turn(turn),
            Verb::Straighten => Step::Turn(Turn::Straighten(self.number().unwrap_or(2.0).clamp(-45.0, 45.0))),
            Verb::Flip(flip) => Step::Flip(flip),
            Verb::Resize => Step::Resize(self.size()?),
            Verb::Shrink => Step::Resize(self.size().unwrap_or(Size::Share(0.5))),
            Verb::Extend => Step::Extend(self.extent()),
            Verb::Fill => Step::Fill,
            Verb::Paint | Verb::Add => Step::Paint(self.scene.clone()?),
            Verb::RemoveBackground => Step::RemoveBackground,
            Verb::ReplaceBackground => Step::ReplaceBackground(self.background()),
            Verb::SoftBackground => Step::ReplaceBackground(Background::Soft),
            Verb::Adjust(adjustment) => Step::Adjust(adjustment, self.amount().unwrap_or(Amount::Plainly)),
            Verb::Palette => Step::Palette,
            Verb::Render(medium) => Step::Render(medium),
            Verb::Vary if self.amount() == Some(Amount::Strongly) => Step::Vary(Variation::Strong),
            Verb::Vary => Step::Vary(Variation::Subtle),
            Verb::Enlarge => Step::Enlarge(self.times()),
            Verb::Write => Step::Write(self.lettering()?),
        })
    }

    fn told<T>(&self, take: impl Fn(Detail) -> Option<T>) -> Option<T> {
        self.details.iter().find_map(|(detail, _)| take(*detail))
    }

    fn side(&self) -> Option<Side> {
        self.told(|detail| match detail {
            Detail::Side(side) => Some(side),
            _ => None,
        })
    }

    fn number(&self) -> Option<f32> {
        self.told(|detail| match detail {
            Detail::Number(number) => Some(number),
            _ => None,
        })
    }

    fn amount(&self) -> Option<Amount> {
        self.told(|detail| match detail {
            Detail::Amount(amount) => Some(amount),
            _ => None,
        })
    }

    fn colour(&self) -> Option<[u8; 3]> {
        self.told(|detail| match detail {
            Detail::Colour(colour) => Some(colour),
            _ => None,
        })
    }

    /// A part, between a thousandth and the whole.
    fn share(&self) -> Option<f32> {
        let share = self.told(|detail| match detail {
            Detail::Share(share) => Some(share),
            Detail::Percent(percent) => Some(percent / 100.0),
            _ => None,
        });
        share.map(|share| share.clamp(0.001, 8.0))
    }

    fn crop(&self) -> Option<Crop> {
        let side = self.side();
        let kept = self.told(|detail| match detail {
            Detail::Ratio(across, down) => Some(Kept::Ratio(across, down)),
            Detail::Pixels(width, height) => Some(Kept::Pixels(width, height)),
            _ => None,
        });
        let share = || self.share().map(|share| Kept::Share(share.min(1.0)));
        let half = || side.map(|_| Kept::Share(0.5));
        Some(Crop {
            kept: kept.or_else(share).or_else(half)?,
            side: side.unwrap_or(Side::Middle),
        })
    }

    fn turn(&self) -> Turn {
        let sign = if self.side() == Some(Side::Left) { -1.0 } else { 1.0 };
        let degrees = (sign * self.number().unwrap_or(90.0)).rem_euclid(360.0);
        match degrees {
            90.0 => Turn::Quarter,
            180.0 => Turn::Half,
            270.0 => Turn::ThreeQuarters,
            _ if degrees > 180.0 => Turn::Straighten(degrees - 360.0),
            _ => Turn::Straighten(degrees),
        }
    }

    fn size(&self) -> Option<Size> {
        let is = |wanted: Detail| self.details.iter().any(|(detail, _)| *detail == wanted);
        let number = self.number().map(|number| number.clamp(1.0, 100_000.0) as u32);
        self.told(|detail| match detail {
            Detail::Pixels(width, height) => Some(Size::Pixels(width, height)),
            Detail::Times(times) => Some(Size::Share(times.clamp(0.001, 100.0))),
            _ => None,
        })
        .or_else(|| self.share().map(Size::Share))
        .or_else(|| number.filter(|_| is(Detail::Height)).map(Size::Height))
        .or_else(|| number.map(Size::Width))
    }

    fn extent(&self) -> Extent {
        let shape = self.told(|detail| match detail {
            Detail::Ratio(across, down) => Some(Extent::Ratio(across, down)),
            Detail::Pixels(width, height) => Some(Extent::Pixels(width, height)),
            _ => None,
        });
        let side = || Extent::Side(self.side().unwrap_or(Side::Middle), self.share().unwrap_or(EXTENDED));
        shape.unwrap_or_else(side)
    }

    fn background(&self) -> Background {
        match (self.colour(), &self.scene) {
            (_, Some(scene)) => Background::Scene(scene.clone()),
            (Some(colour), None) => Background::Colour(colour),
            (None, None) => Background::Reference,
        }
    }

    fn times(&self) -> u32 {
        let times = self.told(|detail| match detail {
            Detail::Times(times) | Detail::Number(times) => Some(times),
            _ => None,
        });
        (times.unwrap_or(2.0) as u32).clamp(2, 4)
    }

    fn lettering(&self) -> Option<Lettering> {
        let text: String = self.text.as_ref()?.chars().take(MOST_LETTERS).collect();
        (!text.trim().is_empty()).then(|| Lettering {
            text,
            side: self.side().unwrap_or(Side::Bottom),
            amount: self.amount().unwrap_or(Amount::Plainly),
            colour: self.colour().unwrap_or([255; 3]),
        })
    }
}
