//! The labels that figures may have (P-AUT-06). The values of each are a closed set; none is about a person.

use privacy::{Place::MetricLabel, Row};

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::technical(MetricLabel("method")),
    Row::technical(MetricLabel("route")),
    Row::technical(MetricLabel("status")),
    Row::technical(MetricLabel("direction")),
    Row::technical(MetricLabel("reason")),
    Row::technical(MetricLabel("kind")),
    Row::technical(MetricLabel("state")),
    Row::technical(MetricLabel("le")),
];
