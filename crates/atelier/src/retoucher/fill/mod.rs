//! A hole is made good from what is around it: coarse to fine, patch by patch, and without a seam.

mod complete;
mod level;
mod search;
mod spread;
mod vote;

pub(super) use complete::complete;
pub(super) use spread::spread;
