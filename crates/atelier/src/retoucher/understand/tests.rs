use super::super::{
    media::Medium,
    step::{
        Adjustment as A, Amount, Background, Crop, Extent, Flip, Kept, Lettering, Side, Size, Step, Turn, Variation,
    },
};
use super::understand;

fn steps(words: &str) -> Vec<Step> {
    let (steps, unused) = understand(words);
    assert!(unused.is_empty(), "{words}: {unused:?}");
    steps
}

fn only(words: &str) -> Step {
    let mut steps = steps(words);
    assert_eq!(steps.len(), 1, "{words}: {steps:?}");
    steps.remove(0)
}

const fn crop(kept: Kept, side: Side) -> Step {
    Step::Crop(Crop { kept, side })
}

#[expect(clippy::too_many_lines, reason = "one table of phrases")]
#[test]
fn each_phrase_means_its_step() {
    let cases = [
        ("crop 16:9", crop(Kept::Ratio(16.0, 9.0), Side::Middle)),
        ("crop it to 16:9 please", crop(Kept::Ratio(16.0, 9.0), Side::Middle)),
        ("square", crop(Kept::Ratio(1.0, 1.0), Side::Middle)),
        ("crop square left", crop(Kept::Ratio(1.0, 1.0), Side::Left)),
        ("crop 800x600", crop(Kept::Pixels(800, 600), Side::Middle)),
        ("crop left third", crop(Kept::Share(1.0 / 3.0), Side::Left)),
        ("crop the top two thirds", crop(Kept::Share(2.0 / 3.0), Side::Top)),
        ("crop to the left", crop(Kept::Share(0.5), Side::Left)),
        ("crop 80%", crop(Kept::Share(0.8), Side::Middle)),
        ("rotate", Step::Turn(Turn::Quarter)),
        ("rotate 90°", Step::Turn(Turn::Quarter)),
        ("rotate 90 degrees counterclockwise", Step::Turn(Turn::ThreeQuarters)),
        ("turn left", Step::Turn(Turn::ThreeQuarters)),
        ("rotate 180", Step::Turn(Turn::Half)),
        ("turn it upside down", Step::Turn(Turn::Half)),
        ("straighten 3", Step::Turn(Turn::Straighten(3.0))),
        ("rotate -2.5", Step::Turn(Turn::Straighten(-2.5))),
        ("flip", Step::Flip(Flip::Across)),
        ("flip it vertically", Step::Flip(Flip::Down)),
        ("resize to 800x600", Step::Resize(Size::Pixels(800, 600))),
        ("resize to 1200 px wide", Step::Resize(Size::Width(1200))),
        ("resize to 50%", Step::Resize(Size::Share(0.5))),
        ("extend left", Step::Extend(Extent::Side(Side::Left, 0.25))),
        ("extend to 16:9", Step::Extend(Extent::Ratio(16.0, 9.0))),
        ("outpaint 40% right", Step::Extend(Extent::Side(Side::Right, 0.4))),
        ("fill", Step::Fill),
        ("erase this", Step::Fill),
        ("get rid of that object", Step::Fill),
        (
            "paint a lighthouse at dusk",
            Step::Paint("a lighthouse at dusk".to_owned()),
        ),
        ("add a moon", Step::Paint("a moon".to_owned())),
        ("remove the background", Step::RemoveBackground),
        (
            "replace the background with a beach at sunset",
            Step::ReplaceBackground(Background::Scene("a beach at sunset".to_owned())),
        ),
        (
            "replace the background with white",
            Step::ReplaceBackground(Background::Colour([255; 3])),
        ),
        (
            "replace the background by #102030",
            Step::ReplaceBackground(Background::Colour([16, 32, 48])),
        ),
        (
            "replace the background with the reference",
            Step::ReplaceBackground(Background::Reference),
        ),
        ("blur the background", Step::ReplaceBackground(Background::Soft)),
        ("palette from the reference", Step::Palette),
        ("match colours", Step::Palette),
        ("in watercolour", Step::Render(Medium::Watercolour)),
        ("turn it into an oil painting", Step::Render(Medium::Oil)),
        ("paint it in oil", Step::Render(Medium::Oil)),
        ("ink", Step::Render(Medium::Ink)),
        ("pencil sketch", Step::Render(Medium::Pencil)),
        ("pixel art", Step::Render(Medium::PixelArt)),
        ("8-bit style", Step::Render(Medium::PixelArt)),
        ("low-poly", Step::Render(Medium::LowPoly)),
        ("as a paper cut", Step::Render(Medium::PaperCut)),
        ("subtle", Step::Vary(Variation::Subtle)),
        ("strong", Step::Vary(Variation::Strong)),
        ("strong variation", Step::Vary(Variation::Strong)),
        ("vary", Step::Vary(Variation::Subtle)),
        ("upscale 4x", Step::Enlarge(4)),
        ("2×", Step::Enlarge(2)),
        ("twice larger", Step::Enlarge(2)),
        ("add grain", Step::Adjust(A::Grain, Amount::Plainly)),
        ("black and white", Step::Adjust(A::Monochrome, Amount::Plainly)),
        ("a bit brighter", Step::Adjust(A::Brighter, Amount::Slightly)),
        ("brighter a little", Step::Adjust(A::Brighter, Amount::Slightly)),
        ("much more contrast", Step::Adjust(A::MoreContrast, Amount::Strongly)),
        ("remove the haze", Step::Adjust(A::Dehaze, Amount::Plainly)),
        ("dark corners", Step::Adjust(A::Vignette, Amount::Plainly)),
    ];
    for (words, step) in cases {
        assert_eq!(only(words), step, "{words}");
    }
}

