//! What leaves goes to the log: host, status and bytes, never contents.

use egress::{Departure, Recorder};

/// Each departure is a line.
pub struct ToTheLog;

/// What goes there and back all the time, such as sealed bytes: worth a line is that it could not.
pub struct FailuresToTheLog;

impl Recorder for ToTheLog {
    fn record(&self, departure: Departure) {
        tracing::info!(
            rule = %departure.rule,
            host = %departure.host,
            status = departure.status,
            sent_bytes = departure.sent_bytes,
            received_bytes = departure.received_bytes,
            "left"
        );
    }
}

impl Recorder for FailuresToTheLog {
    fn record(&self, departure: Departure) {
        if departure.status.is_none_or(|status| status >= 500) {
            tracing::warn!(rule = %departure.rule, host = %departure.host, status = departure.status, "not stored");
        }
    }
}
