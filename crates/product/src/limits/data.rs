//! What limits keep: counts, of keyed hashes, for a minute; the sweep takes them away within the hour.

use basics::Span;
use privacy::{
    Category::Usage,
    Place::{Cache, Column},
    Row,
};

const COUNT: &str = "a count under a keyed hash, gone within two hours";
const KEPT: Span = Span::hours(2);

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Column("allowance", "subject"), Usage)
        .at_most(KEPT)
        .not_exported(COUNT),
    Row::account(Column("allowance", "window_start"), Usage)
        .at_most(KEPT)
        .not_exported(COUNT),
    Row::account(Column("allowance", "taken"), Usage)
        .at_most(KEPT)
        .not_exported(COUNT),
    Row::account(Column("allowance", "expires_at"), Usage)
        .at_most(KEPT)
        .not_exported(COUNT),
    Row::account(Cache("allowances"), Usage)
        .at_most(KEPT)
        .not_exported(COUNT),
];
