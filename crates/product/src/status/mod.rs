//! Whether the service is alive, and whether it is ready for work.

mod api;

pub use api::routes;
