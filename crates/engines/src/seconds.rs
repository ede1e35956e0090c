//! How long a film lasts, and which pictures it may start from and end with.

use std::{fmt, ops::RangeInclusive};

use serde::{Deserialize, Serialize};

/// The lengths of the films that a model makes, in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seconds {
    /// Any whole number of them.
    Free(RangeInclusive<u32>),
    /// Only these; the first is the usual one.
    List(Vec<u32>),
    /// The kind has no length, such as a picture.
    #[default]
    None,
}

/// Which frames of a film a model can be given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frames {
    /// None: it makes films of words alone.
    #[default]
    None,
    /// The one that it begins with.
    First,
    /// The one that it begins with, and beside it the one that it ends with.
    FirstAndLast,
}

/// Lengths as an operator writes them: `[4, 8]`, or `{ from = 2, to = 10 }`.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(crate) enum SecondsTable {
    List(Vec<u32>),
    Free { from: u32, to: u32 },
}

impl Seconds {
    /// Whether the model can make a film of this length.
    #[must_use]
    pub fn allow(&self, seconds: u32) -> bool {
        match self {
            Self::Free(range) => range.contains(&seconds),
            Self::List(lengths) => lengths.contains(&seconds),
            Self::None => false,
        }
    }

    /// The longest film; `None` where there is none.
    #[must_use]
    pub fn longest(&self) -> Option<u32> {
        match self {
            Self::Free(range) => Some(*range.end()),
            Self::List(lengths) => lengths.iter().copied().max(),
            Self::None => None,
        }
    }
}

impl SecondsTable {
    /// The lengths that are meant; `None` where there is none that a film could have.
    pub fn read(&self) -> Option<Seconds> {
        match self {
            Self::List(lengths) => {
                let usable = !lengths.is_empty() && !lengths.contains(&0);
                usable.then(|| Seconds::List(lengths.clone()))
            }
            Self::Free { from, to } => (*from > 0 && from <= to).then_some(Seconds::Free(*from..=*to)),
        }
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Free(range) => write!(f, "{} to {} seconds", range.start(), range.end()),
            Self::List(lengths) => {
                let lengths: Vec<_> = lengths.iter().map(ToString::to_string).collect();
                write!(f, "{} seconds", lengths.join(", "))
            }
            Self::None => f.write_str("no length"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Table {
        seconds: SecondsTable,
    }

    fn read(text: &str) -> Option<Seconds> {
        toml::from_str::<Table>(text).ok()?.seconds.read()
    }

    #[test]
    fn lengths_are_a_list_or_a_range() {
        let list = read("seconds = [4, 8]").unwrap();
        assert_eq!(
            (list.allow(8), list.allow(6), list.longest(), list.to_string().as_str()),
            (true, false, Some(8), "4, 8 seconds")
        );
        let range = read("seconds = { from = 2, to = 10 }").unwrap();
        assert_eq!(
            (
                range.allow(2),
                range.allow(11),
                range.longest(),
                range.to_string().as_str()
            ),
            (true, false, Some(10), "2 to 10 seconds")
        );
        assert!(!Seconds::None.allow(0));
    }

    #[test]
    fn a_length_that_no_film_has_is_refused() {
        for text in [
            "seconds = []",
            "seconds = [0, 4]",
            "seconds = [-4]",
            "seconds = 4",
            "seconds = { from = 0, to = 4 }",
            "seconds = { from = 8, to = 4 }",
            "seconds = { from = 1, to = 4, step = 2 }",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
