//! All SQL of backups.

use basics::{Time, UnitId};
use privacy::Sealed;
use store::{Db, DbError, Transaction, values};

use super::canary::Canary;

pub(super) async fn insert_canary(db: &Db, id: UnitId, words: &[u8], now: Time) -> Result<(), DbError> {
    let sql = "INSERT INTO canary (id, words, planted_at) VALUES ($1, $2, $3)";
    db.run(sql, values![id, words, now]).await.map(|_| ())
}

pub(super) async fn delete_canary(db: &Db, id: UnitId) -> Result<(), DbError> {
    db.run("DELETE FROM canary WHERE id = $1", values![id])
        .await
        .map(|_| ())
}

pub(super) async fn find_canary(db: &Db, id: UnitId) -> Result<Option<Canary>, DbError> {
    let row = db
        .first("SELECT id, words FROM canary WHERE id = $1", values![id])
        .await?;
    row.map(|row| {
        let words = Sealed::from_row(id, row.get("words")?);
        Ok(Canary { id, words })
    })
    .transpose()
}

pub(super) async fn any_account(db: &Db) -> Result<bool, DbError> {
    Ok(db.first("SELECT id FROM account LIMIT 1", values![]).await?.is_some())
}

/// What a first start makes by itself, and what the backup brings along.
pub(super) async fn delete_first_things(transaction: &mut Transaction) -> Result<(), DbError> {
    for sql in [
        "DELETE FROM owner_link",
        "DELETE FROM schedule",
        "DELETE FROM backup_run",
    ] {
        transaction.run(sql, values![]).await?;
    }
    Ok(())
}

/// Sessions may have been ended since, and the owner's link used.
pub(super) async fn delete_entrances(transaction: &mut Transaction) -> Result<(), DbError> {
    for sql in ["DELETE FROM session", "DELETE FROM owner_link", "DELETE FROM schedule"] {
        transaction.run(sql, values![]).await?;
    }
    Ok(())
}

/// What was on its way at the time of the backup has ended since, nobody here knows how; erasures go on.
pub(super) async fn end_open_work(transaction: &mut Transaction, now: Time) -> Result<(), DbError> {
    let work = "UPDATE job SET state = 'failed', failure = 'restored', finished_at = $1, lease_token = NULL,
                               lease_until = NULL
                WHERE state IN ('queued', 'running') AND kind NOT LIKE 'erase%'";
    transaction.run(work, values![now]).await?;
    let generations = "UPDATE generation SET state = 'unknown', failure = 'restored', finished_at = $1
                       WHERE state IN ('queued', 'running')";
    transaction.run(generations, values![now]).await.map(|_| ())
}

pub(super) async fn insert_run(db: &Db, id: &str, kind: &str, now: Time) -> Result<(), DbError> {
    let sql = "INSERT INTO backup_run (id, kind, started_at) VALUES ($1, $2, $3)";
    db.run(sql, values![id, kind, now]).await.map(|_| ())
}

pub(super) async fn finish_run(
    db: &Db,
    id: &str,
    failure: Option<&str>,
    objects: i64,
    bytes: i64,
    now: Time,
) -> Result<(), DbError> {
    let sql = "UPDATE backup_run SET finished_at = $2, failure = $3, objects = $4, bytes = $5 WHERE id = $1";
    let values = values![id, now, failure, objects, bytes];
    db.run(sql, values).await.map(|_| ())
}

/// When the last run of a kind that went well was begun, and how the last one ended.
pub(super) async fn last_runs(db: &Db, kind: &str) -> Result<(Option<Time>, Option<String>), DbError> {
    let good = "SELECT MAX(started_at) AS started_at FROM backup_run
                WHERE kind = $1 AND finished_at IS NOT NULL AND failure IS NULL";
    let good = db.first(good, values![kind]).await?;
    let last = "SELECT failure FROM backup_run WHERE kind = $1 AND finished_at IS NOT NULL
                ORDER BY started_at DESC, id DESC LIMIT 1";
    let last = db.first(last, values![kind]).await?;
    let started = good.map_or(Ok(None), |row| row.get("started_at"))?;
    let failure = last.map_or(Ok(None), |row| row.get("failure"))?;
    Ok((started, failure))
}

pub(super) async fn delete_old_runs(db: &Db, before: Time) -> Result<(), DbError> {
    let sql = "DELETE FROM backup_run WHERE started_at < $1";
    db.run(sql, values![before]).await.map(|_| ())
}
