//! Runway: films and pictures as tasks, of its own models and of others.

mod adapter;
mod answer;
mod engine;
mod request;

pub(crate) use adapter::RUNWAY;
