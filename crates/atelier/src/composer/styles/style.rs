//! What a style is, and all of them.

use super::{atmosphere, drawn, era, formed, photograph};

/// Where the prompt goes in a style's words; where it is missing, the words are appended.
pub const PLACE: &str = "{prompt}";

/// A way to make a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Stable and in kebab-case, such as `golden-hour`.
    pub id: &'static str,
    /// For people, in English.
    pub name: &'static str,
    /// Under which it is shown.
    pub category: Category,
    /// What it says, perhaps with [`PLACE`] in it.
    pub words: &'static str,
    /// What it does not want to see, separated by commas; may be empty.
    pub negative: &'static str,
    /// What the picture is then made of, where the style decides that.
    pub medium: Option<Medium>,
}

/// Under which styles are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Taken with a camera.
    Photograph,
    /// Painted.
    Painting,
    /// Drawn.
    Drawing,
    /// Printed by hand or press.
    Print,
    /// Made of paper, thread, clay and the like.
    Craft,
    /// Made on a screen.
    Digital,
    /// How it is lit.
    Light,
    /// How it feels.
    Mood,
    /// Which colours it keeps to.
    Colour,
    /// How it is arranged.
    Composition,
    /// Of which time it looks.
    Era,
}

/// What a picture is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Medium {
    /// A photograph or a film.
    Photograph,
    /// Paint.
    Painting,
    /// Lines on paper.
    Drawing,
    /// A print.
    Print,
    /// Paper, thread, clay, glass.
    Craft,
    /// Pixels, polygons, vectors.
    Digital,
}

impl Style {
    /// Every style, by category.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [
            photograph::STYLES,
            drawn::STYLES,
            formed::STYLES,
            atmosphere::STYLES,
            era::STYLES,
        ]
        .into_iter()
        .flatten()
    }

    /// The style of this id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        Self::all().find(|style| style.id == id)
    }

    /// What stands before the prompt and what after it.
    pub(in crate::composer) fn halves(&self) -> (&'static str, &'static str) {
        self.words.split_once(PLACE).unwrap_or(("", self.words))
    }
}

impl Category {
    /// Every category, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Photograph,
        Self::Painting,
        Self::Drawing,
        Self::Print,
        Self::Craft,
        Self::Digital,
        Self::Light,
        Self::Mood,
        Self::Colour,
        Self::Composition,
        Self::Era,
    ];

    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Photograph => "photograph",
            Self::Painting => "painting",
            Self::Drawing => "drawing",
            Self::Print => "print",
            Self::Craft => "craft",
            Self::Digital => "digital",
            Self::Light => "light",
            Self::Mood => "mood",
            Self::Colour => "colour",
            Self::Composition => "composition",
            Self::Era => "era",
        }
    }
}

impl Medium {
    /// Every medium.
    pub const ALL: [Self; 6] = [
        Self::Photograph,
        Self::Painting,
        Self::Drawing,
        Self::Print,
        Self::Craft,
        Self::Digital,
    ];

    /// A stable key, for example for translation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Photograph => "photograph",
            Self::Painting => "painting",
            Self::Drawing => "drawing",
            Self::Print => "print",
            Self::Craft => "craft",
            Self::Digital => "digital",
        }
    }
}
