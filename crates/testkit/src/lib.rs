//! Peers and instruments for tests.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod app;
mod at_work;
mod balancer;
mod browser;
mod bucket;
mod client;
mod clock;
mod database;
pub mod files;
mod film_vendor;
mod listen;
mod program;
mod sweep;
mod tracer;
mod transit;
mod upstream;

pub use app::{PASSWORD, TestApp, sign_up};
pub use balancer::Balancer;
pub use browser::{Browser, clients, python};
pub use bucket::{Bucket, Trouble};
pub use client::{Answer, Client};
pub use clock::VirtualClock;
pub use database::Database;
pub use film_vendor::{FilmVendor, film};
pub use program::{Installed, Program, children_of, is_alive, signal};
pub use sweep::{Found, copy_folder, files_below, find_in, guises, occurs_below, sweep_raw};
pub use tracer::{TRACER, Tracer};
pub use transit::{TransitMode, TransitServer};
pub use upstream::{Mode, Upstream};
