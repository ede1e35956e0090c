//! What programs can ask of this service, told by itself: in one document (OpenAPI 3.1), and as a page for people.
//!
//! Each slice describes its own routes beside them; here they are put together, with what may be answered anywhere. The
//! page is made from the document and from nothing else, so that it says what the program does.

mod api;
mod operation;
mod pages;
mod prose;
mod reference;
mod request_example;
mod shape;

pub use api::{assemble, described};
pub use pages::{FILES, WORDS, routes};
