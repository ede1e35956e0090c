//! Uploads: people's own pictures, opened where they can do no harm and kept as nothing but their pixels.

mod api;
mod pages;
mod receive;

pub use api::described;
pub use pages::{WORDS, routes};
pub use receive::{ReceivedInput, receive, receive_input, receive_mask};
