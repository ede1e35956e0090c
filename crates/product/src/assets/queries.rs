//! All SQL of the library.

use std::collections::{BTreeMap, BTreeSet};

use basics::{AssetId, GenerationId, Time};
use privacy::Sealed;
use store::{DbError, Row, Scope, ScopedDb, ScopedTransaction, ToValue, Transaction, values};

use super::{
    asset::{Asset, Source},
    masked_edit::{AsSent, KeptToMask, MaskedEdit},
};

pub(super) async fn insert(transaction: &mut ScopedTransaction, asset: &Asset) -> Result<(), DbError> {
    let sql = "INSERT INTO asset (workspace_id, id, created_by, generation_id, kind, media_type, width, height, length,
                                  title, seed, source_type, created_at, kept_to_mask, changed_outside)
               VALUES ($1, $2, $3, $4, $13, $5, $6, $7, $8, $9, $10, $11, $12, $14, $15)";
    let values = values![
        asset.id,
        asset.created_by,
        origin(asset),
        asset.media_type,
        asset.width,
        asset.height,
        asset.length,
        asset.title.bytes(),
        asset.seed,
        asset.source.name(),
        asset.created_at,
        match () {
            () if asset.is_film() => "video",
            () if asset.is_text() => "text",
            () => "image",
        },
        asset.edit.map(|edit| edit.kept.name()),
        asset.edit.and_then(|edit| edit.changed),
    ];
    transaction.run(sql, values).await.map(|_| ())
}

pub(super) async fn insert_as_sent(
    transaction: &mut ScopedTransaction,
    id: AssetId,
    as_sent: &AsSent,
) -> Result<(), DbError> {
    let sql =
        "INSERT INTO as_sent (workspace_id, id, media_type, width, height, length) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = values![id, as_sent.media_type, as_sent.width, as_sent.height, as_sent.length];
    transaction.run(sql, values).await.map(|_| ())
}

/// What was sent for a run of assets.
pub(super) async fn find_as_sent(
    db: &ScopedDb,
    first: AssetId,
    last: AssetId,
) -> Result<BTreeMap<AssetId, AsSent>, DbError> {
    let sql = "SELECT * FROM as_sent WHERE workspace_id = $1 AND id BETWEEN $2 AND $3";
    let read = |row: &Row| {
        let as_sent = AsSent {
            media_type: row.get("media_type")?,
            width: row.get("width")?,
            height: row.get("height")?,
            length: row.get("length")?,
        };
        Ok((row.get("id")?, as_sent))
    };
    db.all(sql, values![first, last]).await?.iter().map(read).collect()
}

/// The generation, or, since an upload came of nothing else, the asset itself.
fn origin(asset: &Asset) -> String {
    asset
        .generation
        .map_or_else(|| asset.id.to_string(), |generation| generation.to_string())
}

pub(super) async fn lookup(db: &ScopedDb, id: AssetId) -> Result<Option<Asset>, DbError> {
    let sql = "SELECT * FROM asset WHERE workspace_id = $1 AND id = $2 AND erased_at IS NULL";
    db.first(sql, values![id]).await?.map(|row| asset(&row)).transpose()
}

/// Also one that is not shown, or no longer.
pub(super) async fn lookup_unseen(db: &ScopedDb, id: AssetId) -> Result<Option<Asset>, DbError> {
    let sql = "SELECT * FROM asset WHERE workspace_id = $1 AND id = $2";
    db.first(sql, values![id]).await?.map(|row| asset(&row)).transpose()
}

/// Newest first, older than `before` where it is given; one range of the index, however far back. No id has a `g`.
pub(super) async fn list(db: &ScopedDb, before: Option<AssetId>, limit: i64) -> Result<Vec<Asset>, DbError> {
    let sql = "SELECT * FROM asset
               WHERE workspace_id = $1 AND erased_at IS NULL AND id < COALESCE($2, 'g')
               ORDER BY id DESC LIMIT $3";
    read_all(&db.all(sql, values![before, limit]).await?)
}

pub(super) async fn find_by_generations(
    db: &ScopedDb,
    first: GenerationId,
    last: GenerationId,
) -> Result<Vec<Asset>, DbError> {
    let sql = "SELECT * FROM asset
               WHERE workspace_id = $1 AND erased_at IS NULL AND generation_id BETWEEN $2 AND $3 ORDER BY id";
    read_all(&db.all(sql, values![first, last]).await?)
}

