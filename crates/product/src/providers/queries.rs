//! All SQL of providers.

use basics::{ProviderId, Time};
use privacy::Sealed;
use store::{Db, DbError, Row, values};

use super::{
    provider::{Answer, Asked, Provider, ProviderSecret},
    sheet::Sheet,
};

/// Whether the name was free.
pub(super) async fn insert(db: &Db, provider: &Provider) -> Result<bool, DbError> {
    let sql = "INSERT INTO provider (id, name, sheet, secret, paused_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (name) DO NOTHING";
    let values = values![
        provider.id,
        provider.name,
        provider.sheet.as_ref().map(text),
        provider.secret.as_ref().map(|secret| secret.bytes().to_vec()),
        provider.paused_at,
        provider.created_at,
    ];
    Ok(db.run(sql, values).await? == 1)
}

/// Every one, in the order in which they came.
pub(super) async fn list(db: &Db) -> Result<Vec<Provider>, DbError> {
    let rows = db.all("SELECT * FROM provider ORDER BY id", vec![]).await?;
    rows.iter().map(provider).collect()
}

pub(super) async fn find(db: &Db, name: &str) -> Result<Option<Provider>, DbError> {
    let row = db
        .first("SELECT * FROM provider WHERE name = $1", values![name])
        .await?;
    row.as_ref().map(provider).transpose()
}

/// What was answered before says nothing of what it is now.
pub(super) async fn update(
    db: &Db,
    id: ProviderId,
    sheet: &Sheet,
    secret: Option<&Sealed<ProviderSecret>>,
) -> Result<(), DbError> {
    let sql =
        "UPDATE provider SET sheet = $2, secret = $3, asked_at = NULL, answer = NULL, listed = NULL, unlisted = NULL
               WHERE id = $1";
    let secret = secret.map(|secret| secret.bytes().to_vec());
    db.run(sql, values![id, text(sheet), secret]).await.map(|_| ())
}

pub(super) async fn update_paused(db: &Db, id: ProviderId, at: Option<Time>) -> Result<(), DbError> {
    let sql = "UPDATE provider SET paused_at = $2 WHERE id = $1";
    db.run(sql, values![id, at]).await.map(|_| ())
}

pub(super) async fn update_asked(db: &Db, id: ProviderId, asked: &Asked) -> Result<(), DbError> {
    let sql = "UPDATE provider SET asked_at = $2, answer = $3, listed = $4, unlisted = $5 WHERE id = $1";
    let (listed, unlisted) = match &asked.answer {
        Answer::Models { listed, unlisted } => (Some(*listed), Some(unlisted.join("\n"))),
        Answer::Reached | Answer::NotAsked | Answer::Failed(_) => (None, None),
    };
    db.run(sql, values![id, asked.at, asked.answer.name(), listed, unlisted])
        .await
        .map(|_| ())
}

pub(super) async fn delete(db: &Db, id: ProviderId) -> Result<(), DbError> {
    db.run("DELETE FROM provider WHERE id = $1", values![id])
        .await
        .map(|_| ())
}

fn text(sheet: &Sheet) -> String {
    serde_json::to_string(sheet).unwrap_or_default()
}

fn provider(row: &Row) -> Result<Provider, DbError> {
    let id: ProviderId = row.get("id")?;
    let sheet: Option<String> = row.get("sheet")?;
    let secret: Option<Vec<u8>> = row.get("secret")?;
    Ok(Provider {
        id,
        name: row.get("name")?,
        // One that a newer version wrote is there, and cannot be used.
        sheet: sheet.map(|text| serde_json::from_str(&text).unwrap_or_default()),
        secret: secret.map(|bytes| Sealed::from_row(id.into(), bytes)),
        paused_at: row.get("paused_at")?,
        created_at: row.get("created_at")?,
        asked: asked(row)?,
    })
}

fn asked(row: &Row) -> Result<Option<Asked>, DbError> {
    let (at, name): (Option<Time>, Option<String>) = (row.get("asked_at")?, row.get("answer")?);
    let (listed, unlisted): (Option<u32>, Option<String>) = (row.get("listed")?, row.get("unlisted")?);
    let answer = name.and_then(|name| Answer::of(&name, listed, unlisted.as_deref()));
    Ok(at.zip(answer).map(|(at, answer)| Asked { at, answer }))
}
