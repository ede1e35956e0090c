//! How easy a text is to read: Flesch's formula for English, Amstad's for German, and what would help.

use super::{
    Limits, Written,
    document::Document,
    language::Language,
    syllables::syllables,
    title::{self, shortened},
    words::words,
};

/// A sentence with more words than this is worth dividing.
const LONG_SENTENCE: usize = 25;
const EXAMPLES: usize = 3;

/// What is counted.
struct Counts {
    sentences: f32,
    words: f32,
    syllables: f32,
}

pub(super) fn write(document: &Document<'_>) -> Written {
    let counts = count(document);
    let score = score(&counts, document.language);
    let mut lines = vec![summary_line(score, document.language), String::new()];
    lines.extend(figures(&counts, document));
    let advice = advice(document);
    if !advice.is_empty() {
        lines.push(String::new());
        lines.push(
            document
                .language
                .choose("What would help:", "Was helfen würde:")
                .to_owned(),
        );
        lines.extend(advice);
    }
    Written {
        text: lines.join("\n"),
        title: title::of(document),
        note: Some(Limits::CountsOnly),
    }
}

fn count(document: &Document<'_>) -> Counts {
    let mut counts = Counts {
        sentences: document.sentences.len().max(1) as f32,
        words: 0.0,
        syllables: 0.0,
    };
    for word in document.sentences.iter().flat_map(|sentence| words(sentence.text)) {
        counts.words += 1.0;
        counts.syllables += syllables(word, document.language) as f32;
    }
    counts.words = counts.words.max(1.0);
    counts
}

fn score(counts: &Counts, language: Language) -> f32 {
    let (by_sentence, by_word) = (counts.words / counts.sentences, counts.syllables / counts.words);
    match language {
        Language::English => 206.835 - 1.015 * by_sentence - 84.6 * by_word,
        Language::German => 180.0 - by_sentence - 58.5 * by_word,
    }
}

fn summary_line(score: f32, language: Language) -> String {
    let verdicts = [
        (80.0, "very easy", "sehr leicht"),
        (65.0, "easy", "leicht"),
        (50.0, "of middle difficulty", "mittelschwer"),
        (30.0, "difficult", "schwer"),
        (f32::MIN, "very difficult", "sehr schwer"),
    ];
    let verdict = verdicts
        .iter()
        .find(|(least, ..)| score >= *least)
        .map_or("", |(_, en, de)| language.choose(en, de));
    match language {
        Language::English => {
            format!("**Reading ease: {score:.1}** – {verdict} (Flesch, 100 is very easy, 0 very hard)")
        }
        Language::German => {
            let score = format!("{score:.1}").replace('.', ",");
            format!("**Lesbarkeit: {score}** – {verdict} (Flesch-Wert nach Amstad, 100 ist sehr leicht, 0 sehr schwer)")
        }
    }
}

fn figures(counts: &Counts, document: &Document<'_>) -> Vec<String> {
    let longest = document
        .sentences
        .iter()
        .map(|sentence| sentence.length)
        .max()
        .unwrap_or(0);
    let (by_sentence, by_word) = (counts.words / counts.sentences, counts.syllables / counts.words);
    let (words, sentences) = (counts.words as usize, counts.sentences as usize);
    match document.language {
        Language::English => vec![
            format!("- Words: {words}, sentences: {sentences}"),
            format!("- Words per sentence: {by_sentence:.1} on average, {longest} at most"),
            format!("- Syllables per word: {by_word:.2}"),
        ],
        Language::German => vec![
            format!("- Wörter: {words}, Sätze: {sentences}"),
            format!("- Wörter je Satz: im Schnitt {by_sentence:.1}, höchstens {longest}").replace('.', ","),
            format!("- Silben je Wort: {by_word:.2}").replace('.', ","),
        ],
    }
}

fn advice(document: &Document<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut long: Vec<_> = document
        .sentences
        .iter()
        .filter(|sentence| sentence.length > LONG_SENTENCE)
        .collect();
    long.sort_by_key(|sentence| std::cmp::Reverse(sentence.length));
    for sentence in long.into_iter().take(EXAMPLES) {
        let (length, text) = (sentence.length, shortened(sentence.text));
        lines.push(match document.language {
            Language::English => format!("- Divide the sentence of {length} words that begins “{text}”"),
            Language::German => format!("- Den Satz mit {length} Wörtern teilen, der so beginnt: „{text}“"),
        });
    }
    let hard = long_words(document);
    if !hard.is_empty() {
        let hard = hard.join(", ");
        lines.push(match document.language {
            Language::English => format!("- Look for shorter words instead of: {hard}"),
            Language::German => format!("- Kürzere Wörter suchen für: {hard}"),
        });
    }
    lines
}

/// The longest words that are no names, each once, the hardest first.
fn long_words<'a>(document: &Document<'a>) -> Vec<&'a str> {
    let least = document.language.choose(4, 5);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for sentence in &document.sentences {
        for word in words(sentence.text) {
            let count = syllables(word, document.language);
            if count >= least && found.iter().all(|(_, other)| !other.eq_ignore_ascii_case(word)) {
                found.push((count, word));
            }
            // More examples than this would only be sorted and thrown away.
            if found.len() > 200 {
                break;
            }
        }
    }
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    found.into_iter().take(6).map(|(_, word)| word).collect()
}
