//! OpenAI's API under `/v1`, for the clients and tools that speak it.

mod api;
mod data;

pub use api::routes;
pub use data::DATA;
