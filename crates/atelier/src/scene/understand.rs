//! Words to meanings to a [`Scene`], keeping account of the words that meant nothing.

use super::{Scene, english::ENGLISH, german::GERMAN, meaning::Meaning, see::meaning_of_see};

/// More words than this are beyond any picture; the rest counts as unused.
const MOST_WORDS: usize = 400;
/// Endings that do not change what a word asks for, longest first.
const ENDINGS: &[&str] = &["ern", "es", "en", "er", "em", "s", "n", "e"];

/// What the words ask for, and the words that ask for nothing known, as written, each once.
pub(crate) fn understand(words: &str, seed: u64) -> (Scene, Vec<String>) {
    let words: Vec<&str> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut wanted = Vec::new();
    let mut unwanted = Vec::new();
    let mut unused: Vec<String> = Vec::new();
    let mut next = 0;
    let mut negated = false;
    while next < words.len() {
        let (used, meanings) = meaning_of_see(&words, next)
            .map(|meanings| (1, Some(meanings)))
            .or_else(|| longest_match(&words[next..]))
            .filter(|_| next < MOST_WORDS)
            .unwrap_or((1, None));
        match meanings {
            Some(&[Meaning::Without]) => negated = true,
            Some(&[Meaning::Filler]) => {}
            Some(meanings) => {
                if negated { &mut unwanted } else { &mut wanted }.extend_from_slice(meanings);
                negated = false;
            }
            None if unused.iter().all(|word| word != words[next]) => unused.push(words[next].to_owned()),
            None => {}
        }
        next += used;
    }
    wanted.retain(|meaning| !unwanted.contains(meaning));
    (Scene::new(&wanted, &unwanted, seed), unused)
}

type Match = (usize, Option<&'static [Meaning]>);

/// How many words the longest known phrase at the start takes, and its meanings.
fn longest_match(words: &[&str]) -> Option<Match> {
    (1..=words.len().min(3)).rev().find_map(|length| {
        let phrase = words[..length]
            .iter()
            .map(|word| folded(word))
            .collect::<Vec<_>>()
            .join(" ");
        look_up(&phrase).map(|meanings| (length, Some(meanings)))
    })
}

fn look_up(phrase: &str) -> Option<&'static [Meaning]> {
    entry(phrase).or_else(|| {
        ENDINGS.iter().find_map(|ending| {
            let stem = phrase.strip_suffix(ending).filter(|stem| stem.len() >= 3)?;
            entry(stem).or_else(|| entry(&format!("{stem}e")))
        })
    })
}

fn entry(phrase: &str) -> Option<&'static [Meaning]> {
    ENGLISH
        .iter()
        .chain(GERMAN)
        .find(|(words, _)| words.contains(&phrase))
        .map(|(_, meanings)| *meanings)
}

/// A word in lower case with its umlauts written out.
pub(super) fn folded(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(String::new(), |mut text, letter| {
            match letter {
                'ä' => text.push_str("ae"),
                'ö' => text.push_str("oe"),
                'ü' => text.push_str("ue"),
                'ß' => text.push_str("ss"),
                other => text.push(other),
            }
            text
        })
}
