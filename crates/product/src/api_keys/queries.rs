//! All SQL of API keys.

use basics::{AccountId, ApiKeyId, Time, WorkspaceId};
use privacy::Sealed;
use store::{Db, DbError, Row, values};

use super::api_key::ApiKey;

pub(super) async fn insert(db: &Db, key: &ApiKey, hash: &[u8; 32]) -> Result<(), DbError> {
    let sql = "INSERT INTO api_key (id, account_id, workspace_id, name, token_hash, hint, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = values![
        key.id,
        key.account,
        key.workspace,
        key.name.bytes(),
        hash,
        key.hint,
        key.created_at
    ];
    db.run(sql, values).await.map(|_| ())
}

pub(super) async fn list(db: &Db, account: AccountId) -> Result<Vec<ApiKey>, DbError> {
    let sql = "SELECT * FROM api_key WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id DESC";
    db.all(sql, values![account]).await?.iter().map(key).collect()
}

pub(super) async fn find_by_token(
    db: &Db,
    hash: &[u8; 32],
) -> Result<Option<(ApiKeyId, AccountId, WorkspaceId)>, DbError> {
    let sql = "SELECT api_key.id, api_key.account_id, api_key.workspace_id
               FROM api_key JOIN account ON account.id = api_key.account_id
               WHERE token_hash = $1 AND revoked_at IS NULL AND account.erase_at IS NULL";
    let row = db.first(sql, values![hash]).await?;
    row.map(|row| Ok((row.get("id")?, row.get("account_id")?, row.get("workspace_id")?)))
        .transpose()
}

pub(super) async fn update_used(db: &Db, id: ApiKeyId, now: Time, since: Time) -> Result<(), DbError> {
    let sql = "UPDATE api_key SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $3)";
    db.run(sql, values![id, now, since]).await.map(|_| ())
}

pub(super) async fn delete(db: &Db, account: AccountId, id: ApiKeyId) -> Result<bool, DbError> {
    Ok(db
        .run(
            "DELETE FROM api_key WHERE account_id = $1 AND id = $2",
            values![account, id],
        )
        .await?
        == 1)
}

fn key(row: &Row) -> Result<ApiKey, DbError> {
    let id: ApiKeyId = row.get("id")?;
    Ok(ApiKey {
        id,
        account: row.get("account_id")?,
        workspace: row.get("workspace_id")?,
        name: Sealed::from_row(id.into(), row.get("name")?),
        hint: row.get("hint")?,
        created_at: row.get("created_at")?,
        used_at: row.get("used_at")?,
    })
}
