//! Metering: how much of each model somebody has used, by day and key. Counted on every outcome, also of answers that were
//! broken off; written in batches, so that no request waits for it.

mod api;
mod data;
mod queries;
mod reading;
mod settling;
mod usage;

pub use api::{described, routes};
pub use data::DATA;
pub use reading::metered;
pub use settling::{Meter, add, keep_settling, settle, since, sweep};
pub use usage::{Counted, Payer, Usage};
