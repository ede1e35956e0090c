//! Reading an idea: clause by clause, what it says and what it is about.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::{
    fact::{Fact, Group},
    german::{GERMAN, MARKS},
    prefix::without_head,
    setting::divided,
    vocabulary::{ENGLISH, FILLERS},
};
use crate::composer::{
    parts::{Part, Parts, Source},
    words::{folded, is_small, words},
};

/// The longest known phrase, in words.
const LONGEST: usize = 3;
/// What comes after is not to be seen.
const WITHOUT: &[&str] = &["no", "without", "ohne", "kein", "keine", "keinen", "keiner"];
/// What ends that.
const ENDS: &[&str] = &[
    "in", "on", "at", "with", "under", "by", "but", "im", "am", "auf", "mit", "bei", "aber", "over",
];
const ARTICLES: &[&str] = &["the", "a", "of", "with", "and", "is"];

/// An idea, read.
#[derive(Debug, Clone, Default)]
pub(in crate::composer) struct Idea {
    /// The person's own words, sorted by what they are about; none is lost.
    pub parts: Parts,
    pub facts: BTreeSet<Fact>,
    /// What the person said they do not want.
    pub unwanted: Vec<String>,
}

/// A clause, and the part it is about; none where it is about the subject.
struct Clause {
    words: String,
    part: Option<Part>,
}

/// What a clause says.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub facts: BTreeSet<Fact>,
    /// Whether every word of it is known, so that it can be told what it is about.
    pub is_pure: bool,
    pub unwanted: Vec<String>,
}

impl Idea {
    pub fn read(text: &str) -> Self {
        let mut idea = Self::default();
        let german = is_german(text);
        let mut clauses: Vec<Clause> = Vec::new();
        for clause in split(text) {
            let first = words(&clause).next().unwrap_or_default();
            if WITHOUT.contains(&first.as_str()) && words(&clause).count() > 1 {
                idea.refuse(clause.split_once(' ').map_or("", |(_, rest)| rest));
            } else {
                let has_subject = clauses.iter().any(|clause| clause.part.is_none());
                let clause = idea.clause(&clause, has_subject, german);
                clauses.push(clause);
            }
        }
        choose_subject(&mut clauses);
        for clause in &clauses {
            if let Some(part) = clause.part {
                idea.parts.add(part, &clause.words, Source::Person);
            }
        }
        idea.add_subject(&clauses, german);
        for words in idea.unwanted.clone() {
            idea.parts.add(Part::Negative, &words, Source::Person);
        }
        idea
    }

    /// Reads one clause; what its head says ("oil painting of") goes where it belongs.
    fn clause(&mut self, clause: &str, has_subject: bool, german: bool) -> Clause {
        let (rest, head) = if has_subject {
            (clause, None)
        } else {
            without_head(clause, german)
        };
        if let Some((part, words)) = head {
            self.facts.extend(reading(words, german).facts);
            self.parts.add(part, words, Source::Person);
        }
        let reading = reading(rest, german);
        self.facts.extend(&reading.facts);
        self.unwanted.extend(reading.unwanted.iter().cloned());
        Clause {
            words: rest.to_owned(),
            part: part_of(rest, &reading).filter(|_| head.is_none()),
        }
    }

    fn add_subject(&mut self, clauses: &[Clause], german: bool) {
        let about_subject = clauses.iter().filter(|clause| clause.part.is_none());
        for (index, clause) in about_subject.enumerate() {
            let words = clause.words.as_str();
            let (subject, setting) = if index == 0 {
                divided(words, german)
            } else {
                (words, None)
            };
            self.parts.add(Part::Subject, subject, Source::Person);
            if let Some(setting) = setting {
                // It goes before what further clauses said of the surroundings, since it belongs to the sentence.
                let further = self.parts.get(Part::Setting).to_vec();
                self.parts.replace(Part::Setting, setting);
                for phrase in further {
                    self.parts.add(Part::Setting, &phrase.words, phrase.source);
                }
            }
        }
    }

    fn refuse(&mut self, words: &str) {
        for word in words.split(" or ").flat_map(|words| words.split(" and ")) {
            let word = word.trim();
            let word = word.strip_prefix("no ").unwrap_or(word);
            if !word.is_empty() {
                self.unwanted.push(word.to_owned());
            }
        }
    }
}

/// Where nothing else is the subject, the surroundings are, or else whatever is said first.
fn choose_subject(clauses: &mut [Clause]) {
    if clauses.iter().any(|clause| clause.part.is_none()) {
        return;
    }
    let place = clauses.iter().position(|clause| clause.part == Some(Part::Setting));
    if let Some(clause) = clauses.get_mut(place.unwrap_or(0)) {
        clause.part = None;
    }
}

/// What a text says.
pub(in crate::composer) fn facts_of(text: &str) -> BTreeSet<Fact> {
    reading(text, is_german(text)).facts
}

/// Whether a text is German rather than English, as far as small words tell.
pub(in crate::composer) fn is_german(text: &str) -> bool {
    let has = |list: &[&str]| words(text).any(|word| list.contains(&word.as_str()));
    let umlaut = text.contains(['ä', 'ö', 'ü', 'ß']);
    (has(MARKS) || umlaut) && !has(ARTICLES)
}

