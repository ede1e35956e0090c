//! How a prompt is written: the same parts, for readers of different kinds.

mod dialects;
mod json;
mod sentences;
mod shots;
mod tags;

pub use dialects::Dialect;
pub(super) use dialects::written;
