//! The living policy: what we promise, in words anybody can read, with how far the program keeps it.
//!
//! A promise is a file in `promises/`; the policy's text marks where each one is made; the lists in it come from the
//! data map. Sign-up notes which [`Document`] a person accepted.

mod api;
mod document;
mod holdings;
mod pages;
mod promise;
mod registry;
#[cfg(test)]
mod tests;
mod text;

pub use api::described;
pub use document::{ContentHash, Document, Version, current, terms};
pub use pages::{FILES, WORDS, routes};
pub use promise::{Guard, Kind, Promise, PromiseError, PromiseId, State};
pub use registry::promises;
