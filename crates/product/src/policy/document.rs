//! The documents that people accept: the privacy policy and the terms, each with its version and its hash.

use std::{fmt, sync::LazyLock};

use sha2::{Digest, Sha256};

use super::text::{Heading, Text};

/// The version of both documents that is in force.
const IN_FORCE: Version = Version {
    year: 2026,
    month: 11,
    day: 24,
};

static POLICY: LazyLock<Document> =
    LazyLock::new(|| Document::new("policy", [include_str!("policy.en.md"), include_str!("policy.de.md")]));
static TERMS: LazyLock<Document> =
    LazyLock::new(|| Document::new("terms", [include_str!("terms.en.md"), include_str!("terms.de.md")]));

/// The privacy policy in force.
#[must_use]
pub fn current() -> &'static Document {
    &POLICY
}

/// The terms in force.
#[must_use]
pub fn terms() -> &'static Document {
    &TERMS
}

/// A document's version: the day on which it was last changed and from which it counts. Written as year-month-day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Such as 2026.
    pub year: u16,
    /// From 1 for January.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// SHA-256 over a document's text in every language, as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentHash(String);

impl ContentHash {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(sources: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        for source in sources {
            // The length keeps words from moving between languages without changing the hash.
            hasher.update((source.len() as u64).to_be_bytes());
            hasher.update(source.as_bytes());
        }
        let mut digits = String::with_capacity(64);
        for byte in hasher.finalize() {
            digits.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789abcdef"[usize::from(half)])));
        }
        Self(digits)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A document that people accept when they make an account. Accepting it is never consent (P-INT-04).
#[derive(Debug)]
pub struct Document {
    /// What it is called where acceptances are written down: `policy` or `terms`.
    pub name: &'static str,
    /// Its version, the day from which it counts.
    pub version: Version,
    /// What exactly was accepted.
    pub content_hash: ContentHash,
    english: Text,
    german: Text,
}

impl Document {
    fn new(name: &'static str, sources: [&'static str; 2]) -> Self {
        let [english, german] = sources;
        Self {
            name,
            version: IN_FORCE,
            content_hash: ContentHash::of(&sources),
            english: Text::parse("en", english),
            german: Text::parse("de", german),
        }
    }

    /// The text in the language of this code; English where there is no other.
    #[must_use]
    pub fn text(&self, language: &str) -> &Text {
        if language == self.german.language {
            &self.german
        } else {
            &self.english
        }
    }

    /// The languages it is written in, by their codes.
    #[must_use]
    pub fn languages(&self) -> [&'static str; 2] {
        [self.english.language, self.german.language]
    }

    /// The headings in the language of this code, in reading order.
    pub fn headings(&self, language: &str) -> impl Iterator<Item = &Heading> {
        self.text(language).headings()
    }
}
