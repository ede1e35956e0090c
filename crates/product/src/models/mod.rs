//! Models: what there is to choose from, and where an order would go.

mod chat;
mod list;

pub use chat::{ChatAnswer, ChatMediaType, chat};
pub use list::{Away, Kept, Model, find, list};
