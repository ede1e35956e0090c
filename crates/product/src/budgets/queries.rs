//! All SQL of budgets.

use basics::{AccountId, Credits, Time};
use store::{Db, DbError, Transaction, values};

/// One budget in one of its times.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) subject: String,
    pub(super) start: Time,
}

const FIND: &str = "SELECT held, spent FROM budget WHERE subject = $1 AND period_start = $2";

/// What is held of a budget, and what is spent.
pub(super) async fn find(db: &Db, row: &Row) -> Result<Option<(Credits, Credits)>, DbError> {
    let found = db.first(FIND, values![row.subject, row.start]).await?;
    found.as_ref().map(sums).transpose()
}

pub(super) async fn find_in(transaction: &mut Transaction, row: &Row) -> Result<Option<(Credits, Credits)>, DbError> {
    let found = transaction.first(FIND, values![row.subject, row.start]).await?;
    found.as_ref().map(sums).transpose()
}

/// Begins to count; whoever comes second finds it begun.
pub(super) async fn open(
    transaction: &mut Transaction,
    row: &Row,
    account: AccountId,
    spent: Credits,
) -> Result<(), DbError> {
    let sql = "INSERT INTO budget (subject, period_start, account_id, held, spent) VALUES ($1, $2, $3, 0, $4)
               ON CONFLICT (subject, period_start) DO NOTHING";
    let values = values![row.subject, row.start, account, spent.millionths()];
    transaction.run(sql, values).await.map(|_| ())
}

/// Holds an amount, if there is as much.
pub(super) async fn hold(
    transaction: &mut Transaction,
    row: &Row,
    amount: Credits,
    most: Credits,
) -> Result<bool, DbError> {
    let sql = "UPDATE budget SET held = held + $3
               WHERE subject = $1 AND period_start = $2 AND held + spent + $3 <= $4";
    let values = values![row.subject, row.start, amount.millionths(), most.millionths()];
    Ok(transaction.run(sql, values).await? == 1)
}

/// What was spent takes the place of what was held.
pub(super) async fn settle(
    transaction: &mut Transaction,
    row: &Row,
    held: Credits,
    spent: Credits,
) -> Result<(), DbError> {
    let sql = "UPDATE budget SET held = held - $3, spent = spent + $4 WHERE subject = $1 AND period_start = $2";
    let values = values![row.subject, row.start, held.millionths(), spent.millionths()];
    transaction.run(sql, values).await.map(|_| ())
}

/// Notes for whom an amount is held; a process may hold more than once.
pub(super) async fn add_hold(
    transaction: &mut Transaction,
    id: &str,
    row: &Row,
    account: AccountId,
    amount: Credits,
    expires_at: Option<Time>,
) -> Result<(), DbError> {
    let sql = "INSERT INTO budget_hold (id, subject, period_start, account_id, millionths, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (id, subject, period_start) DO UPDATE
               SET millionths = budget_hold.millionths + excluded.millionths, expires_at = excluded.expires_at";
    let values = values![id, row.subject, row.start, account, amount.millionths(), expires_at];
    transaction.run(sql, values).await.map(|_| ())
}

pub(super) async fn list_holds(transaction: &mut Transaction, id: &str) -> Result<Vec<(Row, Credits)>, DbError> {
    let sql = "SELECT * FROM budget_hold WHERE id = $1 AND millionths > 0 ORDER BY subject";
    let rows = transaction.all(sql, values![id]).await?;
    rows.iter().map(held).collect()
}

/// What processes have taken that have not been heard of since.
pub(super) async fn list_expired(
    transaction: &mut Transaction,
    now: Time,
) -> Result<Vec<(String, Row, Credits)>, DbError> {
    let sql = "SELECT * FROM budget_hold WHERE expires_at < $1 ORDER BY subject";
    let rows = transaction.all(sql, values![now]).await?;
    rows.iter()
        .map(|row| {
            let (held, taken) = held(row)?;
            Ok((row.get("id")?, held, taken))
        })
        .collect()
}

/// Takes an amount off what a process holds, if it still counts as holding it.
pub(super) async fn shrink_hold(
    transaction: &mut Transaction,
    id: &str,
    row: &Row,
    less: Credits,
    expires_at: Time,
) -> Result<bool, DbError> {
    let sql = "UPDATE budget_hold SET millionths = millionths - $4, expires_at = $5
               WHERE id = $1 AND subject = $2 AND period_start = $3";
    let values = values![id, row.subject, row.start, less.millionths(), expires_at];
    Ok(transaction.run(sql, values).await? == 1)
}

pub(super) async fn delete_empty(transaction: &mut Transaction, id: &str) -> Result<(), DbError> {
    let sql = "DELETE FROM budget_hold WHERE id = $1 AND millionths <= 0";
    transaction.run(sql, values![id]).await.map(|_| ())
}

pub(super) async fn delete_hold(transaction: &mut Transaction, id: &str, row: &Row) -> Result<(), DbError> {
    let sql = "DELETE FROM budget_hold WHERE id = $1 AND subject = $2 AND period_start = $3";
    let values = values![id, row.subject, row.start];
    transaction.run(sql, values).await.map(|_| ())
}

/// Nothing is held any more; the sweep takes the rows away, which whoever works on content may not.
pub(super) async fn end_holds(transaction: &mut Transaction, id: &str) -> Result<(), DbError> {
    let sql = "UPDATE budget_hold SET millionths = 0, expires_at = 0 WHERE id = $1";
    transaction.run(sql, values![id]).await.map(|_| ())
}

/// A budget for ever begins with the first moment there is, and stays.
pub(super) async fn delete_before(transaction: &mut Transaction, time: Time) -> Result<(), DbError> {
    let sql = "DELETE FROM budget WHERE period_start > 0 AND period_start < $1";
    transaction.run(sql, values![time]).await.map(|_| ())
}

fn sums(row: &store::Row) -> Result<(Credits, Credits), DbError> {
    let amount = |name| row.get(name).map(Credits::from_millionths);
    Ok((amount("held")?, amount("spent")?))
}

fn held(row: &store::Row) -> Result<(Row, Credits), DbError> {
    let of = Row {
        subject: row.get("subject")?,
        start: row.get("period_start")?,
    };
    Ok((of, Credits::from_millionths(row.get("millionths")?)))
}
