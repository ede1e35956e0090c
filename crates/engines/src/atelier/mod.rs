//! The built-in engine: procedural, free, here. It speaks the same protocol as everybody else's models.

mod animate;
mod cards;
mod engine;
mod paint;
mod retouch;
mod write;

pub use engine::Atelier;

use crate::Kind;

/// The id of the built-in engine, and of its painter.
pub const ID: &str = "atelier";
/// Its model that changes pictures.
pub const RETOUCHER: &str = "atelier/retoucher";
/// Its model that makes words of words.
const WRITER: &str = "atelier/writer";
/// Its model that makes prompts of ideas.
const COMPOSER: &str = "atelier/composer";
/// Its model that makes films.
const ANIMATOR: &str = "atelier/animator";

/// Its model that makes something of this kind of words alone: who is asked where nobody is named.
#[must_use]
pub const fn maker(kind: Kind) -> &'static str {
    match kind {
        Kind::Image => ID,
        Kind::Video => ANIMATOR,
        Kind::Text => WRITER,
        Kind::Prompt => COMPOSER,
    }
}
