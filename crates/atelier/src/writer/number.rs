//! Numbers that a task names, in figures or in words.

/// How much of something was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// So many pieces.
    Pieces(usize),
    /// A part of the whole, 0 to 1.
    Share(f32),
    /// Nothing was said.
    Usual,
}

const NAMES: &[(&[&str], usize)] = &[
    (&["one", "a single", "ein", "eine", "einem", "einen"], 1),
    (&["two", "zwei"], 2),
    (&["three", "drei"], 3),
    (&["four", "vier"], 4),
    (&["five", "fuenf"], 5),
    (&["six", "sechs"], 6),
    (&["seven", "sieben"], 7),
    (&["eight", "acht"], 8),
    (&["nine", "neun"], 9),
    (&["ten", "zehn"], 10),
    (&["twelve", "zwoelf"], 12),
];
const SHARES: &[(&[&str], f32)] = &[
    (&["half", "haelfte"], 0.5),
    (&["third", "drittel"], 1.0 / 3.0),
    (&["quarter", "viertel"], 0.25),
    (&["tenth", "zehntel"], 0.1),
];
/// What may be counted; "ein" before anything else is only an article.
const COUNTED: &[&str] = &[
    "sentence",
    "sentences",
    "satz",
    "saetzen",
    "saetze",
    "point",
    "points",
    "bullet",
    "bullets",
    "punkt",
    "punkte",
    "punkten",
    "stichpunkte",
    "stichpunkten",
    "stichpunkt",
    "keyword",
    "keywords",
    "stichwort",
    "stichworte",
    "stichworten",
    "stichwoerter",
    "schlagworte",
    "schlagwoerter",
    "schluesselwoerter",
    "tags",
    "line",
    "lines",
    "zeile",
    "zeilen",
];

impl Amount {
    /// The first amount among the words of a task, which are folded to lower case.
    pub fn among(words: &[String], says_percent: bool) -> Self {
        let of = |names: &[&str], word: &String| names.contains(&word.as_str());
        for (index, word) in words.iter().enumerate() {
            let next = words.get(index + 1).map_or("", String::as_str);
            if let Ok(number @ 1..=100) = word.parse::<u8>() {
                let percent = says_percent || matches!(next, "percent" | "prozent");
                return if percent {
                    Self::Share(f32::from(number) / 100.0)
                } else {
                    Self::Pieces(usize::from(number))
                };
            }
            if let Some((_, share)) = SHARES.iter().find(|(names, _)| of(names, word)) {
                return Self::Share(*share);
            }
            if let Some((_, number)) = NAMES.iter().find(|(names, _)| of(names, word))
                && (COUNTED.contains(&next) || *number > 1)
            {
                return Self::Pieces(*number);
            }
        }
        Self::Usual
    }

    /// How many of `all` that is, at least one, where `usual` is meant if nothing was said.
    pub fn of(self, all: usize, usual: usize) -> usize {
        let wanted = match self {
            Self::Pieces(number) => number,
            Self::Share(share) => (share * all as f32).round() as usize,
            Self::Usual => usual,
        };
        wanted.clamp(1, all.max(1))
    }
}
