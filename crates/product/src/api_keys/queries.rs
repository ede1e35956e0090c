//! All SQL of API keys.

use std::sync::Arc;

use basics::{AccountId, ApiKeyId, Budget, Credits, Time};
use privacy::Sealed;
use store::{Db, DbError, Row, values};

use super::{api_key::ApiKey, find::KeyHolder, key_scope::KeyScope};

pub(super) async fn insert(db: &Db, key: &ApiKey, hash: &[u8; 32]) -> Result<(), DbError> {
    let sql = "INSERT INTO api_key (id, account_id, workspace_id, name, token_hash, hint, created_at, models,
                                    kinds, addresses, expires_at, budget, budget_per)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = values![
        key.id,
        key.account,
        key.workspace,
        key.name.bytes(),
        hash,
        key.hint,
        key.created_at,
        key.scope.models(),
        key.scope.kinds(),
        key.scope.addresses(),
        key.scope.expires_at,
        key.scope.budget.map(|budget| budget.credits.millionths()),
        key.scope.budget.map(|budget| budget.per.name()),
    ];
    db.run(sql, values).await.map(|_| ())
}

pub(super) async fn list(db: &Db, account: AccountId) -> Result<Vec<ApiKey>, DbError> {
    let sql = "SELECT * FROM api_key WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id DESC";
    db.all(sql, values![account]).await?.iter().map(key).collect()
}

/// Whose key it is, also of one that has expired.
pub(super) async fn find_by_token(db: &Db, hash: &[u8; 32]) -> Result<Option<KeyHolder>, DbError> {
    let sql = "SELECT api_key.id, api_key.account_id, api_key.workspace_id, api_key.models, api_key.kinds,
                      api_key.addresses, api_key.expires_at, api_key.budget, api_key.budget_per
               FROM api_key JOIN account ON account.id = api_key.account_id
               WHERE token_hash = $1 AND revoked_at IS NULL AND account.erase_at IS NULL";
    let row = db.first(sql, values![hash]).await?;
    let holder = |row: &Row| {
        Ok(KeyHolder {
            account: row.get("account_id")?,
            workspace: row.get("workspace_id")?,
            key: row.get("id")?,
            scope: Arc::new(scope(row)?),
        })
    };
    row.as_ref().map(holder).transpose()
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

fn scope(row: &Row) -> Result<KeyScope, DbError> {
    let list = |column: &str| row.get::<Option<String>>(column).map(Option::unwrap_or_default);
    let unreadable = |column: &str| DbError::Column(column.to_owned());
    let scope = KeyScope::for_models(&list("models")?).ok_or_else(|| unreadable("models"))?;
    let scope = scope.only_making(&list("kinds")?).ok_or_else(|| unreadable("kinds"))?;
    let scope = scope
        .only_from(&list("addresses")?)
        .ok_or_else(|| unreadable("addresses"))?;
    Ok(scope.until(row.get("expires_at")?).up_to(budget(row)?))
}

fn budget(row: &Row) -> Result<Option<Budget>, DbError> {
    let (credits, per): (Option<i64>, Option<String>) = (row.get("budget")?, row.get("budget_per")?);
    let Some((credits, per)) = credits.zip(per) else {
        return Ok(None);
    };
    let per = per.parse().map_err(|_| DbError::Column("budget_per".to_owned()))?;
    let credits = Credits::from_millionths(credits);
    Ok(Some(Budget { credits, per }))
}

fn key(row: &Row) -> Result<ApiKey, DbError> {
    let id: ApiKeyId = row.get("id")?;
    Ok(ApiKey {
        id,
        account: row.get("account_id")?,
        workspace: row.get("workspace_id")?,
        name: Sealed::from_row(id.into(), row.get("name")?),
        hint: row.get("hint")?,
        scope: scope(row)?,
        created_at: row.get("created_at")?,
        used_at: row.get("used_at")?,
    })
}
