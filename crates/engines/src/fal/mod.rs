//! fal: hundreds of models behind one queue.

mod adapter;
mod answer;
mod engine;
mod request;
mod work;

pub(crate) use adapter::FAL;
