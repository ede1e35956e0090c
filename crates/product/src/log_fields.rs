//! The fields that log lines may have (P-AUT-07). Everything else is left out by name.

use privacy::{Place::LogField, Row};

/// The log's part of the data map.
pub const DATA: &[Row] = &[
    Row::technical(LogField("error")),
    Row::technical(LogField("job")),
    Row::technical(LogField("status")),
    Row::technical(LogField("request")),
    Row::technical(LogField("method")),
    Row::technical(LogField("route")),
    Row::technical(LogField("milliseconds")),
    Row::technical(LogField("rule")),
    Row::technical(LogField("host")),
    Row::technical(LogField("sent_bytes")),
    Row::technical(LogField("received_bytes")),
];
