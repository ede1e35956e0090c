//! What leaves when a program talks to a text model. Fields that it adds for a model go along with its own words; what
//! names a person (`user`, `safety_identifier`, `metadata`) never does.

use privacy::{Place::Outbound, Row};

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::content(Outbound("messages")),
    Row::content(Outbound("input")),
    Row::content(Outbound("instructions")),
    Row::parameter(Outbound("store")),
];
