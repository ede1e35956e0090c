//! Ideas into prompts: the person's words stay, are not contradicted and not said again; styles lie over each other.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;

use atelier::composer::{
    Category, ComposeError, Composed, Dialect, MOST_IDEA, Medium, PLACE, Part, Source, Strength, Style, Wish,
    apply_styles, compose, recompose, variety,
};
use proptest::prelude::*;

const IDEAS: &[&str] = &[
    "a lighthouse on a cliff at dusk, heavy sea",
    "an old fisherman mending nets in the harbour",
    "a fox in fresh snow",
    "portrait of a young violinist",
    "an oil painting of a sailing ship in a storm",
    "city street at night in the rain, neon signs",
    "still life with lemons and a blue jug, soft window light",
    "abstract composition of circles, muted colours",
    "a bowl of ramen, top down",
    "misty mountains at dawn",
    "black and white photo of an empty train station",
    "cute robot watering flowers, pixel art",
    "ein Leuchtturm im Nebel",
    "eine verschneite Gasse bei Nacht, Aquarell",
    "a desert road without cars at noon",
    "dragon over a sleeping village, moonlight",
    "macro of a dewdrop on a leaf",
    "drone shot of a winding river, autumn",
    "a cosy library with a fireplace",
    "please draw me a picture of two dancers, no text",
];

fn wish(strength: Strength, seed: u64, dialect: Dialect) -> Wish {
    Wish {
        strength,
        seed,
        dialect,
        styles: Vec::new(),
    }
}

