//! The parts of a prompt, which a person may change one by one.

use std::collections::BTreeMap;

/// The most phrases that a part keeps, and the longest phrase, in characters.
const MOST_PHRASES: usize = 2_000;
const LONGEST_PHRASE: usize = 4_000;

/// A prompt taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    phrases: BTreeMap<Part, Vec<Phrase>>,
}

/// One thing that a prompt says, and who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words, without a comma at either end.
    pub words: String,
    /// Whose words they are.
    pub source: Source,
}

/// Whose words they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// The person's own.
    Person,
    /// Those of a style that the person chose.
    Style,
    /// Ours.
    Composer,
}

/// What a phrase is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Who or what is seen.
    Subject,
    /// Where and when, and in which weather.
    Setting,
    /// What it is made of, and how.
    Style,
    /// Where the light comes from, and how it falls.
    Light,
    /// What is where in the frame.
    Composition,
    /// Lens and focus.
    Camera,
    /// Its colours.
    Palette,
    /// How it feels.
    Mood,
    /// How the camera moves, where it is a film.
    Motion,
    /// What is not to be seen.
    Negative,
}

impl Part {
    /// Every part, in the order in which prompts name them.
    pub const ALL: [Self; 10] = [
        Self::Subject,
        Self::Setting,
        Self::Style,
        Self::Light,
        Self::Composition,
        Self::Camera,
        Self::Palette,
        Self::Mood,
        Self::Motion,
        Self::Negative,
    ];

    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Setting => "setting",
            Self::Style => "style",
            Self::Light => "light",
            Self::Composition => "composition",
            Self::Camera => "camera",
            Self::Palette => "palette",
            Self::Mood => "mood",
            Self::Motion => "motion",
            Self::Negative => "negative",
        }
    }
}

impl Source {
    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Style => "style",
            Self::Composer => "composer",
        }
    }
}

impl Parts {
    /// What is said about this.
    #[must_use]
    pub fn get(&self, part: Part) -> &[Phrase] {
        self.phrases.get(&part).map_or(&[], Vec::as_slice)
    }

    /// The same as one text, with commas between the phrases.
    #[must_use]
    pub fn words(&self, part: Part) -> String {
        let words: Vec<&str> = self.get(part).iter().map(|phrase| phrase.words.as_str()).collect();
        words.join(", ")
    }

    /// Says something more about this. What is empty, or too long or too much to be said, is not.
    pub fn add(&mut self, part: Part, words: &str, source: Source) {
        let words = words.trim().trim_matches([',', ';']).trim();
        let phrases = self.phrases.entry(part).or_default();
        let fits = phrases.len() < MOST_PHRASES && words.chars().nth(LONGEST_PHRASE).is_none();
        if !words.is_empty() && fits {
            phrases.push(Phrase {
                words: words.to_owned(),
                source,
            });
        }
    }

    /// Takes a person's own words for all that is said about this.
    pub fn replace(&mut self, part: Part, words: &str) {
        self.phrases.remove(&part);
        self.add(part, words, Source::Person);
    }
}
