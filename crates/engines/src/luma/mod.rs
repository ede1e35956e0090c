//! Luma's Dream Machine: films and pictures as generations.

mod adapter;
mod answer;
mod engine;
mod request;

pub(crate) use adapter::LUMA;
