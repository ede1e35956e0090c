//! All SQL of erasures.

use basics::{AccountId, ErasureId, Time};
use store::{Db, DbError, Row, Transaction, values};

use super::erasure::{Erasure, Removed};

pub(super) async fn insert(
    transaction: &mut Transaction,
    erasure: &Erasure,
    receipt: &[u8; 32],
) -> Result<(), DbError> {
    let sql = "INSERT INTO erasure (id, account_id, workspace_id, receipt_hash, subject, asked_by, asked_at, due_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = values![
        erasure.id,
        erasure.account,
        erasure.workspace,
        receipt,
        erasure.subject,
        erasure.asked_by,
        erasure.asked_at,
        erasure.due_at,
    ];
    transaction.run(sql, values).await.map(|_| ())
}

pub(super) async fn lookup(db: &Db, id: ErasureId) -> Result<Option<Erasure>, DbError> {
    let row = db.first("SELECT * FROM erasure WHERE id = $1", values![id]).await?;
    row.map(|row| erasure(&row)).transpose()
}

pub(super) async fn find(db: &Db, receipt: &[u8; 32]) -> Result<Option<Erasure>, DbError> {
    let sql = "SELECT * FROM erasure WHERE receipt_hash = $1";
    db.first(sql, values![receipt])
        .await?
        .map(|row| erasure(&row))
        .transpose()
}

/// Takes an erasure back that has not begun; whether there was one.
pub(super) async fn delete_waiting(transaction: &mut Transaction, account: AccountId) -> Result<bool, DbError> {
    let sql = "DELETE FROM erasure WHERE account_id = $1 AND begun_at IS NULL";
    Ok(transaction.run(sql, values![account]).await? == 1)
}

pub(super) async fn update_begun(db: &Db, id: ErasureId, now: Time) -> Result<bool, DbError> {
    let sql = "UPDATE erasure SET begun_at = COALESCE(begun_at, $2) WHERE id = $1 AND finished_at IS NULL";
    Ok(db.run(sql, values![id, now]).await? == 1)
}

pub(super) async fn update_unreadable(db: &Db, id: ErasureId, now: Time) -> Result<(), DbError> {
    let sql = "UPDATE erasure SET unreadable_at = COALESCE(unreadable_at, $2) WHERE id = $1";
    db.run(sql, values![id, now]).await.map(|_| ())
}

/// Adds what was removed to what was removed before, in the transaction that removes it.
pub(super) async fn add_removed(transaction: &mut Transaction, id: ErasureId, more: &Removed) -> Result<(), DbError> {
    // Whoever works on the same erasure waits here, and adds to this.
    let hold = "UPDATE erasure SET removed = removed WHERE id = $1";
    transaction.run(hold, values![id]).await?;
    let row = transaction
        .first("SELECT * FROM erasure WHERE id = $1", values![id])
        .await?;
    let mut removed = row.map_or(Ok(Removed::new()), |row| removed_of(&row))?;
    for (what, count) in more {
        *removed.entry(what.clone()).or_default() += count;
    }
    let removed = serde_json::to_string(&removed).map_err(|_| DbError::Column("removed".to_owned()))?;
    let sql = "UPDATE erasure SET removed = $2 WHERE id = $1";
    transaction.run(sql, values![id, removed]).await.map(|_| ())
}

pub(super) async fn finish(
    transaction: &mut Transaction,
    id: ErasureId,
    certificate: &str,
    now: Time,
) -> Result<(), DbError> {
    let sql = "UPDATE erasure SET finished_at = $3, certificate = $2, account_id = NULL, workspace_id = NULL
               WHERE id = $1";
    transaction.run(sql, values![id, certificate, now]).await.map(|_| ())
}

/// Erasures that were due before then and that nobody works on.
pub(super) async fn stranded(db: &Db, before: Time) -> Result<Vec<ErasureId>, DbError> {
    let sql = "SELECT erasure.id FROM erasure WHERE finished_at IS NULL AND due_at < $1 AND NOT EXISTS (
                   SELECT 1 FROM job WHERE job.subject = erasure.id AND job.state IN ('queued', 'running'))";
    let rows = db.all(sql, values![before]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

pub(super) async fn delete_old(db: &Db, before: Time) -> Result<(), DbError> {
    let sql = "DELETE FROM erasure WHERE finished_at < $1";
    db.run(sql, values![before]).await.map(|_| ())
}

fn erasure(row: &Row) -> Result<Erasure, DbError> {
    Ok(Erasure {
        id: row.get("id")?,
        account: row.get("account_id")?,
        workspace: row.get("workspace_id")?,
        subject: row.get("subject")?,
        asked_by: row.get("asked_by")?,
        asked_at: row.get("asked_at")?,
        due_at: row.get("due_at")?,
        begun_at: row.get("begun_at")?,
        unreadable_at: row.get("unreadable_at")?,
        removed: removed_of(row)?,
        finished_at: row.get("finished_at")?,
        certificate: row.get("certificate")?,
    })
}

fn removed_of(row: &Row) -> Result<Removed, DbError> {
    row.get::<Option<String>>("removed")?
        .map_or(Ok(Removed::new()), |text| serde_json::from_str(&text))
        .map_err(|_| DbError::Column("removed".to_owned()))
}
