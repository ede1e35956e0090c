//! How many syllables a word has, near enough for a formula that averages over a text.

use super::language::Language;

/// Vowels that are spoken as one in German.
const TOGETHER: &[&str] = &[
    "aa", "ee", "oo", "ai", "au", "ei", "eu", "äu", "ie", "ey", "ay", "oi", "ou",
];

pub(super) fn syllables(word: &str, language: Language) -> usize {
    let word = word.to_lowercase();
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let count = match language {
        Language::English => english(&letters),
        Language::German => german(&letters),
    };
    count.max(1)
}

fn english(letters: &[char]) -> usize {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ï');
    let mut count = 0_usize;
    let mut before = false;
    for letter in letters {
        let vowel = is_vowel(*letter);
        count += usize::from(vowel && !before);
        before = vowel;
    }
    let ends = |end: &str| letters.len() > end.len() && letters.ends_with(&end.chars().collect::<Vec<_>>());
    let third_last = letters.len().checked_sub(3).map(|at| letters[at]);
    let silent = match () {
        // "table" keeps its last syllable, "whole" does not.
        () if ends("le") => third_last.is_some_and(is_vowel),
        () if ends("ed") => !matches!(third_last, Some('t' | 'd')) && !third_last.is_some_and(is_vowel),
        () if ends("es") => {
            !matches!(third_last, Some('s' | 'z' | 'x' | 'c' | 'g' | 'h')) && !third_last.is_some_and(is_vowel)
        }
        () if ends("e") => !letters.get(letters.len() - 2).copied().is_some_and(is_vowel),
        () => false,
    };
    // Two vowels that are spoken apart: "science", "idea", "create", "being".
    let text: String = letters.iter().collect();
    let apart = [
        "ia", "io", "eo", "iu", "ua", "uou", "eing", "ying", "creat", "scien", "quie", "diet", "idea",
    ]
    .iter()
    .filter(|pair| text.contains(**pair))
    .count();
    let joined = [
        "tion", "sion", "cial", "tial", "cious", "tious", "gion", "qua", "gua", "geous", "cian", "people",
    ]
    .iter()
    .filter(|pair| text.contains(**pair))
    .count();
    (count + apart.saturating_sub(joined)).saturating_sub(usize::from(silent && count > 1))
}

fn german(letters: &[char]) -> usize {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' | 'ü');
    let mut count = 0;
    let mut index = 0;
    while index < letters.len() {
        if is_vowel(letters[index]) {
            count += 1;
            let pair: String = letters[index..].iter().take(2).collect();
            // "quer" has one syllable.
            let after_q = index > 0 && letters[index - 1] == 'q';
            index += usize::from(TOGETHER.contains(&pair.as_str()) || after_q);
        }
        index += 1;
    }
    // "Museum" ends in two syllables, not in a diphthong.
    count + usize::from(letters.ends_with(&['e', 'u', 'm']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_words_are_counted_as_they_are_spoken() {
        for (word, expected) in [
            ("cat", 1),
            ("table", 2),
            ("whole", 1),
            ("jumped", 1),
            ("wanted", 2),
            ("beautiful", 3),
            ("science", 2),
            ("nation", 2),
            ("idea", 3),
            ("reading", 2),
            ("rhythm", 1),
            ("the", 1),
            ("horses", 2),
            ("makes", 1),
            ("university", 5),
            ("people", 2),
            ("social", 2),
            ("being", 2),
        ] {
            assert_eq!(syllables(word, Language::English), expected, "{word}");
        }
    }

    #[test]
    fn german_words_are_counted_as_they_are_spoken() {
        for (word, expected) in [
            ("Haus", 1),
            ("Häuser", 2),
            ("Bäume", 2),
            ("Museum", 3),
            ("Donaudampfschifffahrt", 5),
            ("quer", 1),
            ("Verständlichkeit", 4),
            ("Theater", 3),
            ("Liebe", 2),
            ("und", 1),
        ] {
            assert_eq!(syllables(word, Language::German), expected, "{word}");
        }
    }
}
