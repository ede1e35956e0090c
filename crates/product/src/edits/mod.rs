//! Edits: a picture, where it is to change, and what shall become of it.

mod make;
mod pages;

pub use pages::{FILES, WORDS, routes};
