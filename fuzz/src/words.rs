//! What reads words of people: the atelier's own small languages.

use std::sync::LazyLock;

use atelier::{
    Mask, Opened, PaintOrder, RetouchOrder, Unwatched, WriteOrder,
    composer::{BuiltInLists, MOST_OUTPUT, Style, Template, Wish, apply_styles, compose},
};

use crate::Target;

/// All of them.
pub const TARGETS: &[Target] = &[
    Target {
        name: "template",
        corpus: || {
            texts(&[
                "a {red|0.5::blue|2::green} sea at __time/day__",
                "{2-3$$ and $$a|b|{c|d}} ${x=!{e|f}} ${x} ${y:g} # note",
                "{@a|b} {~c|d} {!e|f} __**/flower__ \\{ \\|",
            ])
        },
        read: template,
    },
    Target {
        name: "idea",
        corpus: || {
            texts(&[
                "an old harbour in winter, no boats",
                "ein Leuchtturm bei Nacht, Aquarell",
            ])
        },
        read: idea,
    },
    Target {
        name: "writing",
        corpus: || {
            texts(&[
                "summarise in 2 sentences: The harbour was built in 1850. It fell. Dr. Ruiz rebuilt it on 3. May.",
                "Stichworte:\nDer Hafen wurde 1850 gebaut. Er verfiel.",
                "outline\n\nOne.\n\nTwo.",
            ])
        },
        read: writing,
    },
    Target {
        name: "retouching",
        corpus: || {
            texts(&[
                "crop 16:9, rotate 12 degrees, warmer, watercolour",
                "remove background, upscale 2x, text \"Hello\" top",
                "Hintergrund entfernen, dunkler",
                "fill",
            ])
        },
        read: retouching,
    },
];

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(4_000).collect()
}

/// Whatever comes of a template is bounded, and the same again for the same seed.
fn template(bytes: &[u8]) {
    let Ok(template) = Template::parse(&words(bytes), &BuiltInLists) else {
        return;
    };
    let sample = template.sample(7);
    assert!(sample == template.sample(7) && sample.chars().count() <= MOST_OUTPUT);
    assert!(
        template
            .all(3)
            .chain([template.cycle(5)])
            .all(|prompt| prompt.chars().count() <= MOST_OUTPUT)
    );
    let again = Template::parse(&template.to_string(), &BuiltInLists);
    assert!(
        again.is_ok_and(|again| again.count() == template.count()),
        "it prints as what it is"
    );
}

fn idea(bytes: &[u8]) {
    let idea = words(bytes);
    let styles: Vec<&Style> = Style::all().step_by(17).collect();
    let (words, negative) = apply_styles(&idea, &idea, &styles);
    assert!(words.len() >= idea.trim().len() && negative.len() >= idea.trim().len());
    let wish = Wish {
        styles,
        ..Wish::default()
    };
    let composed = compose(&idea, &wish);
    assert_eq!(composed, compose(&idea, &wish));
}

fn writing(bytes: &[u8]) {
    let order = WriteOrder {
        words: words(bytes),
        seed: 7,
    };
    assert_eq!(atelier::write(&order), atelier::write(&order));
}

static PICTURE: LazyLock<Option<Opened>> = LazyLock::new(|| {
    let order = PaintOrder {
        words: "a calm sea".to_owned(),
        negative: String::new(),
        width: 64,
        height: 64,
        seed: 7,
    };
    let painting = atelier::paint(&order, &Unwatched).ok()?;
    Opened::new(painting.rgb, (64, 64), atelier::ImageFormat::Png)
});

/// What is outside the mask is never touched, whatever the words say.
fn retouching(bytes: &[u8]) {
    let (Some(picture), Some(mask)) = (PICTURE.as_ref(), Mask::new(64, 64, (0..64 * 64).map(|at| at % 64 < 20))) else {
        return;
    };
    let order = RetouchOrder {
        words: words(bytes),
        picture,
        mask: Some(&mask),
        reference: None,
        width: 64,
        height: 64,
        seed: 7,
    };
    let Ok(done) = atelier::retouch(&order, &Unwatched) else {
        return;
    };
    assert!(done.width >= 16 && done.height >= 16 && !done.pixels.is_empty());
}
