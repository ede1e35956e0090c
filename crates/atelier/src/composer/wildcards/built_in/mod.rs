//! Lists of our own, there from the beginning.

mod craft;
mod nature;
mod place;
mod world;

use super::{List, Lists, list_matches};

/// A list's name and its entries.
type Entry = (&'static str, &'static [&'static str]);

/// Short lists of our own: colours, seasons, places, light and the like.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltInLists;

impl BuiltInLists {
    /// Every list, by name.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
        [craft::LISTS, nature::LISTS, place::LISTS, world::LISTS]
            .into_iter()
            .flatten()
            .copied()
    }
}

impl Lists for BuiltInLists {
    fn matching(&self, glob: &str) -> Vec<List> {
        Self::all()
            .filter(|(name, _)| list_matches(glob, name))
            .map(|(name, entries)| List {
                name: name.to_owned(),
                entries: entries.iter().map(|entry| (*entry).to_owned()).collect(),
            })
            .collect()
    }
}