#[test]
fn each_adjustment_has_its_word() {
    for (words, adjustment) in [
        ("brighter", A::Brighter),
        ("darker", A::Darker),
        ("contrast", A::MoreContrast),
        ("less contrast", A::LessContrast),
        ("vivid", A::Vivid),
        ("more saturated", A::Vivid),
        ("muted", A::Muted),
        ("warmer", A::Warmer),
        ("cooler", A::Cooler),
        ("monochrome", A::Monochrome),
        ("sepia", A::Sepia),
        ("faded", A::Fade),
        ("vignette", A::Vignette),
        ("grain", A::Grain),
        ("sharpen", A::Sharpen),
        ("blurred", A::Soften),
        ("dehaze", A::Dehaze),
        ("heller", A::Brighter),
        ("dunkler", A::Darker),
        ("mehr Kontrast", A::MoreContrast),
        ("wärmer", A::Warmer),
        ("kühler", A::Cooler),
        ("schwarzweiß", A::Monochrome),
        ("schärfer", A::Sharpen),
        ("weicher", A::Soften),
        ("Körnung", A::Grain),
        ("Dunst entfernen", A::Dehaze),
    ] {
        assert_eq!(only(words), Step::Adjust(adjustment, Amount::Plainly), "{words}");
    }
}

#[test]
fn german_means_the_same() {
    let cases = [
        (
            "Schneide das Bild auf 16:9 zu",
            crop(Kept::Ratio(16.0, 9.0), Side::Middle),
        ),
        ("linkes Drittel zuschneiden", crop(Kept::Share(1.0 / 3.0), Side::Left)),
        ("drehe es um 90 Grad nach links", Step::Turn(Turn::ThreeQuarters)),
        ("spiegeln", Step::Flip(Flip::Across)),
        (
            "Erweitere das Bild nach rechts",
            Step::Extend(Extent::Side(Side::Right, 0.25)),
        ),
        ("entferne dieses Objekt", Step::Fill),
        ("Hintergrund entfernen", Step::RemoveBackground),
        ("entferne den Hintergrund", Step::RemoveBackground),
        ("als Aquarell", Step::Render(Medium::Watercolour)),
        ("Ölgemälde", Step::Render(Medium::Oil)),
        ("Bleistiftzeichnung", Step::Render(Medium::Pencil)),
        ("Scherenschnitt", Step::Render(Medium::PaperCut)),
        ("etwas heller", Step::Adjust(A::Brighter, Amount::Slightly)),
        ("viel dunkler", Step::Adjust(A::Darker, Amount::Strongly)),
        ("vierfach vergrößern", Step::Enlarge(4)),
        ("leicht variieren", Step::Vary(Variation::Subtle)),
        ("male einen Leuchtturm", Step::Paint("einen Leuchtturm".to_owned())),
        (
            "ersetze den Hintergrund durch einen Strand",
            Step::ReplaceBackground(Background::Scene("einen Strand".to_owned())),
        ),
    ];
    for (words, step) in cases {
        assert_eq!(only(words), step, "{words}");
    }
}

#[test]
fn text_is_written_where_and_how_it_is_told() {
    let lettering = |text: &str, side, amount, colour| {
        Step::Write(Lettering {
            text: text.to_owned(),
            side,
            amount,
            colour,
        })
    };
    assert_eq!(
        only("text \"Hello, you\" top, large, white"),
        lettering("Hello, you", Side::Top, Amount::Strongly, [255; 3])
    );
    assert_eq!(
        only("write 'Good day' in the centre, small, black"),
        lettering("Good day", Side::Middle, Amount::Slightly, [16, 16, 18])
    );
    assert_eq!(
        only("„Guten Tag“ unten, groß"),
        lettering("Guten Tag", Side::Bottom, Amount::Strongly, [255; 3])
    );
}

#[test]
fn steps_come_in_their_order_and_details_go_where_they_belong() {
    assert_eq!(
        steps("vivid, 16:9 crop and then rotate 90, much warmer and slightly sharper"),
        [
            Step::Adjust(A::Vivid, Amount::Plainly),
            crop(Kept::Ratio(16.0, 9.0), Side::Middle),
            Step::Turn(Turn::Quarter),
            Step::Adjust(A::Warmer, Amount::Strongly),
            Step::Adjust(A::Sharpen, Amount::Slightly),
        ]
    );
    assert_eq!(
        steps("paint a lake at night, crop square"),
        [
            Step::Paint("a lake at night".to_owned()),
            crop(Kept::Ratio(1.0, 1.0), Side::Middle),
        ]
    );
}

#[test]
fn words_that_change_nothing_are_listed_once() {
    let (steps, unused) = understand("remove the wizard, sepia 40, wizard and paint a frobnicated lake");
    assert_eq!(steps.len(), 3, "{steps:?}");
    assert_eq!(unused, ["wizard", "40", "frobnicated"]);
}
