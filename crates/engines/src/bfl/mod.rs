//! Black Forest Labs: the makers of FLUX.

mod adapter;
mod answer;
mod engine;
mod request;

pub(crate) use adapter::BFL;
