//! The title: one plain line of what was done.

use super::step::{Adjustment, Background, Extent, Flip, Kept, Side, Size, Step, Turn, Variation};
use crate::scene;

/// For example "Cropped to 16:9, brighter, in watercolour".
pub(super) fn title(steps: &[Step]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for step in steps {
        let part = told(step);
        if parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    let mut line = parts.join(", ");
    if let Some(first) = line.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    line
}

fn told(step: &Step) -> String {
    match step {
        Step::Crop(crop) => match crop.kept {
            Kept::Ratio(across, down) => format!("cropped to {across}:{down}"),
            Kept::Pixels(width, height) => format!("cropped to {width} by {height}"),
            Kept::Share(_) => format!("cropped to the {}", side(crop.side)),
        },
        Step::Turn(turn) => turned(*turn),
        Step::Flip(Flip::Across) => "mirrored".to_owned(),
        Step::Flip(Flip::Down) => "turned top to bottom".to_owned(),
        Step::Resize(Size::Pixels(width, height)) => format!("resized to {width} by {height}"),
        Step::Resize(_) => "resized".to_owned(),
        Step::Extend(extent) => extended(*extent),
        Step::Fill => "filled from its surroundings".to_owned(),
        Step::Paint(words) => format!("painted in: {}", lower(&scene::understand(words, "", 0).0.title())),
        Step::RemoveBackground => "background removed".to_owned(),
        Step::ReplaceBackground(background) => replaced(background),
        Step::Adjust(adjustment, _) => adjusted(*adjustment).to_owned(),
        Step::Palette => "in the colours of the reference".to_owned(),
        Step::Render(medium) => medium.as_title().to_owned(),
        Step::Vary(Variation::Subtle) => "varied subtly".to_owned(),
        Step::Vary(Variation::Strong) => "varied strongly".to_owned(),
        Step::Enlarge(times) => format!("enlarged {times} times"),
        Step::Write(lettering) => format!("with the words “{}”", lettering.text),
    }
}

fn turned(turn: Turn) -> String {
    match turn {
        Turn::Quarter => "turned to the right".to_owned(),
        Turn::Half => "turned upside down".to_owned(),
        Turn::ThreeQuarters => "turned to the left".to_owned(),
        Turn::Straighten(degrees) => format!("turned by {degrees}°"),
    }
}

fn extended(extent: Extent) -> String {
    match extent {
        Extent::Side(Side::Middle, _) => "extended on all sides".to_owned(),
        Extent::Side(at, _) => format!("extended at the {}", side(at)),
        Extent::Ratio(across, down) => format!("extended to {across}:{down}"),
        Extent::Pixels(width, height) => format!("extended to {width} by {height}"),
    }
}

fn replaced(background: &Background) -> String {
    match background {
        Background::Scene(words) => format!("before {}", lower(&scene::understand(words, "", 0).0.title())),
        Background::Colour([r, g, b]) => format!("before #{r:02x}{g:02x}{b:02x}"),
        Background::Reference => "before the reference".to_owned(),
        Background::Soft => "background out of focus".to_owned(),
    }
}

const fn adjusted(adjustment: Adjustment) -> &'static str {
    match adjustment {
        Adjustment::Brighter => "brighter",
        Adjustment::Darker => "darker",
        Adjustment::MoreContrast => "with more contrast",
        Adjustment::LessContrast => "with less contrast",
        Adjustment::Vivid => "more vivid",
        Adjustment::Muted => "muted",
        Adjustment::Warmer => "warmer",
        Adjustment::Cooler => "cooler",
        Adjustment::Monochrome => "in black and white",
        Adjustment::Sepia => "in sepia",
        Adjustment::Fade => "faded",
        Adjustment::Vignette => "with a vignette",
        Adjustment::Grain => "with grain",
        Adjustment::Sharpen => "sharpened",
        Adjustment::Soften => "softened",
        Adjustment::Dehaze => "without haze",
    }
}

const fn side(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Top => "top",
        Side::Bottom => "bottom",
        Side::Middle => "middle",
    }
}

fn lower(title: &str) -> String {
    let mut title = title.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    title
}