fn composed(idea: &str, seed: u64) -> Composed {
    compose(idea, &wish(Strength::STRONG, seed, Dialect::Sentences)).unwrap()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// What we added, part by part.
fn added(composed: &Composed) -> Vec<(Part, String)> {
    let all = Part::ALL.into_iter().filter(|part| *part != Part::Negative);
    all.flat_map(|part| composed.parts.get(part).iter().map(move |phrase| (part, phrase)))
        .filter(|(_, phrase)| phrase.source == Source::Composer)
        .map(|(part, phrase)| (part, phrase.words.clone()))
        .collect()
}

#[test]
fn every_word_of_the_person_stays() {
    let asking = ["please", "draw", "me", "picture", "of", "a", "an", "no", "without"];
    for idea in IDEAS {
        for dialect in [
            Dialect::Sentences,
            Dialect::Tags,
            Dialect::Shots { seconds: 8 },
            Dialect::Json,
        ] {
            for seed in 0..20 {
                let composed = compose(idea, &wish(Strength::STRONG, seed, dialect)).unwrap();
                let said = words(&format!("{} {}", composed.prompt, composed.negative));
                for word in words(idea).iter().filter(|word| !asking.contains(&word.as_str())) {
                    assert!(said.contains(word), "{word} of {idea} in {}", composed.prompt);
                }
            }
        }
    }
}

#[test]
fn nothing_contradicts_what_was_said() {
    let rules: &[(&str, &[&str])] = &[
        (
            "at night",
            &["sun", "open light", "hopeful", "turquoise", "dappled", "covered sky"],
        ),
        (
            "at noon",
            &[
                "moon",
                "night",
                "deep darkness",
                "pools",
                "last light",
                "first light",
                "silvery",
            ],
        ),
        (
            "oil painting of",
            &["photograph", "lens", "film", "watercolour", "linocut", "pencil"],
        ),
        (
            "photo of",
            &["painting", "drawing", "linocut", "brush", "paper", "illustration"],
        ),
        (
            "black and white",
            &["amber", "green", "turquoise", "vivid", "complementary", "warm accent"],
        ),
        ("rain", &["crisp shadows", "hard unfiltered", "first light"]),
        (
            "top down",
            &["horizon", "eye level", "low viewpoint", "head-and-shoulders"],
        ),
        ("soft window light", &["hard", "bold contrast", "rim", "backlight"]),
        ("portrait", &["wide view", "from a little distance", "landscape"]),
        ("macro", &["wide view", "landscape", "from a little distance"]),
        ("muted", &["complementary", "saturated"]),
        ("bei Nacht", &["open light", "crisp shadows", "turquoise"]),
        ("im Nebel", &["crisp", "bold contrast"]),
        ("library", &["horizon", "covered sky", "landscape", "turquoise"]),
    ];
    let mut looked_at = 0;
    for idea in IDEAS {
        for (told, forbidden) in rules.iter().filter(|(told, _)| idea.contains(told)) {
            for seed in 0..60 {
                for (part, phrase) in added(&composed(idea, seed)) {
                    for word in *forbidden {
                        assert!(
                            !phrase.contains(word),
                            "{idea} ({told}) was given {phrase} as {}",
                            part.as_str()
                        );
                    }
                    looked_at += 1;
                }
            }
        }
    }
    assert!(looked_at > 2000, "{looked_at}");
}

#[test]
fn nothing_is_said_twice_and_no_subject_is_invented() {
    let subjects = [
        "man", "woman", "people", "person", "child", "cat", "dog", "bird", "tree", "house", "boat", "car", "flower",
        "moon", "sun", "lamp", "candle", "mountain", "river", "castle",
    ];
    for idea in IDEAS {
        for seed in 0..40 {
            let composed = composed(idea, seed);
            let phrases = added(&composed);
            let different: BTreeSet<_> = phrases.iter().map(|(_, words)| words).collect();
            assert_eq!(different.len(), phrases.len(), "{idea}: {phrases:?}");
            for (_, phrase) in &phrases {
                for word in words(phrase) {
                    assert!(!subjects.contains(&word.as_str()), "{idea} was given {phrase}");
                }
                assert!(!idea.to_lowercase().contains(phrase.as_str()));
            }
        }
    }
}

#[test]
fn more_strength_adds_to_what_less_chose() {
    for idea in IDEAS {
        for seed in 0..10 {
            let mut before: Vec<(Part, String)> = Vec::new();
            for percent in (0..=100).step_by(10) {
                let composed = compose(idea, &wish(Strength::percent(percent), seed, Dialect::Json)).unwrap();
                let now = added(&composed);
                assert!(before.iter().all(|phrase| now.contains(phrase)), "{idea} at {percent}");
                before = now;
            }
            assert!(before.len() >= 4, "{idea}: {before:?}");
        }
    }
    let plain = compose("a fox in fresh snow", &wish(Strength::NOTHING, 5, Dialect::Sentences)).unwrap();
    assert_eq!(
        (plain.prompt.as_str(), plain.negative.as_str()),
        ("A fox in fresh snow.", "")
    );
}

#[test]
fn the_same_seed_gives_the_same_prompt_and_others_differ() {
    for idea in IDEAS {
        assert_eq!(composed(idea, 3), composed(idea, 3));
        let different: BTreeSet<String> = (0..20).map(|seed| composed(idea, seed).prompt).collect();
        assert!(different.len() >= 12, "{idea}: {} of 20", different.len());
    }
}

#[test]
fn a_variety_has_no_two_alike() {
    for idea in IDEAS {
        let several = variety(idea, &wish(Strength::MEDIUM, 1, Dialect::Sentences), 6).unwrap();
        let different: BTreeSet<&str> = several.iter().map(|composed| composed.prompt.as_str()).collect();
        assert_eq!((several.len(), different.len()), (6, 6), "{idea}");
        let lights: BTreeSet<String> = several
            .iter()
            .map(|composed| composed.parts.words(Part::Light))
            .collect();
        let is_told = idea.contains("light") && !idea.contains("lighthouse");
        assert!(is_told || lights.len() >= 2, "{idea}: {lights:?}");
    }
    let plain = variety("a fox", &wish(Strength::NOTHING, 1, Dialect::Sentences), 6).unwrap();
    assert_eq!(plain.len(), 1, "nothing can differ where nothing is added");
}

#[test]
fn words_go_where_they_belong() {
    let parts = composed(
        "an oil painting of a sailing ship in a storm, wide shot, muted colours, no text",
        1,
    )
    .parts;
    let own = |part: Part| {
        let phrases = parts.get(part).iter().filter(|phrase| phrase.source == Source::Person);
        phrases
            .map(|phrase| phrase.words.clone())
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(own(Part::Subject), "a sailing ship");
    assert_eq!(own(Part::Setting), "in a storm");
    assert_eq!(own(Part::Style), "oil painting");
    assert_eq!(own(Part::Composition), "wide shot");
    assert_eq!(own(Part::Palette), "muted colours");
    assert_eq!(own(Part::Negative), "text");
    let parts = composed("ein alter Fischer am Meer, Nebel, Bleistiftzeichnung", 1).parts;
    assert_eq!(parts.words(Part::Subject), "ein alter Fischer");
    assert!(
        parts.words(Part::Setting).starts_with("am Meer, Nebel"),
        "{}",
        parts.words(Part::Setting)
    );
    assert!(parts.words(Part::Style).starts_with("Bleistiftzeichnung"));
    let parts = composed("woman in a red dress at night", 1).parts;
    assert_eq!(parts.words(Part::Subject), "woman in a red dress");
    let parts = composed("paint splashes on a wall", 1).parts;
    assert_eq!(parts.words(Part::Subject), "paint splashes on a wall");
}

#[test]
fn what_is_not_wanted_is_in_the_negative_and_nowhere_else() {
    for seed in 0..40 {
        let composed = composed("a desert road without cars or shadows at noon, no people", seed);
        assert!(
            composed.negative.starts_with("cars or shadows, people"),
            "{}",
            composed.negative
        );
        for (_, phrase) in added(&composed) {
            assert!(!words(&phrase).contains("shadows"), "{phrase}");
        }
    }
    let composed = composed("a shop sign that says OPEN, typography", 1);
    assert!(!composed.negative.contains("text"), "{}", composed.negative);
}

#[test]
fn dialects_are_what_their_readers_expect() {
    let idea = "an old lighthouse on a cliff at dusk, heavy sea";
    let of = |dialect| compose(idea, &wish(Strength::STRONG, 4, dialect)).unwrap();
    let sentences = of(Dialect::Sentences).prompt;
    assert!(
        sentences.ends_with('.') && sentences.split(". ").count() >= 4,
        "{sentences}"
    );
    assert!(
        sentences.split(". ").all(|part| part.starts_with(char::is_uppercase)),
        "{sentences}"
    );
    let tags = of(Dialect::Tags).prompt;
    assert!(
        tags.starts_with("(old lighthouse on a cliff at dusk:1.2), heavy sea"),
        "{tags}"
    );
    assert!(!tags.contains('.') || tags.contains(":1."), "{tags}");
    for (seconds, beats) in [(0, 1), (2, 1), (6, 2), (9, 3), (60, 4), (255, 4)] {
        let shots = of(Dialect::Shots { seconds }).prompt;
        let marked: Vec<&str> = shots.lines().filter(|line| line.starts_with('[')).collect();
        assert_eq!(marked.len(), beats, "{shots}");
        let end = format!("{} s]", seconds.clamp(1, 60));
        assert!(marked.last().unwrap().contains(&end), "{shots}");
    }
    let json: serde_json::Value = serde_json::from_str(&of(Dialect::Json).prompt).unwrap();
    assert_eq!(json["subject"][0], "an old lighthouse");
    assert!(json["light"].is_array() && json["motion"].is_array());
}

#[test]
fn parts_can_be_changed_and_written_anew() {
    let composed = compose("a fox in snow", &Wish::default()).unwrap();
    let mut parts = composed.parts.clone();
    assert_eq!(recompose(parts.clone(), Dialect::Sentences).prompt, composed.prompt);
    parts.replace(Part::Light, "moonlight");
    parts.replace(Part::Negative, "");
    let changed = recompose(parts, Dialect::Sentences);
    assert!(changed.prompt.contains("Moonlight."), "{}", changed.prompt);
    assert!(changed.negative.is_empty());
}

#[test]
fn brackets_of_their_own_are_left_alone() {
    let composed = compose("(a fox:1.4), [snow, ice]", &wish(Strength::NOTHING, 0, Dialect::Tags)).unwrap();
    assert!(
        composed.prompt.contains("(a fox:1.4)") && composed.prompt.contains("[snow, ice]"),
        "{}",
        composed.prompt
    );
}

#[test]
fn ideas_without_words_or_beyond_bounds_are_refused() {
    let of = |idea: &str| compose(idea, &Wish::default()).unwrap_err();
    assert_eq!(of(" ,.;"), ComposeError::Empty);
    assert_eq!(of(&"a".repeat(MOST_IDEA + 1)), ComposeError::TooLong);
}

#[test]
fn styles_are_many_and_their_names_are_in_order() {
    let styles: Vec<&Style> = Style::all().collect();
    assert!(styles.len() >= 60, "{}", styles.len());
    let ids: BTreeSet<&str> = styles.iter().map(|style| style.id).collect();
    let names: BTreeSet<&str> = styles.iter().map(|style| style.name).collect();
    assert_eq!((ids.len(), names.len()), (styles.len(), styles.len()));
    for style in &styles {
        let kebab = style
            .id
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '-');
        assert!(
            kebab && !style.id.starts_with('-') && !style.id.ends_with('-'),
            "{}",
            style.id
        );
        assert_eq!(Style::find(style.id), Some(*style));
        assert!(style.words.matches(PLACE).count() <= 1 && !style.words.starts_with(PLACE));
    }
    for category in Category::ALL {
        let count = styles.iter().filter(|style| style.category == category).count();
        assert!(count >= 5, "{} has {count}", category.as_str());
    }
    for id in [
        "watercolour",
        "oil",
        "ink",
        "pixel-art",
        "low-poly",
        "paper-cut",
        "film-noir",
        "golden-hour",
    ] {
        assert!(Style::find(id).is_some(), "{id}");
    }
    for medium in Medium::ALL {
        assert!(
            styles.iter().any(|style| style.medium == Some(medium)),
            "{}",
            medium.as_str()
        );
    }
}

#[test]
fn styles_stack_without_repeating_words() {
    let style = |id| Style::find(id).unwrap();
    let (prompt, negative) = apply_styles(
        "a fox",
        "blurry",
        &[style("watercolour"), style("golden-hour"), style("minimal")],
    );
    assert_eq!(
        prompt,
        "watercolour painting of a fox, loose wet-on-wet washes, soft bleeding edges, visible paper grain, golden hour light, \
         low warm sun, long soft shadows, minimal composition, generous empty space, a single focus"
    );
    assert!(negative.starts_with("blurry, hard outlines, photograph"), "{negative}");
    let (prompt, _) = apply_styles(
        "watercolour of a fox, golden hour light",
        "",
        &[style("golden-hour"), style("watercolour")],
    );
    assert_eq!(prompt.matches("golden hour").count(), 1, "{prompt}");
    let (twice, _) = apply_styles("a fox", "", &[style("oil"), style("oil")]);
    assert_eq!(twice, apply_styles("a fox", "", &[style("oil")]).0);
    let (_, negative) = apply_styles("a photograph on a wall", "", &[style("oil")]);
    assert!(!words(&negative).contains("photograph"), "{negative}");
    assert_eq!(apply_styles("a fox", "x", &[]), ("a fox".to_owned(), "x".to_owned()));
}

#[test]
fn a_style_decides_what_would_have_been_chosen() {
    for seed in 0..40 {
        let wish = Wish {
            strength: Strength::STRONG,
            seed,
            dialect: Dialect::Sentences,
            styles: vec![Style::find("watercolour").unwrap(), Style::find("golden-hour").unwrap()],
        };
        let composed = compose("a fox in a meadow", &wish).unwrap();
        assert!(
            composed
                .prompt
                .starts_with("A watercolour painting of a fox in a meadow"),
            "{}",
            composed.prompt
        );
        for (_, phrase) in added(&composed) {
            for word in ["photograph", "lens", "oil", "cool", "night"] {
                assert!(!words(&phrase).contains(word), "{phrase}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_idea_breaks_it(idea in any::<String>(), soup in "(no|a|fox| |,|of|in|the|night|oil|painting|\\(|\\)|\"|\\.){0,40}",
        percent: u8, seed: u64, seconds: u8) {
        for idea in [idea, soup] {
            for dialect in [Dialect::Sentences, Dialect::Tags, Dialect::Shots { seconds }, Dialect::Json] {
                let first = compose(&idea, &wish(Strength::percent(percent), seed, dialect));
                if let Ok(composed) = &first {
                    prop_assert!(!composed.parts.words(Part::Subject).is_empty() || !composed.negative.is_empty());
                    prop_assert_eq!(&recompose(composed.parts.clone(), dialect), composed);
                }
                prop_assert_eq!(first, compose(&idea, &wish(Strength::percent(percent), seed, dialect)));
            }
            let styles: Vec<&Style> = Style::all().step_by(1 + usize::from(percent)).collect();
            let _ = apply_styles(&idea, &idea, &styles);
        }
    }
}
