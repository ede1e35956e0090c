//! Composing: what somebody typed, with its wildcards and styles, becomes the prompts that are sent.

mod api;
mod describe;
mod expand;
mod expansion;
mod pages;

pub use api::described;
pub use expand::{ExpandError, expand};
pub use expansion::{Expansion, Prompt};
pub use pages::{WORDS, routes, style_choice};
