//! The door through real sockets: what is served, what is cut off, and how.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod framing;
mod limits;
mod setting;
mod tls;
