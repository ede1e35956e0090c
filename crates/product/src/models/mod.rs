//! Models: what there is to choose from, and where an order would go.

mod list;

pub use list::{Away, Kept, Model, find, list};
