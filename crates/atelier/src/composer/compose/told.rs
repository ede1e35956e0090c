//! What is told about the prompt before the idea: "as tags, strong: an old harbour in winter".

use super::order::{Strength, Wish};
use crate::composer::dialect::Dialect;

/// Longer is no head; it is an idea with a colon in it.
const LONGEST_HEAD: usize = 60;
/// How long a film of shots is where nobody says.
const USUAL_SECONDS: u8 = 8;

impl Wish {
    /// What stands before the first colon, where all of it says how the prompt is to be, and the idea behind it. Without
    /// such a head, everything is the idea.
    ///
    /// The head names a dialect (`as sentences`, `as tags`, `as shots`, `as shots of 12 seconds`, `as JSON`), a strength
    /// (`as it is`, `subtle`, `medium`, `strong`), or both with a comma between; in English or in German.
    #[must_use]
    pub fn told(words: &str) -> (Self, &str) {
        let mut wish = Self::default();
        match words.split_once(':') {
            Some((head, idea)) if wish.hear(head) => (wish, idea.trim_start()),
            _ => (Self::default(), words),
        }
    }

    fn hear(&mut self, head: &str) -> bool {
        let head = head.trim().to_lowercase();
        head.chars().count() <= LONGEST_HEAD && head.split(',').all(|clause| self.hear_clause(clause.trim()))
    }

    fn hear_clause(&mut self, clause: &str) -> bool {
        if let Some(strength) = strength(clause) {
            self.strength = strength;
            return true;
        }
        let Some(dialect) = ["as ", "als "]
            .iter()
            .find_map(|as_| dialect(clause.strip_prefix(as_)?))
        else {
            return false;
        };
        self.dialect = dialect;
        true
    }
}

fn strength(clause: &str) -> Option<Strength> {
    Some(match clause {
        "as it is" | "so wie es ist" | "unverändert" => Strength::NOTHING,
        "subtle" | "a little" | "dezent" | "wenig" => Strength::SUBTLE,
        "medium" | "mittel" => Strength::MEDIUM,
        "strong" | "a lot" | "stark" | "viel" => Strength::STRONG,
        _ => return None,
    })
}

fn dialect(words: &str) -> Option<Dialect> {
    let mut words = words.split_whitespace();
    let dialect = match words.next()? {
        "sentences" | "sätze" => Dialect::Sentences,
        "tags" | "stichworte" => Dialect::Tags,
        "json" => Dialect::Json,
        "shots" | "einstellungen" => {
            let seconds = match (words.next(), words.next(), words.next()) {
                (None, ..) => USUAL_SECONDS,
                (Some("of" | "von"), Some(seconds), Some("seconds" | "second" | "sekunden" | "sekunde")) => {
                    seconds.parse().ok()?
                }
                _ => return None,
            };
            Dialect::Shots { seconds }
        }
        _ => return None,
    };
    words.next().is_none().then_some(dialect)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> (Dialect, Strength, &str) {
        let (wish, idea) = Wish::told(words);
        (wish.dialect, wish.strength, idea)
    }

    #[test]
    fn a_head_says_how_the_prompt_is_to_be() {
        let shots = Dialect::Shots { seconds: 12 };
        for (words, dialect, strength) in [
            ("as tags: a fox", Dialect::Tags, Strength::MEDIUM),
            ("Strong: a fox", Dialect::Sentences, Strength::STRONG),
            ("as JSON, as it is:\na fox", Dialect::Json, Strength::NOTHING),
            ("subtle, as shots of 12 seconds: a fox", shots, Strength::SUBTLE),
            ("als Stichworte, viel: a fox", Dialect::Tags, Strength::STRONG),
            ("as shots: a fox", Dialect::Shots { seconds: 8 }, Strength::MEDIUM),
        ] {
            assert_eq!(told(words), (dialect, strength, "a fox"), "{words}");
        }
    }

    #[test]
    fn what_is_no_head_is_the_idea() {
        for words in [
            "a fox",
            "dusk: a fox",
            "as tags, dusk: a fox",
            "as shots of many seconds: a fox",
            "as: a fox",
            ":",
        ] {
            assert_eq!(told(words), (Dialect::Sentences, Strength::MEDIUM, words));
        }
    }
}
