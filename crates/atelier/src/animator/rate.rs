//! How many frames a second the words ask for.

use super::order::FrameRate;

/// What stands behind a number of frames.
const UNITS: [&str; 4] = ["fps", "frames", "frame", "bilder"];
/// What may stand behind that.
const PER_SECOND: [&str; 7] = ["per", "a", "second", "sec", "/s", "pro", "sekunde"];

impl FrameRate {
    /// The rate that is told, such as `60 fps` or `24 frames per second`, and the words without it. Where none is told, or
    /// one that is not made, the usual one and all of the words.
    #[must_use]
    pub fn told(words: &str) -> (Self, String) {
        let lines: Vec<&str> = words.lines().collect();
        let mut told = None;
        let kept: Vec<String> = lines.iter().map(|line| without(line, &mut told)).collect();
        told.map_or_else(|| (Self::default(), words.to_owned()), |rate| (rate, kept.join("\n")))
    }
}

/// A line without the rate, which is noted.
fn without(line: &str, told: &mut Option<FrameRate>) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let Some((rate, mut after)) = rate_at(&words, at).filter(|_| told.is_none()) else {
            kept.push(*word);
            at += 1;
            continue;
        };
        *told = Some(rate);
        while words
            .get(after)
            .is_some_and(|word| PER_SECOND.contains(&plain(word).as_str()))
        {
            after += 1;
        }
        at = after;
    }
    kept.join(" ")
}

/// The rate that begins with this word, and where the next word is: `60fps`, or `60 fps`.
fn rate_at(words: &[&str], at: usize) -> Option<(FrameRate, usize)> {
    let word = plain(words.get(at)?);
    if let Some(digits) = word.strip_suffix("fps").filter(|digits| !digits.is_empty()) {
        return Some((FrameRate::from_hertz(digits.parse().ok()?)?, at + 1));
    }
    let rate = FrameRate::from_hertz(word.parse().ok()?)?;
    let unit = plain(words.get(at + 1)?);
    UNITS.contains(&unit.as_str()).then_some((rate, at + 2))
}

fn plain(word: &str) -> String {
    word.trim_matches([',', '.', ';', '(', ')']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_understood_and_taken_out() {
        for (words, rate, rest) in [
            ("waves, 60 fps", FrameRate::Sixty, "waves,"),
            ("24 frames per second, waves", FrameRate::Cinema, "waves"),
            ("waves 60fps at night", FrameRate::Sixty, "waves at night"),
            ("Wellen, 24 Bilder pro Sekunde", FrameRate::Cinema, "Wellen,"),
            ("sea\n---\nsky 60 fps", FrameRate::Sixty, "sea\n---\nsky"),
        ] {
            assert_eq!(FrameRate::told(words), (rate, rest.to_owned()), "{words}");
        }
    }

    #[test]
    fn numbers_that_are_no_rate_stay() {
        for words in ["60 birds over the sea", "a sea at 25 fps", "24", "waves  and\nwind"] {
            assert_eq!(FrameRate::told(words), (FrameRate::Thirty, words.to_owned()), "{words}");
        }
    }
}
