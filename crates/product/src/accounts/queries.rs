//! All SQL of accounts.

use basics::{AccountId, Time};
use privacy::Sealed;
use store::{Db, DbError, Row, Transaction, values};

use super::account::{Acceptance, Account, Role};

pub(super) async fn insert(
    transaction: &mut Transaction,
    account: &Account,
    index: &[u8; 32],
    hash: &str,
    language: &str,
) -> Result<(), DbError> {
    let workspace = "INSERT INTO workspace (id, kind, created_at) VALUES ($1, 'personal', $2)";
    transaction
        .run(workspace, values![account.workspace, account.created_at])
        .await?;
    let sql = "INSERT INTO account (id, workspace_id, email, email_index, password_hash, role, language, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = values![
        account.id,
        account.workspace,
        account.email.bytes(),
        index,
        hash,
        account.role.name(),
        language,
        account.created_at,
    ];
    transaction.run(sql, values).await.map(|_| ())
}

pub(super) async fn insert_acceptance(
    transaction: &mut Transaction,
    account: AccountId,
    acceptance: &Acceptance,
) -> Result<(), DbError> {
    let sql = "INSERT INTO acceptance (account_id, document, version, content_hash, language, accepted_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = values![
        account,
        acceptance.document,
        acceptance.version,
        acceptance.content_hash,
        acceptance.language,
        acceptance.accepted_at,
    ];
    transaction.run(sql, values).await.map(|_| ())
}

pub(super) async fn has_acceptance(db: &Db, account: AccountId) -> Result<bool, DbError> {
    let sql = "SELECT version FROM acceptance WHERE account_id = $1 AND document = 'policy' LIMIT 1";
    Ok(db.first(sql, values![account]).await?.is_some())
}

pub(super) async fn find_by_index(db: &Db, index: &[u8; 32]) -> Result<Option<(AccountId, String)>, DbError> {
    let row = db
        .first(
            "SELECT id, password_hash FROM account WHERE email_index = $1",
            values![index],
        )
        .await?;
    row.map(|row| Ok((row.get("id")?, row.get("password_hash")?)))
        .transpose()
}

pub(super) async fn lookup(db: &Db, id: AccountId) -> Result<Option<Account>, DbError> {
    let row = db.first("SELECT * FROM account WHERE id = $1", values![id]).await?;
    row.map(|row| account(&row)).transpose()
}

pub(super) async fn password_hash(db: &Db, id: AccountId) -> Result<Option<String>, DbError> {
    let sql = "SELECT password_hash FROM account WHERE id = $1";
    let row = db.first(sql, values![id]).await?;
    row.map(|row| row.get("password_hash")).transpose()
}

pub(super) async fn update_erase_at(
    transaction: &mut Transaction,
    id: AccountId,
    at: Option<Time>,
) -> Result<bool, DbError> {
    let sql = "UPDATE account SET erase_at = $2 WHERE id = $1";
    Ok(transaction.run(sql, values![id, at]).await? == 1)
}

pub(super) async fn any(db: &Db) -> Result<bool, DbError> {
    Ok(db.first("SELECT id FROM account LIMIT 1", values![]).await?.is_some())
}

pub(super) async fn replace_owner_link(db: &Db, hash: &[u8; 32], until: Time) -> Result<(), DbError> {
    let mut transaction = db.begin().await?;
    transaction.run("DELETE FROM owner_link", values![]).await?;
    transaction
        .run(
            "INSERT INTO owner_link (token_hash, expires_at) VALUES ($1, $2)",
            values![hash, until],
        )
        .await?;
    transaction.commit().await
}

pub(super) async fn find_owner_link(db: &Db, hash: &[u8; 32], now: Time) -> Result<bool, DbError> {
    let sql = "SELECT expires_at FROM owner_link WHERE token_hash = $1 AND expires_at >= $2";
    Ok(db.first(sql, values![hash, now]).await?.is_some())
}

pub(super) async fn delete_owner_link(
    transaction: &mut Transaction,
    hash: &[u8; 32],
    now: Time,
) -> Result<bool, DbError> {
    let sql = "DELETE FROM owner_link WHERE token_hash = $1 AND expires_at >= $2";
    Ok(transaction.run(sql, values![hash, now]).await? == 1)
}

fn account(row: &Row) -> Result<Account, DbError> {
    let id: AccountId = row.get("id")?;
    Ok(Account {
        id,
        workspace: row.get("workspace_id")?,
        email: Sealed::from_row(id.into(), row.get("email")?),
        role: Role::from_name(&row.get::<String>("role")?),
        created_at: row.get("created_at")?,
        erase_at: row.get("erase_at")?,
    })
}
