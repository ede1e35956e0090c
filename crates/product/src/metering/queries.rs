//! All SQL of metering.

use basics::{AccountId, ApiKeyId, Credits};
use store::{Db, DbError, Row, Transaction, values};

use super::usage::{Counted, Payer, Usage};

/// Whether there is such an account that stays.
pub(super) async fn is_here(transaction: &mut Transaction, account: AccountId) -> Result<bool, DbError> {
    let sql = "SELECT id FROM account WHERE id = $1 AND erase_at IS NULL";
    Ok(transaction.first(sql, values![account]).await?.is_some())
}

/// Adds to what was counted.
pub(super) async fn add(transaction: &mut Transaction, counted: &Counted, usage: &Usage) -> Result<(), DbError> {
    let sql = "INSERT INTO usage_day (account_id, key_id, model, day, calls, failed, input_tokens, output_tokens,
                                      pictures, millionths, seconds)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
               ON CONFLICT (account_id, day, key_id, model) DO UPDATE SET calls = usage_day.calls + excluded.calls,
                   failed = usage_day.failed + excluded.failed,
                   input_tokens = usage_day.input_tokens + excluded.input_tokens,
                   output_tokens = usage_day.output_tokens + excluded.output_tokens,
                   pictures = usage_day.pictures + excluded.pictures,
                   millionths = usage_day.millionths + excluded.millionths,
                   seconds = usage_day.seconds + excluded.seconds";
    let values = values![
        counted.payer.account,
        counted.payer.key.map(|key| key.to_string()).unwrap_or_default(),
        counted.model,
        counted.day,
        usage.calls,
        usage.failed,
        usage.input_tokens,
        usage.output_tokens,
        usage.pictures,
        usage.millionths,
        usage.seconds,
    ];
    transaction.run(sql, values).await.map(|_| ())
}

pub(super) async fn list_since(db: &Db, account: AccountId, day: i64) -> Result<Vec<(Counted, Usage)>, DbError> {
    let sql = "SELECT * FROM usage_day WHERE account_id = $1 AND day >= $2 ORDER BY day, key_id, model";
    db.all(sql, values![account, day]).await?.iter().map(read).collect()
}

/// What somebody spent since a day, with one key where it is given.
pub(super) async fn spent_since(
    transaction: &mut Transaction,
    account: AccountId,
    key: Option<ApiKeyId>,
    day: i64,
) -> Result<Credits, DbError> {
    let sql = "SELECT CAST(COALESCE(SUM(millionths), 0) AS BIGINT) AS spent FROM usage_day
               WHERE account_id = $1 AND day >= $2 AND key_id = COALESCE($3, key_id)";
    let values = values![account, day, key.map(|key| key.to_string())];
    let row = transaction.first(sql, values).await?;
    row.map_or(Ok(Credits::FREE), |row| row.get("spent").map(Credits::from_millionths))
}

pub(super) async fn delete_before(db: &Db, day: i64) -> Result<(), DbError> {
    db.run("DELETE FROM usage_day WHERE day < $1", values![day])
        .await
        .map(|_| ())
}

fn read(row: &Row) -> Result<(Counted, Usage), DbError> {
    let key: String = row.get("key_id")?;
    let counted = Counted {
        payer: Payer {
            account: row.get("account_id")?,
            key: key.parse().ok(),
        },
        model: row.get("model")?,
        day: row.get("day")?,
    };
    let usage = Usage {
        calls: row.get("calls")?,
        failed: row.get("failed")?,
        input_tokens: row.get("input_tokens")?,
        output_tokens: row.get("output_tokens")?,
        pictures: row.get("pictures")?,
        seconds: row.get("seconds")?,
        millionths: row.get("millionths")?,
    };
    Ok((counted, usage))
}
