//! Where data of erasures rests.

use basics::Span;
use privacy::{Category::Identity, Place::Column, Row};

use super::erasure::KEPT;

/// The time to change one's mind, and the longest that the work itself may take.
const UNTIL_FINISHED: Span = Span::days(37);
const GONE: &str = "the account is gone by the time there is anything to export";

/// The slice's part of the data map. A finished erasure names nobody.
pub const DATA: &[Row] = &[
    Row::technical(Column("erasure", "id")).at_most(KEPT),
    Row::account(Column("erasure", "account_id"), Identity)
        .at_most(UNTIL_FINISHED)
        .not_exported(GONE),
    Row::account(Column("erasure", "workspace_id"), Identity)
        .at_most(UNTIL_FINISHED)
        .not_exported(GONE),
    Row::technical(Column("erasure", "receipt_hash")).at_most(KEPT),
    Row::technical(Column("erasure", "subject")).at_most(KEPT),
    Row::technical(Column("erasure", "asked_by")).at_most(KEPT),
    Row::technical(Column("erasure", "asked_at")).at_most(KEPT),
    Row::technical(Column("erasure", "due_at")).at_most(KEPT),
    Row::technical(Column("erasure", "begun_at")).at_most(KEPT),
    Row::technical(Column("erasure", "unreadable_at")).at_most(KEPT),
    Row::technical(Column("erasure", "removed")).at_most(KEPT),
    Row::technical(Column("erasure", "finished_at")).at_most(KEPT),
    Row::technical(Column("erasure", "certificate")).at_most(KEPT),
];
