//! Google's Gemini API: pictures and text by `generateContent`, one call for each order.

mod adapter;
mod answer;
mod engine;
mod failure;
mod request;

pub(crate) use adapter::GEMINI;
