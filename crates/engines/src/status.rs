//! What an answer without success means, as far as its status tells; adapters look at the vendor's words first.

use basics::Span;
use http::StatusCode;

use crate::Failure;

/// What a status without success means. `field` and `said` are for orders that the vendor cannot fill.
pub(crate) fn meaning(status: StatusCode, field: &str, said: &str, wait: Option<Span>) -> Failure {
    match status.as_u16() {
        401 | 403 => Failure::Unauthorised,
        402 => Failure::OutOfCredit,
        429 => Failure::RateLimited { retry_after: wait },
        // Somebody on the way gave up waiting; the work may go on behind.
        408 | 504 | 524 => Failure::Unknown,
        400..500 => Failure::bad_order(field, words(said)),
        // The server says that it failed before there was a result, or it is somebody else's.
        _ => Failure::Unavailable,
    }
}

/// A vendor's words, as many as anybody reads.
pub(crate) fn words(said: &str) -> String {
    said.chars().take(300).collect()
}
