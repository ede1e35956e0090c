//! `ComfyUI`: a graph of the operator's own, with an order's words put into it.
//!
//! Its progress comes over a `WebSocket`, where the server opens one. When a picture is there is asked for.

mod adapter;
mod answer;
mod engine;
mod heard;
mod listening;
mod uploads;
mod work;

pub(crate) use adapter::COMFYUI;
