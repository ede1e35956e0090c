//! Ideas into prompts: what the person left open is decided, what they said stays as they said it.

mod additions;
mod choose;
mod order;
mod story;
mod styled;
mod told;
mod unwanted;

pub use order::{ComposeError, Composed, MOST_IDEA, MOST_VARIETY, Strength, Wish};
pub use story::{compose, recompose, variety};
