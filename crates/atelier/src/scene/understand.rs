//! Words to meanings to a [`Scene`], keeping account of the words that meant nothing.

use super::{
    Scene, cosmos::COSMOS, english::ENGLISH, german::GERMAN, landmarks::LANDMARKS, meaning::Meaning, media::MEDIA,
    ornament::ORNAMENT, quoted::quoted, see::meaning_of_see,
};

/// More words than this are beyond any picture; the rest counts as unused.
const MOST_WORDS: usize = 400;
/// Endings that do not change what a word asks for, longest first.
const ENDINGS: &[&str] = &["ern", "es", "en", "er", "em", "s", "n", "e"];

/// What the words ask for but the negative words do not, and the words that ask for nothing known, as written, each once.
///
/// On a poster, words in quotes are lettering and are not looked up.
pub(crate) fn understand(words: &str, negative: &str, seed: u64) -> (Scene, Vec<String>) {
    let mut found = Found::default();
    let (plain, lettering) = quoted(words);
    found.read(words);
    if found.wanted.contains(&Meaning::Poster) && !lettering.is_empty() {
        found = Found::default();
        found.read(&plain);
    }
    let mut refused = Found {
        unused: found.unused,
        ..Found::default()
    };
    refused.read(negative);
    found.unwanted.extend(refused.wanted);
    // "No boats" among what is not wanted means no boats, too.
    found.unwanted.extend(refused.unwanted);
    found.wanted.retain(|meaning| !found.unwanted.contains(meaning));
    let mut scene = Scene::new(&found.wanted, &found.unwanted, seed);
    if scene.poster {
        scene.lettering = lettering;
    }
    (scene, refused.unused)
}

/// What was found in some words.
#[derive(Default)]
struct Found {
    wanted: Vec<Meaning>,
    unwanted: Vec<Meaning>,
    unused: Vec<String>,
}

impl Found {
    fn read(&mut self, words: &str) {
        let words: Vec<&str> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
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
                    if negated { &mut self.unwanted } else { &mut self.wanted }.extend_from_slice(meanings);
                    negated = false;
                }
                None if self.unused.iter().all(|word| word != words[next]) => self.unused.push(words[next].to_owned()),
                None => {}
            }
            next += used;
        }
    }
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
        .chain(COSMOS)
        .chain(ORNAMENT)
        .chain(LANDMARKS)
        .chain(MEDIA)
        .find(|(words, _)| words.contains(&phrase))
        .map(|(_, meanings)| *meanings)
}

/// A word in lower case with its umlauts written out.
pub(crate) fn folded(word: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_more_than_two_hundred_terms_with_their_synonyms() {
        let lists = [ENGLISH, GERMAN, COSMOS, ORNAMENT, LANDMARKS];
        let terms: usize = lists.iter().map(|list| list.len()).sum();
        let words: usize = lists
            .iter()
            .flat_map(|list| list.iter())
            .map(|(words, _)| words.len())
            .sum();
        assert!(terms > 200 && words > 700, "{terms} terms, {words} words");
    }

    #[test]
    fn every_word_of_the_vocabulary_is_written_as_it_is_looked_up() {
        for (words, _) in [ENGLISH, GERMAN, COSMOS, ORNAMENT, LANDMARKS].into_iter().flatten() {
            for word in *words {
                assert_eq!(folded(word), **word, "{word}");
                assert!(word.split(' ').count() <= 3, "{word} is too long to be found");
            }
        }
    }
}
