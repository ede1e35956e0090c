//! You: one's account, keys, browsers and preferences.

mod pages;

pub use pages::{WORDS, routes};
