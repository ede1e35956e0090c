//! The writer: what classical methods can do with a person's own text, in English and German, without inventing facts.
//!
//! It picks, counts, sorts and fills in forms. What needs knowledge or a new thought it refuses, and says so.

mod bullets;
mod caption;
mod common_english;
mod common_german;
mod document;
mod error;
mod forms;
mod keywords;
mod language;
mod number;
mod order;
mod outline;
mod rank;
mod readability;
mod sentences;
mod summary;
mod syllables;
mod task;
mod task_names;
mod title;
mod words;
mod write;

pub use error::WriteError;
pub use order::{Limits, WriteOrder, Written};
pub use write::write;
