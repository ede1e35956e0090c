//! Keywords and phrases: runs of words between common ones, ranked by how much company their words keep.

use std::collections::BTreeMap;

use super::{
    Limits, Written,
    document::Document,
    language::Language,
    number::Amount,
    title,
    words::{key, words},
};

/// Longer runs are rather lists or mistakes than names.
const LONGEST_PHRASE: usize = 4;
/// Where a run ends, whatever the words.
const BREAKS: &[char] = &[
    '.', ',', ';', ':', '!', '?', '(', ')', '"', '“', '”', '„', '»', '«', '–', '—', '\n', '|', '/',
];

/// A phrase as it is written most often, and how much it says.
pub(super) struct Phrase {
    pub text: String,
    pub score: f32,
    keys: Vec<String>,
}

pub(super) fn write(document: &Document<'_>, amount: Amount) -> Written {
    let found = distinct(phrases(document), amount.of(40, 8));
    let words: Vec<&str> = found.iter().map(|phrase| phrase.text.as_str()).collect();
    Written {
        text: if words.is_empty() {
            document.text.trim().to_owned()
        } else {
            words.join(", ")
        },
        title: title::of(document),
        note: Some(Limits::TakesOwnWords),
    }
}

/// The best phrases that do not repeat each other.
pub(super) fn distinct(mut found: Vec<Phrase>, wanted: usize) -> Vec<Phrase> {
    found.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then_with(|| one.text.cmp(&other.text))
    });
    let mut kept: Vec<Phrase> = Vec::new();
    for phrase in found {
        let repeats = kept.iter().any(|other| {
            let shared = phrase.keys.iter().filter(|key| other.keys.contains(key)).count();
            shared * 2 > phrase.keys.len().min(other.keys.len())
        });
        if !repeats {
            kept.push(phrase);
        }
        if kept.len() >= wanted {
            break;
        }
    }
    kept
}

/// Every phrase of a text, in no particular order.
pub(super) fn phrases(document: &Document<'_>) -> Vec<Phrase> {
    let mut forms: BTreeMap<Vec<String>, Forms> = BTreeMap::new();
    let mut company: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let all = document.sentences.len().max(1) as f32;
    for (place, sentence) in document.sentences.iter().enumerate() {
        for piece in sentence.text.split(BREAKS) {
            for run in runs(document, piece) {
                let keys: Vec<String> = run.iter().map(|word| key(word, document.language)).collect();
                for key in &keys {
                    let (times, others) = company.entry(key.clone()).or_default();
                    *times += 1;
                    *others += keys.len() as u32 - 1;
                }
                let forms = forms.entry(keys).or_insert_with(|| Forms {
                    place: place as f32 / all,
                    ..Forms::default()
                });
                forms.times += 1;
                *forms.written.entry(run.join(" ")).or_default() += 1;
            }
        }
    }
    forms
        .into_iter()
        .filter_map(|(keys, forms)| phrase(keys, &forms, &company))
        .collect()
}

#[derive(Default)]
struct Forms {
    times: u32,
    place: f32,
    written: BTreeMap<String, u32>,
}

fn phrase(keys: Vec<String>, forms: &Forms, company: &BTreeMap<String, (u32, u32)>) -> Option<Phrase> {
    let (text, _) = forms.written.iter().max_by_key(|(_, times)| **times)?;
    let of_words: f32 = keys
        .iter()
        .filter_map(|key| company.get(key))
        .map(|(times, others)| (*times as f32).sqrt() + (*others as f32).sqrt() * 0.5)
        .sum();
    let length = keys.len() as f32;
    let named = text.chars().next().is_some_and(char::is_uppercase);
    Some(Phrase {
        text: text.clone(),
        score: of_words / length.sqrt()
            * (forms.times as f32).sqrt()
            * (1.25 - 0.4 * forms.place)
            * if named { 1.15 } else { 1.0 },
        keys,
    })
}

/// The runs of telling words in a piece of text.
fn runs<'a>(document: &Document<'_>, piece: &'a str) -> Vec<Vec<&'a str>> {
    let mut runs = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in words(piece) {
        let telling = !document.is_common(word) && !word.chars().all(char::is_numeric) && !is_verb_like(word, document);
        if telling && run.len() < LONGEST_PHRASE {
            run.push(word);
        } else {
            runs.extend((!run.is_empty()).then(|| std::mem::take(&mut run)));
            run.extend(telling.then_some(word));
        }
    }
    runs.extend((!run.is_empty()).then_some(run));
    // German names begin with a capital; a run without one is a verb or an adjective.
    if document.language == Language::German {
        runs.retain(|run| run.last().is_some_and(|word| word.starts_with(char::is_uppercase)));
    }
    runs.retain(|run| run.iter().any(|word| word.chars().count() > 2));
    runs
}

/// German adjectives and verbs after a noun end its run; English adverbs say little.
fn is_verb_like(word: &str, document: &Document<'_>) -> bool {
    match document.language {
        Language::English => word.len() > 4 && word.ends_with("ly"),
        Language::German => {
            word.starts_with(char::is_lowercase) && word.ends_with(['t', 'n']) && document.count(word) < 2
        }
    }
}
