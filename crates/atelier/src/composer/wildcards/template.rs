//! A template: what a text with wildcards and variants stands for.

use std::fmt::{Display, Formatter};

use super::{
    Lists, TemplateError,
    language::{Language, SequenceId},
    parse::parse,
    print::Printed,
    render::{Way, render},
    resolve::resolve,
    syntax::Pieces,
};

/// The longest text that is read as a template, in characters; an entry of a list too.
pub const MOST_CHARACTERS: usize = 8_000;
/// How deep braces, variables and lists may be nested.
pub const MOST_NESTING: usize = 32;
/// The longest prompt that may come of a template, in characters.
pub const MOST_OUTPUT: usize = 8_000;
/// The most options that one choice may take at once.
pub const MOST_PICKS: usize = 64;

/// A text with wildcards and variants, understood, with all its lists looked up.
///
/// It displays as a template that means the same, in one way of writing, without comments.
#[derive(Debug, Clone)]
pub struct Template {
    pieces: Pieces,
    language: Language,
    root: SequenceId,
    is_plain: bool,
}

/// How many prompts a template stands for. Two that read the same are counted twice where they come of different choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Count {
    /// So many.
    Exactly(u128),
    /// More than can be counted.
    TooMany,
}

impl Template {
    /// Understands a text.
    ///
    /// # Errors
    /// What is wrong with it, and where; whatever the text is, this does not panic, and takes neither long nor much memory.
    pub fn parse(text: &str, lists: &dyn Lists) -> Result<Self, TemplateError> {
        let pieces = parse(text)?;
        let (language, root) = resolve(&pieces, lists)?;
        let mut template = Self {
            pieces,
            language,
            root,
            is_plain: false,
        };
        template.is_plain = template.count() == Count::Exactly(1) && template.sample(0) == text;
        Ok(template)
    }

    /// Whether nothing is chosen in it, and its one prompt is the text itself.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// How many prompts [`Self::all`] can give. A choice marked `~` or `@` counts once.
    #[must_use]
    pub fn count(&self) -> Count {
        match self.all_counted() {
            u128::MAX => Count::TooMany,
            count => Count::Exactly(count),
        }
    }

    /// One prompt by chance, the same one for the same seed. What is marked `@` or `!` takes its turn by the seed.
    #[must_use]
    pub fn sample(&self, seed: u64) -> String {
        render(&self.language, self.root, Way::Chance, seed)
    }

    /// The prompt of this turn, where every choice takes its options one after the other, except what is marked `~`.
    #[must_use]
    pub fn cycle(&self, turn: u64) -> String {
        render(&self.language, self.root, Way::Turn(turn), turn)
    }

    /// Every combination, up to so many, the last choice changing quickest. Chance, where it is marked `~`, is drawn anew
    /// for each.
    pub fn all(&self, most: usize) -> impl Iterator<Item = String> {
        let count = usize::try_from(self.all_counted()).unwrap_or(usize::MAX);
        (0..count.min(most)).map(|rank| render(&self.language, self.root, Way::Rank(rank as u128), rank as u64))
    }

    fn all_counted(&self) -> u128 {
        self.language.sequence(self.root).measure.count
    }
}

impl Display for Template {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        Printed(&self.pieces).fmt(out)
    }
}
