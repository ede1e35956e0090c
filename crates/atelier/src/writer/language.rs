//! Which of the two languages a text is in.

use super::{common_english::ENGLISH, common_german::GERMAN, words::words};

/// Words looked at; more would not change the answer.
const ENOUGH: usize = 400;

/// The languages that the writer knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    German,
}

impl Language {
    /// The language whose small words occur more often; English where that is a tie.
    pub fn of(text: &str) -> Self {
        let (mut english, mut german) = (0, 0);
        for word in words(text).take(ENOUGH) {
            let word = word.to_lowercase();
            english += usize::from(is_among(ENGLISH, &word));
            german += usize::from(is_among(GERMAN, &word) || word.contains(['ä', 'ö', 'ü', 'ß']));
        }
        if german > english { Self::German } else { Self::English }
    }

    /// Whether a word, in lower case, is too common to say what a text is about.
    pub fn is_common(self, word: &str) -> bool {
        is_among(
            match self {
                Self::English => ENGLISH,
                Self::German => GERMAN,
            },
            word,
        )
    }

    /// The one of two texts that is in this language.
    pub fn choose<T>(self, english: T, german: T) -> T {
        match self {
            Self::English => english,
            Self::German => german,
        }
    }
}

fn is_among(sorted: &[&str], word: &str) -> bool {
    sorted.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_sorted_so_that_they_can_be_searched() {
        for list in [ENGLISH, GERMAN] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn texts_are_told_apart() {
        assert_eq!(Language::of("The cat sat on the mat."), Language::English);
        assert_eq!(Language::of("Die Katze saß auf der Matte."), Language::German);
        assert_eq!(Language::of("In was die Band spielt, ist egal."), Language::German);
        assert_eq!(Language::of(""), Language::English);
    }
}
