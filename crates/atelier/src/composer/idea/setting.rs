//! Where in a clause the subject ends and its surroundings begin.

use super::{fact::Group, read::reading};
use crate::composer::words::is_small;

const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "by", "near", "under", "over", "above", "below", "beside", "among", "amid", "through", "inside",
    "outside", "during", "against", "behind", "beneath", "along", "across", "between", "beyond", "within", "after",
    "before", "im", "am", "an", "auf", "bei", "unter", "über", "vor", "hinter", "neben", "zwischen", "durch", "gegen",
    "während", "nach",
];

/// The subject and its surroundings, where a preposition with a place, a time or a weather divides them.
pub(super) fn divided(clause: &str, german: bool) -> (&str, Option<&str>) {
    let starts: Vec<(usize, String)> = word_starts(clause)
        .filter(|(_, word)| PREPOSITIONS.contains(&word.as_str()))
        .collect();
    for (index, (start, _)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(clause.len(), |(next, _)| *next);
        let (Some(before), Some(segment)) = (clause.get(..*start), clause.get(*start..end)) else {
            continue;
        };
        let says_something = word_starts(before).any(|(_, word)| !is_small(&word));
        // "an" and "on" may be part of a name or an article; what follows must tell where or when.
        let surrounds = reading(segment, german).facts.iter().any(|fact| {
            matches!(
                fact.group(),
                Group::Time | Group::Season | Group::Weather | Group::Place | Group::Source
            )
        });
        if says_something && surrounds {
            return (before.trim_end(), clause.get(*start..));
        }
    }
    (clause, None)
}

/// Each word in lower case, with the byte at which it begins.
fn word_starts(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    let mut at = 0;
    text.split(' ').filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        (!bare.is_empty()).then(|| (start, bare.to_lowercase()))
    })
}
