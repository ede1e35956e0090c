//! What can be added to an idea, as data: never a new subject, only how what is there is seen.

mod air;
mod lens;
mod make;

use super::super::{
    idea::{Fact, Group},
    parts::Part,
};

/// Something that can be said about a picture that the person left open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addition {
    pub part: Part,
    pub words: &'static str,
    /// What it says: it fits only where nothing of the same groups is said yet.
    pub says: &'static [Fact],
    /// It fits only where all of these are said.
    pub needs: &'static [Fact],
    /// It fits only where one of these is said; everywhere where the list is empty.
    pub with: &'static [Fact],
    /// It does not fit where one of these is said.
    pub without: &'static [Fact],
    /// It does not fit where anything of these groups is said.
    pub unless: &'static [Group],
}

impl Addition {
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [air::ADDITIONS, lens::ADDITIONS, make::ADDITIONS].into_iter().flatten()
    }
}

/// An addition that fits everywhere where nothing of the kind is said.
const fn add(part: Part, words: &'static str, says: &'static [Fact]) -> Addition {
    Addition {
        part,
        words,
        says,
        needs: &[],
        with: &[],
        without: &[],
        unless: &[],
    }
}

impl Addition {
    const fn needs(mut self, needs: &'static [Fact]) -> Self {
        self.needs = needs;
        self
    }

    const fn with(mut self, with: &'static [Fact]) -> Self {
        self.with = with;
        self
    }

    const fn without(mut self, without: &'static [Fact]) -> Self {
        self.without = without;
        self
    }

    const fn unless(mut self, unless: &'static [Group]) -> Self {
        self.unless = unless;
        self
    }
}
