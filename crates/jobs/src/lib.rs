//! The durable queue: work that is enqueued together with the rows it is about, and survives anything.
//!
//! A job is held by a lease with a token and an attempt number. Whoever lost the lease can write nothing more about the
//! job. What fails says whether to try again, to give up, or that nobody knows what happened.

mod attempt;
mod census;
mod claim;
mod crew;
mod data;
mod error;
mod event;
mod job;
mod keep_in_touch;
mod lease;
mod listener;
mod outbox;
mod queue;
mod runner;
mod schedule;
mod schema;
mod work;

pub use census::Census;
pub use data::DATA;
pub use error::JobError;
pub use event::{Event, What};
pub use job::{JobRow, JobState, NewJob};
pub use lease::{Lease, ProgressHandle};
pub use listener::{Listener, News};
pub use queue::Queue;
pub use runner::Runner;
pub use schema::{SCHEDULE, SCHEMA};
pub use work::{JobFailure, Work};
