//! Which sentences say most of what a text is about.

use super::document::{Document, Sentence};

/// Sentences chosen at most, so that the work stays bounded for any text.
pub(super) const MOST_CHOSEN: usize = 60;
/// What a word is still worth after a chosen sentence has said it.
const SAID: f32 = 0.25;
/// Sentences that lean on the one before them, by their first words.
const LEANING: &[&str] = &[
    "he",
    "she",
    "it",
    "they",
    "this",
    "that",
    "these",
    "those",
    "however",
    "but",
    "and",
    "so",
    "therefore",
    "thus",
    "er",
    "sie",
    "es",
    "dies",
    "diese",
    "dieser",
    "dieses",
    "das",
    "aber",
    "doch",
    "und",
    "deshalb",
    "daher",
    "dennoch",
    "jedoch",
    "außerdem",
    "dadurch",
    "also",
];

/// The places of the `wanted` best sentences among some, in the order of the text.
///
/// Words count by how often they occur. Each chosen sentence makes its words worth less, so that the next one adds
/// something new.
pub(super) fn best(document: &Document<'_>, among: std::ops::Range<usize>, wanted: usize) -> Vec<usize> {
    let mut worth: Vec<f32> = document.counts.iter().map(|count| (*count as f32).sqrt()).collect();
    let mut left: Vec<usize> = among
        .clone()
        .filter(|place| document.sentences.get(*place).is_some())
        .collect();
    let standings: Vec<f32> = left.iter().map(|place| standing(document, *place, &among)).collect();
    let mut chosen = Vec::new();
    while chosen.len() < wanted.min(MOST_CHOSEN) && !left.is_empty() {
        let mut best = (0, f32::MIN);
        for (index, place) in left.iter().enumerate() {
            let sentence = &document.sentences[*place];
            let value = value(sentence, &worth) * standings[*place - among.start];
            if value > best.1 {
                best = (index, value);
            }
        }
        let place = left.remove(best.0);
        for word in &document.sentences[place].words {
            worth[*word] *= SAID;
        }
        chosen.push(place);
    }
    chosen.sort_unstable();
    chosen
}

/// Half the sum and half the mean of what the words are worth: neither the longest nor the shortest should win.
fn value(sentence: &Sentence<'_>, worth: &[f32]) -> f32 {
    let sum: f32 = sentence.words.iter().map(|word| worth[*word]).sum();
    let length = sentence.length.max(1) as f32;
    let odd = match sentence.length {
        0..=4 => 0.4,
        5..=40 => 1.0,
        _ => 0.6,
    };
    sum / length.sqrt() * odd
}

/// What a sentence's place and beginning add or take.
fn standing(document: &Document<'_>, place: usize, among: &std::ops::Range<usize>) -> f32 {
    let sentence = &document.sentences[place];
    let opens = place == among.start
        || place
            .checked_sub(1)
            .is_some_and(|before| document.sentences[before].paragraph != sentence.paragraph);
    let mut standing = match () {
        () if place == among.start => 1.6,
        () if opens => 1.15,
        () => 1.0,
    };
    let first = super::words::words(sentence.text)
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if LEANING.contains(&first.as_str()) && place > among.start {
        standing *= 0.7;
    }
    if sentence.text.ends_with('?') {
        standing *= 0.6;
    }
    standing
}
