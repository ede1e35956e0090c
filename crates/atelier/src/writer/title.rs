//! A title from the text's own words.

use super::{
    Limits, Written,
    document::Document,
    language::Language,
    words::{capitalised, on_one_line, words},
};

/// A title has at most this many characters.
const LONGEST: usize = 80;
/// Words that may stand inside a title between two that tell something.
const JOINTS: &[&str] = &[
    "of", "the", "a", "an", "in", "on", "for", "to", "and", "at", "with", "der", "des", "den", "dem", "die", "das",
    "im", "am", "für", "und", "von", "vom", "zur", "zum", "mit", "auf", "über", "ein", "eine", "einer",
];

pub(super) fn write(document: &Document<'_>) -> Written {
    let title = of(document);
    Written {
        text: title.clone(),
        title,
        note: Some(Limits::TakesOwnWords),
    }
}

/// The title of a whole text: the one it has, or the stretch of words that says most early on.
pub(super) fn of(document: &Document<'_>) -> String {
    if let Some((0, heading)) = document.headings.first() {
        return shortened(heading);
    }
    of_part(document, 0..document.sentences.len()).unwrap_or_else(|| shortened(document.text))
}

/// A title for some of the sentences, if their words allow one.
pub(super) fn of_part(document: &Document<'_>, part: std::ops::Range<usize>) -> Option<String> {
    let mut best: Option<(f32, Vec<&str>)> = None;
    let all = part.len().max(1) as f32;
    for (index, sentence) in document.sentences.get(part)?.iter().enumerate() {
        let early = 1.3 - 0.6 * index as f32 / all - if index > 0 { 0.2 } else { 0.0 };
        for piece in sentence
            .text
            .split(['.', ',', ';', ':', '!', '?', '(', ')', '"', '“', '”', '„', '–', '—'])
        {
            let candidate = telling_stretch(document, piece);
            let value = worth(document, &candidate) * early;
            if best.as_ref().is_none_or(|(most, _)| value > *most) && !candidate.is_empty() {
                best = Some((value, candidate));
            }
        }
    }
    let (_, words) = best?;
    Some(shortened(&dressed(&words, document.language)))
}

/// The best run of two to seven words that starts and ends with telling ones.
fn telling_stretch<'a>(document: &Document<'_>, piece: &'a str) -> Vec<&'a str> {
    let mut best: (f32, Vec<&str>) = (0.0, Vec::new());
    let mut run: Vec<&str> = Vec::new();
    for word in words(piece).chain(["\u{0}"]) {
        let joint = JOINTS.contains(&word.to_lowercase().as_str());
        let telling = !document.is_common(word) && word != "\u{0}" && !is_plain_verb(word, document.language);
        if (telling || joint && !run.is_empty()) && run.len() < 7 {
            run.push(word);
            continue;
        }
        while run.last().is_some_and(|last| document.is_common(last)) {
            run.pop();
        }
        let value = worth(document, &run);
        if value > best.0 {
            best = (value, run.clone());
        }
        run.clear();
        run.extend(telling.then_some(word));
    }
    best.1
}

/// What is likely a verb ends a name: it would leave a title with half a sentence.
fn is_plain_verb(word: &str, language: Language) -> bool {
    match language {
        Language::English => word.ends_with("ed") && word.len() > 4 || word.ends_with("ly") && word.len() > 4,
        Language::German => word.starts_with(char::is_lowercase) && word.ends_with(['t', 'n']),
    }
}

fn worth(document: &Document<'_>, words: &[&str]) -> f32 {
    let telling = words.iter().filter(|word| !document.is_common(word));
    let sum: f32 = telling.clone().map(|word| (document.count(word) as f32).sqrt()).sum();
    let fits = match telling.count() {
        0 => 0.0,
        1 => 0.6,
        2..=4 => 1.0,
        _ => 0.8,
    };
    sum / (words.len().max(1) as f32).sqrt() * fits
}

/// English titles have capitals; German ones only where the language has them.
fn dressed(words: &[&str], language: Language) -> String {
    let words: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(index, word)| {
            let joint = JOINTS.contains(&word.to_lowercase().as_str());
            if index == 0 || language == Language::English && !joint {
                capitalised(word)
            } else {
                (*word).to_owned()
            }
        })
        .collect();
    words.join(" ")
}

/// One line, cut at a word where it is too long.
pub(super) fn shortened(text: &str) -> String {
    let line: String = text.chars().take(LONGEST * 4).collect();
    let line = on_one_line(&line);
    if line.chars().count() <= LONGEST {
        return line.trim_end_matches(['.', ',', ';', ':']).to_owned();
    }
    let cut: String = line.chars().take(LONGEST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches(['.', ',', ';', ':', ' ']))
}
