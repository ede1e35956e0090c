//! Whole sentences.

use crate::composer::{
    idea::{Fact, facts_of, is_german},
    parts::{Part, Parts, Phrase, Source},
};

pub(super) fn write(parts: &Parts) -> String {
    let (made, rest) = parts.get(Part::Style).split_at(usize::from(is_made(parts)));
    let mut sentences = vec![first(parts)];
    if !leads(parts) {
        sentences.push(told(made, "Medium: "));
    }
    sentences.push(told(rest, "The surface shows "));
    sentences.push(told(parts.get(Part::Light), "The scene is lit by "));
    sentences.push(told(parts.get(Part::Composition), "Composed with "));
    let camera = parts.get(Part::Camera);
    let from_a_point = camera.iter().any(|phrase| phrase.words.contains("viewpoint"));
    sentences.push(told(camera, if from_a_point { "Seen from " } else { "Seen through " }));
    sentences.push(told(parts.get(Part::Palette), "The palette is "));
    sentences.push(told(parts.get(Part::Mood), "The mood is "));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// Subject and setting as the person said them; what it is made of goes before, as in "An oil painting of …".
pub(super) fn first(parts: &Parts) -> String {
    let seen = seen(parts);
    let made = parts.get(Part::Style).first().filter(|_| leads(parts));
    let text = match made {
        Some(made) if seen.is_empty() => made.words.clone(),
        Some(made) => format!("{} {} of {seen}", article(&made.words), made.words),
        None => seen,
    };
    sentence(&text)
}

/// Subject and setting: what belonged to one clause is one clause again.
pub(super) fn seen(parts: &Parts) -> String {
    let subjects = parts.get(Part::Subject);
    let settings = parts.get(Part::Setting);
    let mut text = String::new();
    let join = |text: &mut String, phrase: &Phrase| {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&phrase.words);
    };
    if let Some(subject) = subjects.first() {
        join(&mut text, subject);
    }
    let belongs = settings
        .first()
        .filter(|setting| setting.source == Source::Person && !text.is_empty() && is_tail(setting));
    if let Some(setting) = belongs {
        text.push(' ');
        text.push_str(&setting.words);
    }
    for phrase in subjects
        .iter()
        .skip(1)
        .chain(settings.iter().skip(usize::from(belongs.is_some())))
    {
        join(&mut text, phrase);
    }
    text
}

/// Whether words go on where a subject ends: "in the fog", "am Meer".
fn is_tail(phrase: &Phrase) -> bool {
    let first = phrase.words.split(' ').next().unwrap_or_default();
    first.chars().all(char::is_lowercase)
        && matches!(
            first,
            "in" | "on"
                | "at"
                | "by"
                | "near"
                | "under"
                | "over"
                | "above"
                | "below"
                | "beside"
                | "among"
                | "amid"
                | "through"
                | "inside"
                | "outside"
                | "during"
                | "against"
                | "behind"
                | "beneath"
                | "along"
                | "across"
                | "between"
                | "beyond"
                | "within"
                | "after"
                | "before"
                | "im"
                | "am"
                | "an"
                | "auf"
                | "bei"
                | "unter"
                | "über"
                | "vor"
                | "hinter"
                | "neben"
                | "zwischen"
                | "durch"
                | "gegen"
                | "während"
                | "nach"
        )
}

/// Whether the first words about style tell what it is made of.
fn is_made(parts: &Parts) -> bool {
    let made = |phrase: &Phrase| facts_of(&phrase.words).iter().any(|fact| matches!(fact, Fact::Made(_)));
    parts.get(Part::Style).first().is_some_and(made)
}

/// Whether these can stand before the subject.
fn leads(parts: &Parts) -> bool {
    let is_noun = |phrase: &Phrase| {
        let last = phrase.words.rsplit(' ').next().unwrap_or_default().to_lowercase();
        NOUNS.contains(&last.as_str())
    };
    let subject = parts.words(Part::Subject);
    let names = parts.get(Part::Style).first().is_some_and(is_noun);
    !subject.is_empty() && !is_german(&subject) && is_made(parts) && names
}

/// What pictures are called.
const NOUNS: &[&str] = &[
    "photograph",
    "photo",
    "painting",
    "drawing",
    "sketch",
    "illustration",
    "print",
    "still",
    "render",
    "woodcut",
    "linocut",
    "etching",
    "watercolour",
    "watercolor",
    "poster",
    "model",
    "cut",
    "embroidery",
    "mosaic",
    "frame",
    "art",
    "panel",
    "plate",
    "blueprint",
    "portrait",
    "scene",
    "snapshot",
    "shot",
    "collage",
    "comic",
    "engraving",
    "lithograph",
    "logo",
    "icon",
];

fn article(words: &str) -> &'static str {
    let first = words.chars().next().map(|letter| letter.to_ascii_lowercase());
    let last = words.rsplit(' ').next().unwrap_or_default();
    if last == "art" {
        "A piece of"
    } else if first.is_some_and(|first| "aeiou".contains(first)) {
        "An"
    } else {
        "A"
    }
}

/// Our own phrases make a sentence after these words; those of others stand for themselves.
fn told(phrases: &[Phrase], opening: &str) -> String {
    let (ours, theirs): (Vec<&Phrase>, Vec<&Phrase>) =
        phrases.iter().partition(|phrase| phrase.source == Source::Composer);
    let theirs = theirs
        .iter()
        .map(|phrase| phrase.words.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let ours = ours.iter().map(|phrase| phrase.words.as_str()).collect::<Vec<_>>();
    let mut text = sentence(&theirs);
    if !ours.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence(&format!("{opening}{}", ours.join(" and "))));
    }
    text
}

/// With a capital letter and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let end = if text.ends_with(['.', '!', '?', '…']) {
        ""
    } else {
        "."
    };
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}
