//! The first page: the studio for people, the prompt bar itself for strangers.

mod pages;

pub use pages::routes;
