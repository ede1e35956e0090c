//! All SQL of limits.

use basics::Time;
use store::{Db, DbError, values};

/// Takes so many of an allowance, if there are as many; how many are taken then in all.
pub(super) async fn take(
    db: &Db,
    subject: &[u8],
    window: Time,
    expires_at: Time,
    many: i64,
    limit: i64,
) -> Result<Option<i64>, DbError> {
    let sql = "INSERT INTO allowance (subject, window_start, taken, expires_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (subject, window_start) DO UPDATE SET taken = allowance.taken + $3
               WHERE allowance.taken + $3 <= $5 RETURNING taken";
    let mut transaction = db.begin().await?;
    let row = transaction
        .first(sql, values![subject, window, many, expires_at, limit])
        .await?;
    transaction.commit().await?;
    row.map(|row| row.get("taken")).transpose()
}

/// How many of an allowance are taken.
pub(super) async fn taken(db: &Db, subject: &[u8], window: Time) -> Result<i64, DbError> {
    let sql = "SELECT taken FROM allowance WHERE subject = $1 AND window_start = $2";
    let row = db.first(sql, values![subject, window]).await?;
    row.map_or(Ok(0), |row| row.get("taken"))
}

pub(super) async fn delete_ended(db: &Db, now: Time) -> Result<(), DbError> {
    let sql = "DELETE FROM allowance WHERE expires_at < $1";
    db.run(sql, values![now]).await.map(|_| ())
}
