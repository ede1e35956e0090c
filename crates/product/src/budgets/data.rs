//! Where budgets are counted.

use basics::Span;
use privacy::{
    Category::Usage,
    FoundBy,
    Place::{Cache, Column},
    Row,
};

/// As long as counts of use are.
pub(super) const KEPT: Span = Span::days(400);

const MACHINERY: &str = "says for which work an amount is held, until that work ends";

/// The slice's part of the data map.
pub const DATA: &[Row] = &[
    Row::account(Column("budget", "account_id"), Usage).found_by(FoundBy::Account),
    Row::account(Column("budget", "subject"), Usage),
    Row::account(Column("budget", "period_start"), Usage),
    Row::account(Column("budget", "held"), Usage),
    Row::account(Column("budget", "spent"), Usage),
    Row::account(Column("budget_hold", "account_id"), Usage)
        .found_by(FoundBy::Account)
        .not_exported(MACHINERY),
    Row::account(Column("budget_hold", "id"), Usage).not_exported(MACHINERY),
    Row::account(Column("budget_hold", "subject"), Usage).not_exported(MACHINERY),
    Row::account(Column("budget_hold", "period_start"), Usage).not_exported(MACHINERY),
    Row::account(Column("budget_hold", "millionths"), Usage).not_exported(MACHINERY),
    Row::account(Column("budget_hold", "expires_at"), Usage).not_exported(MACHINERY),
    Row::account(Cache("purse"), Usage)
        .at_most(Span::minutes(1))
        .not_exported("on its way to the rows that are exported"),
];
