//! Where what is known of providers rests. None of it is about a person.

use privacy::{Place::Column, Row};

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::technical(Column("provider", "id")),
    Row::technical(Column("provider", "name")),
    Row::technical(Column("provider", "sheet")),
    Row::technical(Column("provider", "secret")).sealed(),
    Row::technical(Column("provider", "paused_at")),
    Row::technical(Column("provider", "created_at")),
    Row::technical(Column("provider", "asked_at")),
    Row::technical(Column("provider", "answer")),
    Row::technical(Column("provider", "listed")),
    Row::technical(Column("provider", "unlisted")),
];
