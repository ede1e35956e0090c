//! Ollama: text by its own API, chat by the one that it took over from OpenAI.

mod adapter;
mod answer;
mod engine;
mod models;
mod request;

pub(crate) use adapter::OLLAMA;
