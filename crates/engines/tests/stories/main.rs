//! Every adapter against a server that answers as its vendor documents it, and as vendors should not.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod a1111;
mod bfl;
mod comfyui;
mod fal;
mod gemini;
mod lab;
mod listing;
mod luma;
mod manual;
mod nonsense;
mod ollama;
mod openai;
mod peer;
mod replicate;
mod runway;
mod shot;
mod stability;
mod steps;
