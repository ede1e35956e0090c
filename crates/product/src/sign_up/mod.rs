//! Signing up: the age question alone, then the account.

mod age;
mod data;
mod pages;

pub use data::DATA;
pub use pages::{WORDS, routes};
