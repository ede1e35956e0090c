//! OpenAI's API under `/v1`, for the clients and tools that speak it.

mod api;
mod data;

pub use api::{described, routes};
pub use data::DATA;
