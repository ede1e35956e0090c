//! Replicate: everybody's models, each with inputs of its own.

mod adapter;
mod answer;
mod engine;
mod files;
mod models;
mod request;

pub(crate) use adapter::REPLICATE;
