//! Stability's pictures, by the second version of its API: forms out, JSON in, the answer is the result.

mod adapter;
mod answer;
mod engine;
mod request;

pub(crate) use adapter::STABILITY;
