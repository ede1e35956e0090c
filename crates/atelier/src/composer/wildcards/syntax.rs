//! What is written in a template, before any list is looked up.

/// What stands one after the other.
pub(super) type Pieces = Vec<Placed>;

/// A piece and where it begins, in characters from 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub at: usize,
    pub piece: Piece,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Text(String),
    Choice(Choice),
    List(ListUse),
    Define(Define),
    Use { name: String, default: Option<Pieces> },
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    pub sampler: Option<Sampler>,
    pub picks: Option<Picks>,
    pub options: Vec<Variant>,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Variant {
    pub weight: Option<f64>,
    pub pieces: Pieces,
}

/// How many are taken; a bound that is left out is 1 below and everything above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picks {
    pub least: Option<u32>,
    pub most: Option<u32>,
    pub joiner: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListUse {
    pub sampler: Option<Sampler>,
    pub glob: String,
    /// Variables for the entries, by name.
    pub given: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Define {
    pub name: String,
    pub moment: Moment,
    pub value: Pieces,
}

/// When a variable's choices are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    AtEveryUse,
    Once,
}

/// How a choice is made where it says so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sampler {
    Random,
    Cyclic,
    Combinatorial,
}

impl Sampler {
    pub const fn from_mark(mark: char) -> Option<Self> {
        match mark {
            '~' => Some(Self::Random),
            '@' => Some(Self::Cyclic),
            '!' => Some(Self::Combinatorial),
            _ => None,
        }
    }

    pub const fn mark(self) -> char {
        match self {
            Self::Random => '~',
            Self::Cyclic => '@',
            Self::Combinatorial => '!',
        }
    }
}
