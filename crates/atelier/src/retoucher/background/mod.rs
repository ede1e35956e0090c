//! What stands before a background is found, cut out, and put before another one.

mod border;
mod clusters;
mod matte;
mod region;
mod remove;
mod replace;

pub(super) use clusters::{clusters, nearest};
pub(super) use remove::remove;
pub(super) use replace::{painted, replace};
