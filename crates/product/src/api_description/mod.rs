//! What programs can ask of this service, told by itself in one document (OpenAPI 3.1).
//!
//! Each slice describes its own routes beside them; here they are put together, with what may be answered anywhere.

mod api;

pub use api::{assemble, described, routes};
