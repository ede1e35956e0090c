//! AUTOMATIC1111's web page for Stable Diffusion and its descendants such as Forge, by the API that they share.

mod adapter;
mod answer;
mod engine;
mod models;
mod pace;
mod progress;
mod request;

pub(crate) use adapter::A1111;
