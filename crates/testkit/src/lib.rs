//! Peers and instruments for tests.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod browser;
mod client;
mod program;
mod sweep;

pub use browser::Browser;
pub use client::{Answer, Client};
pub use program::{Installed, Program};
pub use sweep::{Found, copy_folder, files_below, find_in, guises, occurs_below, sweep_raw};
