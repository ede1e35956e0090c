//! All SQL of webhooks.

use basics::{AccountId, Time, WebhookId, WorkspaceId};
use privacy::Sealed;
use store::{Db, DbError, Row, Transaction, values};

use super::webhook::Webhook;

pub(super) async fn insert(db: &Db, webhook: &Webhook) -> Result<(), DbError> {
    let sql = "INSERT INTO webhook (id, account_id, workspace_id, address, secret, created_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = values![
        webhook.id,
        webhook.account,
        webhook.workspace,
        webhook.address.bytes(),
        webhook.secret.bytes(),
        webhook.created_at,
    ];
    db.run(sql, values).await.map(|_| ())
}

pub(super) async fn list(db: &Db, account: AccountId) -> Result<Vec<Webhook>, DbError> {
    let sql = "SELECT * FROM webhook WHERE account_id = $1 ORDER BY id DESC";
    db.all(sql, values![account]).await?.iter().map(webhook).collect()
}

pub(super) async fn find(db: &Db, id: WebhookId) -> Result<Option<Webhook>, DbError> {
    let row = db.first("SELECT * FROM webhook WHERE id = $1", values![id]).await?;
    row.as_ref().map(webhook).transpose()
}

/// Whom a workspace's news are told, and whose they are.
pub(super) async fn list_of_workspace(
    transaction: &mut Transaction,
    workspace: WorkspaceId,
) -> Result<Vec<(WebhookId, AccountId)>, DbError> {
    let sql = "SELECT id, account_id FROM webhook WHERE workspace_id = $1 AND ended_at IS NULL ORDER BY id";
    let rows = transaction.all(sql, values![workspace]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("account_id")?)))
        .collect()
}

/// What it answered; 410 (gone) is the last that it is asked.
pub(super) async fn update_told(db: &Db, id: WebhookId, status: Option<u16>, now: Time) -> Result<(), DbError> {
    let sql = "UPDATE webhook SET last_status = $2, last_at = $3, ended_at = $4 WHERE id = $1";
    let ended = (status == Some(410)).then_some(now);
    db.run(sql, values![id, status.map(u32::from), now, ended])
        .await
        .map(|_| ())
}

pub(super) async fn delete(db: &Db, account: AccountId, id: WebhookId) -> Result<bool, DbError> {
    let sql = "DELETE FROM webhook WHERE account_id = $1 AND id = $2";
    Ok(db.run(sql, values![account, id]).await? == 1)
}

fn webhook(row: &Row) -> Result<Webhook, DbError> {
    let id: WebhookId = row.get("id")?;
    Ok(Webhook {
        id,
        account: row.get("account_id")?,
        workspace: row.get("workspace_id")?,
        address: Sealed::from_row(id.into(), row.get("address")?),
        secret: Sealed::from_row(id.into(), row.get("secret")?),
        created_at: row.get("created_at")?,
        last_status: row.get("last_status")?,
        last_at: row.get("last_at")?,
        ended_at: row.get("ended_at")?,
    })
}
