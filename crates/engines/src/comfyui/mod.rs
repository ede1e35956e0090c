//! `ComfyUI`: a graph of the operator's own, with an order's words put into it.
//!
//! Its progress would come over a `WebSocket`, which does not go through the door out; asking is enough to know when a
//! picture is there.

mod adapter;
mod answer;
mod engine;
mod uploads;
mod work;

pub(crate) use adapter::COMFYUI;
