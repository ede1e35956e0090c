//! Where data of the queue rests.

use basics::Span;
use privacy::{FoundBy, Place::Column, Row};

const WHY: &str = "machinery of a generation that is exported itself";

/// How long an ended job is kept, for those who look into a failure.
pub(crate) const KEPT: Span = Span::days(7);

/// The queue's part of the data map. Payloads carry ids only.
pub const DATA: &[Row] = &[
    Row::technical(Column("job", "id")),
    Row::technical(Column("job", "kind")),
    Row::parameter(Column("job", "person"))
        .at_most(KEPT)
        .not_exported(WHY)
        .found_by(FoundBy::Account),
    Row::parameter(Column("job", "subject")).at_most(KEPT).not_exported(WHY),
    Row::technical(Column("job", "state")),
    Row::technical(Column("job", "priority")),
    Row::technical(Column("job", "run_at")),
    Row::technical(Column("job", "attempt")),
    Row::technical(Column("job", "failures")),
    Row::technical(Column("job", "lease_token")),
    Row::technical(Column("job", "lease_until")),
    Row::technical(Column("job", "cancel_requested")),
    Row::technical(Column("job", "progress")),
    Row::technical(Column("job", "stage")),
    Row::technical(Column("job", "step")),
    Row::parameter(Column("job", "checkpoint"))
        .at_most(KEPT)
        .not_exported(WHY),
    Row::technical(Column("job", "failure")),
    Row::technical(Column("job", "created_at")),
    Row::technical(Column("job", "finished_at")),
    Row::technical(Column("schedule", "name")),
    Row::technical(Column("schedule", "due_at")),
];
