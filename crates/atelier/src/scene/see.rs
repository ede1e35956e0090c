//! German "See" is a lake (der See) or the sea (die See), and English "see" is neither; the words before it tell which.

use super::{
    english::{ENGLISH, place},
    german::GERMAN,
    meaning::{Meaning, Place},
    understand::folded,
};

const LAKE: &[Meaning] = &[place(Place::Lake)];
const SEA: &[Meaning] = &[place(Place::Sea)];
const VERB: &[Meaning] = &[Meaning::Filler];
/// What stands before a noun that is feminine, and before one that is not.
const FEMININE: &[&str] = &[
    "die", "eine", "einer", "keine", "keiner", "zur", "meine", "diese", "dieser", "rauer",
];
const MASCULINE: &[&str] = &[
    "den", "dem", "des", "ein", "einem", "einen", "eines", "am", "im", "zum", "vom", "beim", "kein", "keinem",
    "keinen", "dieses", "diesem", "diesen",
];
/// After these, "der" is a feminine dative: "auf der See".
const PREPOSITIONS: &[&str] = &[
    "auf", "an", "ueber", "in", "von", "mit", "bei", "vor", "unter", "hinter", "neben", "aus", "zu",
];

/// What the word `see` (or `seen`, `sees`, `seeing`) at place `at` means; nothing for any other word.
pub(super) fn meaning_of_see(words: &[&str], at: usize) -> Option<&'static [Meaning]> {
    let word = words.get(at)?;
    let folded = folded(word);
    if !matches!(folded.as_str(), "see" | "seen" | "sees" | "seeing") {
        return None;
    }
    let alone = words.len() == 1;
    let german = word.starts_with('S') && at > 0 || words.iter().any(|word| is_german(word));
    if folded == "seeing" || !german && !alone {
        return Some(VERB);
    }
    Some(if folded == "see" && is_feminine(&words[..at]) {
        SEA
    } else {
        LAKE
    })
}

/// Whether the article, or else the adjective, before a noun says that it is feminine.
fn is_feminine(before: &[&str]) -> bool {
    let before: Vec<String> = before.iter().rev().take(4).map(|word| folded(word)).collect();
    let preposition = |index: usize| {
        before
            .get(index)
            .is_some_and(|word| PREPOSITIONS.contains(&word.as_str()))
    };
    for (index, word) in before.iter().enumerate() {
        match word.as_str() {
            "der" => return preposition(index + 1),
            word if FEMININE.contains(&word) => return true,
            word if MASCULINE.contains(&word) => return false,
            _ if preposition(index) => return index == 0 || before[0].ends_with("er"),
            _ => {}
        }
    }
    before.first().is_some_and(|adjective| adjective.ends_with('e'))
}

/// Whether a word is in the German vocabulary alone.
fn is_german(word: &str) -> bool {
    let word = folded(word);
    let among = |list: &[(&[&str], &[Meaning])]| list.iter().any(|(words, _)| words.contains(&word.as_str()));
    word != "see" && among(GERMAN) && !among(ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::super::{Place, understand};

    fn places(words: &str) -> Vec<Place> {
        let (scene, unused) = understand(words, "", 3);
        assert!(unused.is_empty(), "{words}: {unused:?}");
        scene.places.into_iter().collect()
    }

    #[test]
    fn der_see_is_a_lake() {
        for words in [
            "der See am Abend",
            "ein stiller See",
            "am See im Herbst",
            "Nebel über dem See",
            "eine Hütte an einem See",
            "See",
        ] {
            assert_eq!(places(words), [Place::Lake], "{words}");
        }
    }

    #[test]
    fn die_see_is_the_sea() {
        for words in [
            "die See am Abend",
            "stürmische See bei Nacht",
            "auf der See",
            "Sonnenuntergang über der See",
            "bei rauer See",
            "eine ruhige See",
            "Boot auf See",
        ] {
            assert_eq!(places(words), [Place::Sea], "{words}");
        }
    }

    #[test]
    fn compounds_of_see_keep_their_own_kind() {
        assert_eq!(places("ein Waldsee"), [Place::Lake, Place::Forest]);
        assert_eq!(places("ein Bergsee"), [Place::Lake, Place::Mountains]);
        assert_eq!(places("die Nordsee"), [Place::Sea]);
        assert_eq!(places("hoher Seegang"), [Place::Sea]);
    }

    #[test]
    fn to_see_is_an_english_verb() {
        assert_eq!(places("I want to see mountains"), [Place::Mountains]);
        assert_eq!(places("a city seen from the sea"), [Place::Sea, Place::City]);
        assert_eq!(places("See the desert at night"), [Place::Desert]);
    }

    #[test]
    fn polite_words_are_understood_and_change_nothing() {
        assert_eq!(places("I want you to please paint me a desert"), [Place::Desert]);
        assert_eq!(places("I'd like an image of mountains, thank you"), [Place::Mountains]);
        assert_eq!(places("Bitte male mir eine Stadt"), [Place::City]);
        assert_eq!(places("Ich möchte bitte eine Wüste"), [Place::Desert]);
    }
}
