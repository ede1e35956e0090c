//! Forms for posts and products, filled in with the person's own words; what is missing stays in brackets.

use super::{
    Limits, Written,
    document::Document,
    keywords::{distinct, phrases},
    title::shortened,
    words::{capitalised, on_one_line, words},
};
use crate::noise::Choices;

/// Facts of a product listed at most.
const MOST_FACTS: usize = 12;

/// A post: what it is about, the rest of the words, when, where, a link, and tags.
pub(super) fn post(document: &Document<'_>, seed: u64) -> Written {
    let language = document.language;
    let mut pieces = pieces(document);
    let opening = if pieces.is_empty() {
        String::new()
    } else {
        pieces.remove(0)
    };
    let mut lines = vec![format!("**{}**", opening.trim_end_matches('.'))];
    if !pieces.is_empty() {
        lines.push(String::new());
        lines.extend(pieces.iter().map(|piece| ended(piece)));
    }
    lines.push(String::new());
    let told = document.text.to_lowercase();
    if !says(&told, language.choose(TIMES_ENGLISH, TIMES_GERMAN)) {
        lines.push(
            language
                .choose("When: [day and time]", "Wann: [Tag und Uhrzeit]")
                .to_owned(),
        );
    }
    let endings = language.choose(
        ["More: [link]", "Read on: [link]", "Details: [link]"],
        ["Mehr dazu: [Link]", "Weiterlesen: [Link]", "Einzelheiten: [Link]"],
    );
    if !told.contains("http") && !told.contains("www.") {
        lines.push(Choices::new(seed, 401).pick(&endings).unwrap_or(endings[0]).to_owned());
    }
    let tags = tags(document);
    if !tags.is_empty() {
        lines.push(String::new());
        lines.push(tags);
    }
    Written {
        text: lines.join("\n"),
        title: shortened(&opening),
        note: Some(Limits::LeavesGaps),
    }
}

/// A product: its name, what the person says about it, and the facts that every offer needs.
pub(super) fn product(document: &Document<'_>, _seed: u64) -> Written {
    let language = document.language;
    let mut pieces = pieces(document);
    let name = if pieces.is_empty() {
        String::new()
    } else {
        pieces.remove(0)
    };
    let name = name.trim_end_matches('.').to_owned();
    let mut lines = vec![format!("# {name}"), String::new()];
    lines.push(
        language
            .choose(
                "[One sentence: who it is for, and why]",
                "[Ein Satz: für wen, und warum]",
            )
            .to_owned(),
    );
    if !pieces.is_empty() {
        lines.push(String::new());
        lines.extend(
            pieces
                .iter()
                .take(MOST_FACTS)
                .map(|piece| format!("- {}", piece.trim_end_matches('.'))),
        );
    }
    lines.push(String::new());
    let told = document.text.to_lowercase();
    for (marks, english, german) in FACTS {
        if !says(&told, marks) {
            lines.push((*language.choose(english, german)).to_string());
        }
    }
    Written {
        text: lines.join("\n"),
        title: shortened(&name),
        note: Some(Limits::LeavesGaps),
    }
}

/// What an offer must not leave open, with the words that show that it was said.
const FACTS: &[(&[&str], &str, &str)] = &[
    (
        &[
            "cm", "mm", "ml", "litre", "liter", "inch", "kg", "size", "größe", "maße",
        ],
        "Size: [measure]",
        "Maße: [Angabe]",
    ),
    (
        &[
            "ceramic",
            "wood",
            "wooden",
            "steel",
            "cotton",
            "glass",
            "leather",
            "linen",
            "wool",
            "keramik",
            "holz",
            "stahl",
            "baumwolle",
            "glas",
            "leder",
            "leinen",
            "wolle",
            "made of",
            "aus",
        ],
        "Material: [material]",
        "Material: [Material]",
    ),
    (
        &["€", "$", "£", "eur", "euro", "euros", "usd", "price", "preis"],
        "Price: [price]",
        "Preis: [Preis]",
    ),
];
const TIMES_ENGLISH: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "tomorrow",
    "tonight",
    "am",
    "pm",
    "o'clock",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "week",
    "weekend",
];
const TIMES_GERMAN: &[&str] = &[
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "heute",
    "morgen",
    "uhr",
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "woche",
    "wochenende",
    "sonnabend",
];

/// Whether a text in lower case has one of some words, or one of some signs.
fn says(told: &str, marks: &[&str]) -> bool {
    let has_word = |mark: &str| words(told).any(|word| word == mark || is_measure(word, mark));
    let sign = |mark: &str| !mark.chars().all(char::is_alphanumeric) && told.contains(mark);
    marks.iter().any(|mark| sign(mark) || has_word(mark))
}

/// "300ml" says a measure as well as "300 ml".
fn is_measure(word: &str, mark: &str) -> bool {
    let figures = word.strip_suffix(mark).unwrap_or_default();
    !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit())
}

/// The person's words in pieces, each with a capital: whole sentences, or what stands between commas.
fn pieces(document: &Document<'_>) -> Vec<String> {
    let whole = document.sentences.len() > 1;
    let mut pieces = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let line = on_one_line(sentence.text);
        if whole && index > 0 {
            pieces.push(capitalised(&line));
            continue;
        }
        // A comma before a space divides; the one in "3,50" does not.
        pieces.extend(
            line.split(", ")
                .flat_map(|part| part.split("; "))
                .map(|part| capitalised(part.trim())),
        );
    }
    pieces.retain(|piece| piece.chars().any(char::is_alphanumeric));
    pieces
}

fn ended(piece: &str) -> String {
    if piece.ends_with(['.', '!', '?', '…', ':', '”', '“', '"']) {
        piece.to_owned()
    } else {
        format!("{piece}.")
    }
}

fn tags(document: &Document<'_>) -> String {
    let tags: Vec<String> = distinct(phrases(document), 4)
        .iter()
        .map(|phrase| words(&phrase.text).map(capitalised).collect::<String>())
        .map(|tag| format!("#{}", tag.replace(['-', '\'', '’'], "")))
        .collect();
    tags.join(" ")
}
