//! OpenAI's API under `/v1`, for the clients and tools that speak it.

mod api;
mod chat;
mod images;
mod models;
mod problem;

pub use api::routes;
pub use problem::ApiProblem;
