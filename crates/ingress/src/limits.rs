//! How much of the machine one connection, one address and all of them together may take.

use basics::Span;

/// The limits of a listener.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time.
    pub connections: usize,
    /// Connections of one address at a time; an IPv6 network of /64 counts as one. Trusted proxies are not counted.
    pub connections_per_address: usize,
    /// From a connection's beginning until TLS has come about.
    pub handshake: Span,
    /// From the first byte of a request until its head is whole.
    pub head: Span,
    /// How long a connection may stay open with nothing asked.
    pub idle: Span,
    /// How long a body may stand still.
    pub body: Span,
    /// From a request's head until its answer begins.
    pub answer: Span,
    /// How long an answer may wait for its reader to take more.
    pub write: Span,
    /// Bytes in a request's head.
    pub head_bytes: usize,
    /// Fields in a request's head.
    pub fields: usize,
    /// Bytes in a request's body.
    pub body_bytes: u64,
    /// Bytes of all bodies that are being worked on.
    pub bodies_bytes: u64,
    /// Requests over one connection.
    pub requests_per_connection: u64,
    /// Streams at a time over one HTTP/2 connection.
    pub streams: u32,
    /// Streams that were given up before their answer, over one HTTP/2 connection.
    pub resets: u64,
    /// How long running requests may take when the server is asked to stop.
    pub farewell: Span,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2_048,
            connections_per_address: 256,
            handshake: Span::seconds(10),
            head: Span::seconds(10),
            idle: Span::seconds(75),
            body: Span::seconds(30),
            // Longer than the longest a model is waited for.
            answer: Span::minutes(20),
            write: Span::minutes(1),
            head_bytes: 32 << 10,
            fields: 100,
            body_bytes: 64 << 20,
            bodies_bytes: 256 << 20,
            requests_per_connection: 10_000,
            streams: 64,
            resets: 100,
            farewell: Span::seconds(20),
        }
    }
}
