//! All SQL of sessions.

use basics::{AccountId, SessionId, Time};
use store::{Db, DbError, Row, Transaction, values};

use super::session::{IDLE, LIFE, Session};

pub(super) async fn insert(
    db: &Db,
    id: SessionId,
    account: AccountId,
    hash: &[u8; 32],
    now: Time,
) -> Result<(), DbError> {
    let sql = "INSERT INTO session (id, token_hash, account_id, created_at, seen_at, expires_at)
               VALUES ($1, $2, $3, $4, $4, $5)";
    db.run(sql, values![id, hash, account, now, now + LIFE])
        .await
        .map(|_| ())
}

/// The session of a token, which may be over.
pub(super) async fn find_by_token(db: &Db, hash: &[u8; 32]) -> Result<Option<Session>, DbError> {
    let sql = "SELECT session.id, session.account_id, session.created_at, session.seen_at,
                      account.workspace_id, account.role, account.erase_at
               FROM session JOIN account ON account.id = session.account_id
               WHERE token_hash = $1";
    db.first(sql, values![hash]).await?.map(|row| session(&row)).transpose()
}

pub(super) async fn list(db: &Db, account: AccountId, now: Time) -> Result<Vec<Session>, DbError> {
    let sql = "SELECT session.id, session.account_id, session.created_at, session.seen_at,
                      account.workspace_id, account.role, account.erase_at
               FROM session JOIN account ON account.id = session.account_id
               WHERE session.account_id = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC";
    db.all(sql, values![account, now, idle_since(now)])
        .await?
        .iter()
        .map(session)
        .collect()
}

pub(super) async fn update_seen(db: &Db, id: SessionId, now: Time) -> Result<(), DbError> {
    db.run("UPDATE session SET seen_at = $2 WHERE id = $1", values![id, now])
        .await
        .map(|_| ())
}

pub(super) async fn delete(db: &Db, account: AccountId, id: SessionId) -> Result<bool, DbError> {
    Ok(db
        .run(
            "DELETE FROM session WHERE account_id = $1 AND id = $2",
            values![account, id],
        )
        .await?
        == 1)
}

/// Every session of a person but one.
pub(super) async fn delete_others(
    transaction: &mut Transaction,
    account: AccountId,
    kept: Option<SessionId>,
) -> Result<(), DbError> {
    let sql = "DELETE FROM session WHERE account_id = $1 AND (CAST($2 AS TEXT) IS NULL OR id <> $2)";
    transaction.run(sql, values![account, kept]).await.map(|_| ())
}

pub(super) async fn delete_by_token(db: &Db, hash: &[u8; 32]) -> Result<(), DbError> {
    db.run("DELETE FROM session WHERE token_hash = $1", values![hash])
        .await
        .map(|_| ())
}

/// Sessions that are over or were idle for too long, anybody's.
pub(super) async fn delete_ended(db: &Db, now: Time) -> Result<(), DbError> {
    let sql = "DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2";
    db.run(sql, values![now, idle_since(now)]).await.map(|_| ())
}

const fn idle_since(now: Time) -> Time {
    Time::from_millis(now.millis() - IDLE.as_millis())
}

fn session(row: &Row) -> Result<Session, DbError> {
    Ok(Session {
        id: row.get("id")?,
        account: row.get("account_id")?,
        workspace: row.get("workspace_id")?,
        role: row.get("role")?,
        created_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        leaves_at: row.get("erase_at")?,
    })
}
