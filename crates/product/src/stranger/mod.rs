//! A stranger's first page: the prompt bar itself, one picture in memory, nothing stored (P-AIA-01).

mod data;
mod pages;
mod paint;

pub use data::DATA;
pub use pages::{FILES, WORDS, first_page, routes};
