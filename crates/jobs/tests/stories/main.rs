//! Stories of the queue, on both databases.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod cancelling;
mod crashing;
mod failing;
mod fleet;
mod leases;
mod setting;
mod turns;
