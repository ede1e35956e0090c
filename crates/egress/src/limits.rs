//! How long and how much.

use basics::Span;

/// How long to wait and how much to take. Network time is the machine's own, since sockets know no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Span,
    /// Without a single byte from the other side, the wait for an answer's head included.
    pub read: Span,
    /// From the first look-up to the last byte.
    pub total: Span,
    /// The largest answer in bytes.
    pub response_bytes: u64,
    /// How many redirects are followed.
    pub redirects: u8,
}

impl Default for Limits {
    /// Enough for a slow picture model: 10 s to connect, 5 min of silence, 15 min in all, 64 MiB, 3 redirects.
    fn default() -> Self {
        Self {
            connect: Span::seconds(10),
            read: Span::minutes(5),
            total: Span::minutes(15),
            response_bytes: 64 << 20,
            redirects: 3,
        }
    }
}
