//! Where counts of use rest.

use basics::Span;
use privacy::{
    Category::Usage,
    FoundBy,
    Place::{Cache, Column},
    Row,
};

/// A year, and time to look at it.
pub(super) const KEPT: Span = Span::days(400);

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Column("usage_day", "account_id"), Usage)
        .at_most(KEPT)
        .found_by(FoundBy::Account),
    Row::account(Column("usage_day", "key_id"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "model"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "day"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "calls"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "failed"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "input_tokens"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "output_tokens"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "pictures"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "seconds"), Usage).at_most(KEPT),
    Row::account(Column("usage_day", "millionths"), Usage).at_most(KEPT),
    Row::account(Cache("usage"), Usage)
        .at_most(Span::minutes(1))
        .not_exported("on its way to the rows that are exported"),
];
