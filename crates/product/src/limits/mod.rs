//! Limits of use: so many requests a minute for an address, an account and an API key, the same for everybody, however
//! many processes serve them (P-OPS-02).

mod api;
mod counting;
mod data;
mod limit;
mod queries;
#[cfg(test)]
mod tests;

pub use api::{limited, spend};
pub use counting::{Counters, count, sweep};
pub use data::DATA;
pub use limit::{Allowance, Limit, Limits, Subject};
