//! The built-in engine: procedural, free, here. It speaks the same protocol as everybody else's models.

mod engine;

pub use engine::{Atelier, ID};
