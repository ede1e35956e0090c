//! OpenAI's API under `/v1`, for the clients and tools that speak it.

mod api;

pub use api::routes;
