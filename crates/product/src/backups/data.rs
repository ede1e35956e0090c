//! Where data of backups rests.

use basics::Span;
use privacy::{Place::Column, Row};

/// How long the outcome of a run is kept.
pub(super) const KEPT: Span = Span::days(400);

/// The slice's part of the data map. A backup itself holds nothing that the map does not name, sealed as a whole.
pub const DATA: &[Row] = &[
    Row::technical(Column("canary", "id")),
    Row::technical(Column("canary", "words")).sealed(),
    Row::technical(Column("canary", "planted_at")),
    Row::technical(Column("backup_run", "id")).at_most(KEPT),
    Row::technical(Column("backup_run", "kind")).at_most(KEPT),
    Row::technical(Column("backup_run", "started_at")).at_most(KEPT),
    Row::technical(Column("backup_run", "finished_at")).at_most(KEPT),
    Row::technical(Column("backup_run", "failure")).at_most(KEPT),
    Row::technical(Column("backup_run", "objects")).at_most(KEPT),
    Row::technical(Column("backup_run", "bytes")).at_most(KEPT),
];
