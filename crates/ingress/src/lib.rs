//! The one door in: every connection bounded, and encrypted where others can listen.
//!
//! A connection has a place among those that are allowed, of all and of its address. It is given little time to ask, and
//! what it asks is held to a strict reading of HTTP/1 before anybody else reads it, so that no proxy in front can have
//! understood something else. Who is slow, floods or resets is cut off; everybody else is served to the end, even when the
//! server is asked to stop.

mod body;
mod certificate;
mod connection;
mod framing;
mod limits;
mod places;
mod serve;
mod wire;

pub use certificate::{Certificate, CertificateError, CertificateFiles};
pub use limits::Limits;
pub use serve::Ingress;
