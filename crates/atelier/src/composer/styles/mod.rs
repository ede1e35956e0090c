//! Styles: ways to make a picture, in our own words, that can be laid over any prompt and over each other.

mod apply;
mod atmosphere;
mod drawn;
mod era;
mod formed;
mod photograph;
mod style;

pub use apply::{MOST_STYLED, apply_styles};
pub use style::{Category, Medium, PLACE, Style};
