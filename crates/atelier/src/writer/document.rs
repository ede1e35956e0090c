//! A text, taken apart once for every task.

use std::collections::BTreeMap;

use super::{
    language::Language,
    sentences::{Block, blocks, sentences},
    words::{key, words},
};

/// A text with its language, sentences and the weights of its words.
pub(super) struct Document<'a> {
    pub text: &'a str,
    pub language: Language,
    pub sentences: Vec<Sentence<'a>>,
    /// Headings that the text has itself, each with the number of the sentence that it stands before.
    pub headings: Vec<(usize, &'a str)>,
    /// How often each word occurs, by its number.
    pub counts: Vec<u32>,
    numbers: BTreeMap<String, usize>,
}

/// One sentence.
pub(super) struct Sentence<'a> {
    pub text: &'a str,
    /// The paragraph that it is in, counted from zero.
    pub paragraph: usize,
    /// The numbers of its words that say what it is about.
    pub words: Vec<usize>,
    /// All its words, counted.
    pub length: usize,
}

impl<'a> Document<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut document = Self {
            text,
            language: Language::of(text),
            sentences: Vec::new(),
            headings: Vec::new(),
            counts: Vec::new(),
            numbers: BTreeMap::new(),
        };
        let blocks = blocks(text);
        let only_headings = blocks.iter().all(|block| matches!(block, Block::Heading(_)));
        for (paragraph, block) in blocks.into_iter().enumerate() {
            match block {
                Block::Heading(heading) if !only_headings => {
                    document.headings.push((document.sentences.len(), heading));
                }
                Block::Heading(text) | Block::Prose(text) => {
                    for sentence in sentences(text) {
                        document.add(sentence, paragraph);
                    }
                }
            }
        }
        document
    }

    fn add(&mut self, text: &'a str, paragraph: usize) {
        let mut numbers = Vec::new();
        let mut length = 0;
        for word in words(text) {
            length += 1;
            if !self.is_common(word) {
                let number = self.number(key(word, self.language));
                self.counts[number] += 1;
                numbers.push(number);
            }
        }
        self.sentences.push(Sentence {
            text,
            paragraph,
            words: numbers,
            length,
        });
    }

    /// Whether a word says nothing about what a text is about.
    pub fn is_common(&self, word: &str) -> bool {
        let mut letters = word.chars();
        letters.by_ref().take(2).count() < 2 || self.language.is_common(&word.to_lowercase())
    }

    /// How often a word occurs in any of its forms.
    pub fn count(&self, word: &str) -> u32 {
        let number = self.numbers.get(&key(word, self.language));
        number.and_then(|number| self.counts.get(*number)).copied().unwrap_or(0)
    }

    fn number(&mut self, key: String) -> usize {
        let next = self.counts.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        number
    }
}