pub(super) async fn hide(transaction: &mut ScopedTransaction, id: AssetId, now: Time) -> Result<bool, DbError> {
    let sql = "UPDATE asset SET erased_at = $3 WHERE workspace_id = $1 AND id = $2 AND erased_at IS NULL";
    Ok(transaction.run(sql, values![id, now]).await? == 1)
}

/// Shows what was written hidden, once its bytes are kept; whether it was still there.
pub(super) async fn reveal(transaction: &mut ScopedTransaction, id: AssetId) -> Result<bool, DbError> {
    let sql = "UPDATE asset SET erased_at = NULL WHERE workspace_id = $1 AND id = $2 AND erased_at IS NOT NULL";
    Ok(transaction.run(sql, values![id]).await? == 1)
}

/// How many assets of the same generation are still there.
pub(super) async fn count_siblings(transaction: &mut ScopedTransaction, id: GenerationId) -> Result<i64, DbError> {
    let sql =
        "SELECT COUNT(*) AS count FROM asset WHERE workspace_id = $1 AND generation_id = $2 AND erased_at IS NULL";
    transaction
        .first(sql, values![id])
        .await?
        .map_or(Ok(0), |row| row.get("count"))
}

/// For the erasing job, which knows only the id: the scope, and the generation.
pub(super) async fn find_hidden(db: &store::Db, id: AssetId) -> Result<Option<(Scope, Option<GenerationId>)>, DbError> {
    let sql = "SELECT workspace_id, generation_id, source_type FROM asset WHERE id = $1 AND erased_at IS NOT NULL";
    let row = db.first(sql, values![id]).await?;
    row.map(|row| {
        Ok((
            Scope::workspace(row.get("workspace_id")?),
            generation(&row, source(&row)?)?,
        ))
    })
    .transpose()
}

fn source(row: &Row) -> Result<Source, DbError> {
    Ok(Source::from_name(&row.get::<String>("source_type")?))
}

fn generation(row: &Row, source: Source) -> Result<Option<GenerationId>, DbError> {
    match source {
        Source::Upload => Ok(None),
        Source::Algorithmic | Source::TrainedModel => row.get("generation_id").map(Some),
    }
}

pub(super) async fn delete(transaction: &mut Transaction, id: AssetId) -> Result<(), DbError> {
    let erased = "DELETE FROM asset WHERE id = $1 AND erased_at IS NOT NULL";
    if transaction.run(erased, values![id]).await? > 0 {
        transaction
            .run("DELETE FROM as_sent WHERE id = $1", values![id])
            .await?;
    }
    Ok(())
}

/// How many ids [`find_known`] asks for at once.
pub(super) const BATCH: usize = 64;

/// Which of up to [`BATCH`] ids have a row, in whatever workspace, hidden or not.
pub(super) async fn find_known(db: &store::Db, ids: &[AssetId]) -> Result<BTreeSet<AssetId>, DbError> {
    let sql = "SELECT id FROM asset
               WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                          $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
                          $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48,
                          $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64)";
    let Some(last) = ids.last() else {
        return Ok(BTreeSet::new());
    };
    // One text for however many there are: what is missing is asked for twice.
    let filled = ids.iter().chain(std::iter::repeat(last)).take(BATCH);
    let rows = db.all(sql, filled.map(|id| (*id).to_value()).collect()).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

fn read_all(rows: &[Row]) -> Result<Vec<Asset>, DbError> {
    rows.iter().map(asset).collect()
}

fn asset(row: &Row) -> Result<Asset, DbError> {
    let (id, source): (AssetId, _) = (row.get("id")?, source(row)?);
    Ok(Asset {
        id,
        workspace: row.get("workspace_id")?,
        created_by: row.get("created_by")?,
        generation: generation(row, source)?,
        media_type: row.get("media_type")?,
        width: row.get("width")?,
        height: row.get("height")?,
        length: row.get("length")?,
        title: Sealed::from_row(id.into(), row.get("title")?),
        seed: row.get("seed")?,
        source,
        edit: edit(row)?,
        created_at: row.get("created_at")?,
    })
}

fn edit(row: &Row) -> Result<Option<MaskedEdit>, DbError> {
    let Some(kept) = row.get::<Option<String>>("kept_to_mask")? else {
        return Ok(None);
    };
    Ok(Some(MaskedEdit {
        kept: KeptToMask::from_name(&kept).ok_or_else(|| DbError::Column("kept_to_mask".to_owned()))?,
        changed: row.get("changed_outside")?,
    }))
}
