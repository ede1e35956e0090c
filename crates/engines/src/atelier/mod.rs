//! The built-in engine: procedural, free, here. It speaks the same protocol as everybody else's models.

mod animate;
mod cards;
mod engine;
mod paint;
mod retouch;
mod write;

pub use engine::Atelier;

/// The id of the built-in engine, and of its painter.
pub const ID: &str = "atelier";
/// Its model that changes pictures.
const RETOUCHER: &str = "atelier/retoucher";
/// Its model that makes words of words.
const WRITER: &str = "atelier/writer";
/// Its model that makes prompts of ideas.
const COMPOSER: &str = "atelier/composer";
/// Its model that makes films.
const ANIMATOR: &str = "atelier/animator";
