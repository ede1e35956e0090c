//! Signing up: the age question alone, then the account.

mod age;
mod data;
mod least_age;
mod pages;

pub use data::DATA;
pub use least_age::{LeastAge, UnknownCountry};
pub use pages::{WORDS, routes};