pub(super) fn reading(text: &str, german: bool) -> Reading {
    let words: Vec<String> = words(text).collect();
    let mut reading = Reading {
        is_pure: !words.is_empty(),
        ..Reading::default()
    };
    let mut refused: Option<Vec<&str>> = None;
    let mut next = 0;
    while let Some(word) = words.get(next) {
        if WITHOUT.contains(&word.as_str()) {
            refused = Some(Vec::new());
        } else if refused.is_some() && ENDS.contains(&word.as_str()) {
            reading.unwanted.extend(refused.take().map(|words| words.join(" ")));
        }
        if let Some(refused) = &mut refused {
            if !WITHOUT.contains(&word.as_str()) {
                refused.push(word);
            }
            reading.is_pure = false;
            next += 1;
            continue;
        }
        let rest = words.get(next..).unwrap_or_default();
        let (used, facts) = longest_match(rest, german).unwrap_or((1, &[]));
        reading.is_pure &= !facts.is_empty() || is_small(word) || FILLERS.contains(&folded(word).as_str());
        reading.facts.extend(facts);
        next += used;
    }
    let refused = refused.map(|words| words.join(" ")).filter(|words| !words.is_empty());
    reading.unwanted.extend(refused);
    reading
}

/// Which part a clause is about that says one thing only.
fn part_of(clause: &str, reading: &Reading) -> Option<Part> {
    let about = |groups: &[Group]| reading.facts.iter().any(|fact| groups.contains(&fact.group()));
    let names = |list: &[&str]| words(clause).any(|word| list.contains(&folded(&word).as_str()));
    let is_portrait = reading.facts.contains(&Fact::Portrait);
    if !reading.is_pure || reading.facts.is_empty() || about(&[Group::Subject]) && !is_portrait {
        return None;
    }
    let rules: [(&[Group], Part); 8] = [
        (&[Group::Medium, Group::Era, Group::Detail], Part::Style),
        (
            &[Group::Framing, Group::Angle, Group::Arrangement, Group::Space],
            Part::Composition,
        ),
        (&[Group::Lens], Part::Camera),
        (&[Group::Motion], Part::Motion),
        (&[Group::Source, Group::Quality, Group::Direction], Part::Light),
        (
            &[Group::Time, Group::Season, Group::Weather, Group::Place],
            Part::Setting,
        ),
        (&[Group::Tone, Group::Warmth], Part::Palette),
        (&[Group::Mood], Part::Mood),
    ];
    if about(&[Group::Medium]) {
        return Some(Part::Style);
    }
    if names(&["light", "lighting", "licht"]) {
        return Some(Part::Light);
    }
    if names(&["colour", "palette", "tone", "farben"]) {
        return Some(Part::Palette);
    }
    rules.iter().find(|(groups, _)| about(groups)).map(|(_, part)| *part)
}

type Vocabulary = BTreeMap<String, Vec<Fact>>;

static VOCABULARIES: LazyLock<[Vocabulary; 2]> = LazyLock::new(|| [vocabulary(ENGLISH), vocabulary(GERMAN)]);

fn vocabulary(entries: &[(&str, &[Fact])]) -> Vocabulary {
    let mut vocabulary = Vocabulary::new();
    for (phrases, facts) in entries {
        for phrase in phrases.split('|') {
            vocabulary.entry(joined(phrase)).or_default().extend_from_slice(facts);
        }
    }
    vocabulary
}

fn longest_match(rest: &[String], german: bool) -> Option<(usize, &'static [Fact])> {
    let vocabularies = &*VOCABULARIES;
    (1..=LONGEST.min(rest.len())).rev().find_map(|length| {
        let phrase = joined(&rest.get(..length)?.join(" "));
        let [english, germans] = vocabularies;
        let found = if german {
            germans
                .get(&phrase)
                .or_else(|| inflected(germans, &phrase))
                .or_else(|| english.get(&phrase))
        } else {
            english.get(&phrase)
        };
        found.map(|facts| (length, facts.as_slice()))
    })
}

/// German endings that do not change what a word means.
fn inflected<'a>(vocabulary: &'a Vocabulary, phrase: &str) -> Option<&'a Vec<Fact>> {
    ["en", "em", "er", "es", "e", "n"].iter().find_map(|ending| {
        let stem = phrase.strip_suffix(ending).filter(|stem| stem.len() >= 3)?;
        vocabulary.get(stem)
    })
}

fn joined(phrase: &str) -> String {
    let words: Vec<String> = words(phrase).map(|word| folded(&word)).collect();
    words.join(" ")
}

/// What stands between commas, semicolons, full stops and line breaks, outside brackets and quotation marks.
fn split(text: &str) -> Vec<String> {
    let mut clauses = vec![String::new()];
    let (mut depth, mut quoted) = (0_u32, false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '"' => quoted = !quoted,
            _ => {}
        }
        let ends = match letter {
            ',' | ';' | '\n' => true,
            '.' => letters.peek().is_none_or(|next| next.is_whitespace()),
            _ => false,
        };
        if ends && depth == 0 && !quoted {
            clauses.push(String::new());
        } else if let Some(clause) = clauses.last_mut() {
            clause.push(letter);
        }
    }
    clauses
        .iter()
        .map(|clause| clause.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|clause| !clause.is_empty())
        .collect()
}
