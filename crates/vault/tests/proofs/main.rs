//! Proofs that seals hold, and that what was destroyed is gone.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod destruction;
mod fields;
mod folder;
mod keeper;
mod objects;
mod rotation;
mod rows;
mod server;
mod server_store;
mod setting;
