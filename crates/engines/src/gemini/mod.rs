//! Google's Gemini API: pictures and text by `generateContent`, one call for each order, and films by `interactions`.

mod adapter;
mod answer;
mod engine;
mod failure;
mod films;
mod models;
mod request;

pub(crate) use adapter::GEMINI;
