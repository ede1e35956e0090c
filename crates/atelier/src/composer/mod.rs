//! The composer: ideas into prompts, and pictures into words.
//!
//! [`Template`] makes many prompts of one text, [`Style`]s are laid over prompts, [`compose`] decides what an idea leaves
//! open, and [`describe`] puts into words what can be measured in a picture. All of it is vocabulary and arithmetic.

mod compose;
mod describe;
mod dialect;
mod idea;
mod parts;
mod styles;
mod wildcards;
mod words;

pub use compose::{ComposeError, Composed, MOST_IDEA, MOST_VARIETY, Strength, Wish, compose, recompose, variety};
pub use describe::{
    Arrangement, Aspect, Brightness, Contrast, DescribeError, Description, Edge, HueShare, Light, Likely, Place,
    Temperature, Texture, describe,
};
pub use dialect::Dialect;
pub use parts::{Part, Parts, Phrase, Source};
pub use styles::{Category, MOST_STYLED, Medium, PLACE, Style, apply_styles};
pub use wildcards::{
    Both, BuiltInLists, Count, List, Lists, MOST_CHARACTERS, MOST_NESTING, MOST_OUTPUT, MOST_PICKS, NoLists, Template,
    TemplateError, TemplateErrorKind, escaped, list_matches,
};
