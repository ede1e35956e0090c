//! Metering: how much of each model somebody has used, by day. What is passed on for a key is counted by that key, on every
//! outcome, also of answers that were broken off, and written in batches, so that no request waits for it. Pictures are
//! counted with their results, and so only those that came about.

mod api;
mod data;
mod queries;
mod reading;
mod settling;
mod usage;

pub use api::{described, routes};
pub use data::DATA;
pub use reading::{Bill, metered};
pub use settling::{Meter, add, keep_settling, settle, since, spent, sweep};
pub use usage::{Counted, Payer, Usage};
