//! Whether the service is alive, whether it is ready for work, and how it does, in figures about the machine.

mod api;
mod data;
mod exposition;
mod measure;
#[cfg(test)]
mod tests;

pub use api::{described, routes};
pub use data::DATA;
