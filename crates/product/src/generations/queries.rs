//! All SQL of generations.

use basics::{GenerationId, Time};
use privacy::Sealed;
use store::{Db, DbError, Row, ScopedDb, ScopedTransaction, Transaction, values};

use super::{
    disclosure::Disclosure,
    generation::{Generation, State},
    input::{Input, Role},
};

pub(super) async fn insert(transaction: &mut ScopedTransaction, generation: &Generation) -> Result<(), DbError> {
    let sql = "INSERT INTO generation (workspace_id, id, created_by, job_id, kind, model, prompt, width, height, count,
                                       seed, format, state, created_at, key_id, route, seconds, remixed_from, negative)
               VALUES ($1, $2, $3, $4, $16, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $17, $18, $19)";
    let values = values![
        generation.id,
        generation.created_by,
        generation.job,
        generation.model,
        generation.prompt.bytes(),
        generation.width,
        generation.height,
        generation.count,
        generation.seed,
        generation.format,
        generation.state.name(),
        generation.created_at,
        generation.key,
        generation.route,
        generation.kind,
        generation.seconds,
        generation.remixed_from,
        generation.negative.as_ref().map(|words| words.bytes().to_vec()),
    ];
    transaction.run(sql, values).await.map(|_| ())
}

/// Marks an order as one that may be sent twice; a conflict where the same was sent before.
pub(super) async fn update_idempotency_key(
    transaction: &mut ScopedTransaction,
    id: GenerationId,
    key: &[u8],
    hash: &[u8],
) -> Result<(), DbError> {
    let sql = "UPDATE generation SET idempotency_key = $3, idempotency_hash = $4 WHERE workspace_id = $1 AND id = $2";
    transaction.run(sql, values![id, key, hash]).await.map(|_| ())
}

/// The generation that was ordered with this key, and what was ordered.
pub(super) async fn find_by_idempotency_key(
    db: &ScopedDb,
    key: &[u8],
) -> Result<Option<(GenerationId, Vec<u8>)>, DbError> {
    let sql = "SELECT id, idempotency_hash FROM generation
               WHERE workspace_id = $1 AND idempotency_key = $2 AND erased_at IS NULL";
    let row = db.first(sql, values![key]).await?;
    row.map(|row| Ok((row.get("id")?, row.get("idempotency_hash")?)))
        .transpose()
}

pub(super) async fn insert_input(
    transaction: &mut ScopedTransaction,
    generation: GenerationId,
    position: i64,
    input: &Input,
) -> Result<(), DbError> {
    let sql = "INSERT INTO generation_input (workspace_id, generation_id, position, role, asset_id)
               VALUES ($1, $2, $3, $4, $5)";
    let values = values![generation, position, input.role.name(), input.asset];
    transaction.run(sql, values).await.map(|_| ())
}

pub(super) async fn list_inputs(db: &ScopedDb, generation: GenerationId) -> Result<Vec<Input>, DbError> {
    let sql = "SELECT role, asset_id FROM generation_input
               WHERE workspace_id = $1 AND generation_id = $2 ORDER BY position";
    let read = |row: &Row| {
        let role: String = row.get("role")?;
        Ok(Input {
            asset: row.get("asset_id")?,
            role: Role::from_name(&role).ok_or_else(|| DbError::Column("role".to_owned()))?,
        })
    };
    db.all(sql, values![generation]).await?.iter().map(read).collect()
}

pub(super) async fn lookup(db: &ScopedDb, id: GenerationId) -> Result<Option<Generation>, DbError> {
    let sql = "SELECT * FROM generation WHERE workspace_id = $1 AND id = $2 AND erased_at IS NULL";
    db.first(sql, values![id])
        .await?
        .map(|row| generation(&row))
        .transpose()
}

/// For its own job, which knows only the id.
pub(super) async fn find_for_job(db: &Db, id: GenerationId) -> Result<Option<Generation>, DbError> {
    let sql = "SELECT * FROM generation WHERE id = $1 AND erased_at IS NULL";
    db.first(sql, values![id])
        .await?
        .map(|row| generation(&row))
        .transpose()
}

/// Newest first, older than `before` where it is given; one range of the index, however far back. No id has a `g`.
pub(super) async fn list(db: &ScopedDb, before: Option<GenerationId>, limit: i64) -> Result<Vec<Generation>, DbError> {
    let sql = "SELECT * FROM generation
               WHERE workspace_id = $1 AND erased_at IS NULL AND id < COALESCE($2, 'g')
               ORDER BY id DESC LIMIT $3";
    read_all(&db.all(sql, values![before, limit]).await?)
}

/// Films, newest first, older than `after` where it is given. No id has a `g`.
pub(super) async fn list_films(
    db: &ScopedDb,
    after: Option<GenerationId>,
    limit: i64,
) -> Result<Vec<Generation>, DbError> {
    let sql = "SELECT * FROM generation
               WHERE workspace_id = $1 AND kind = 'video' AND erased_at IS NULL AND id < COALESCE($2, 'g')
               ORDER BY id DESC LIMIT $3";
    read_all(&db.all(sql, values![after, limit]).await?)
}

/// Films, oldest first, newer than `after` where it is given.
pub(super) async fn list_films_oldest_first(
    db: &ScopedDb,
    after: Option<GenerationId>,
    limit: i64,
) -> Result<Vec<Generation>, DbError> {
    let sql = "SELECT * FROM generation
               WHERE workspace_id = $1 AND kind = 'video' AND erased_at IS NULL AND id > COALESCE($2, '')
               ORDER BY id LIMIT $3";
    read_all(&db.all(sql, values![after, limit]).await?)
}

/// Those that are under way, and those that ended at or after `since`: what a page that was away has missed.
pub(super) async fn list_changed(db: &ScopedDb, since: Time) -> Result<Vec<Generation>, DbError> {
    let sql = "SELECT * FROM generation
               WHERE workspace_id = $1 AND erased_at IS NULL
                 AND (state IN ('queued', 'running') OR finished_at >= $2)
               ORDER BY id LIMIT 100";
    read_all(&db.all(sql, values![since]).await?)
}

/// Who was sent something, also for what was hidden since.
pub(super) async fn list_recipients(db: &ScopedDb) -> Result<Vec<String>, DbError> {
    let sql = "SELECT went_to AS operator FROM generation WHERE workspace_id = $1 AND went_to IS NOT NULL
               UNION SELECT operator FROM disclosure WHERE workspace_id = $1 AND operator IS NOT NULL
               ORDER BY operator";
    let rows = db.all(sql, values![]).await?;
    rows.iter().map(|row| row.get("operator")).collect()
}

/// Adds to what left for a generation. What became of one that was written down before counts instead of it.
pub(super) async fn add_disclosure(
    transaction: &mut ScopedTransaction,
    generation: GenerationId,
    disclosure: &Disclosure,
) -> Result<(), DbError> {
    let sql = "INSERT INTO disclosure (workspace_id, generation_id, host, method, fields, operator, calls, sent_bytes,
                                       received_bytes, status, first_at, last_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
               ON CONFLICT (generation_id, host, method, fields) DO UPDATE SET
                   calls = disclosure.calls + excluded.calls,
                   sent_bytes = disclosure.sent_bytes + excluded.sent_bytes,
                   received_bytes = disclosure.received_bytes + excluded.received_bytes,
                   status = excluded.status, last_at = excluded.last_at";
    let values = values![
        generation,
        disclosure.host,
        disclosure.method,
        disclosure.fields_text(),
        disclosure.operator,
        disclosure.calls,
        disclosure.sent_bytes,
        disclosure.received_bytes,
        disclosure.status,
        disclosure.first_at,
        disclosure.last_at,
    ];
    transaction.run(sql, values).await.map(|_| ())
}

/// What was only about to leave has left by now, and is written down as it did.
pub(super) async fn delete_intended(
    transaction: &mut ScopedTransaction,
    generation: GenerationId,
) -> Result<(), DbError> {
    let sql = "DELETE FROM disclosure WHERE workspace_id = $1 AND generation_id = $2 AND calls = 0";
    transaction.run(sql, values![generation]).await.map(|_| ())
}

pub(super) async fn list_disclosures(db: &ScopedDb, generation: GenerationId) -> Result<Vec<Disclosure>, DbError> {
    let sql = "SELECT * FROM disclosure WHERE workspace_id = $1 AND generation_id = $2
               ORDER BY first_at, sent_bytes DESC, host, method, fields";
    let read = |row: &Row| {
        let fields: String = row.get("fields")?;
        Ok(Disclosure {
            host: row.get("host")?,
            method: row.get("method")?,
            fields: Disclosure::fields_of(&fields),
            operator: row.get("operator")?,
            calls: row.get("calls")?,
            sent_bytes: row.get("sent_bytes")?,
            received_bytes: row.get("received_bytes")?,
            status: row.get("status")?,
            first_at: row.get("first_at")?,
            last_at: row.get("last_at")?,
        })
    };
    db.all(sql, values![generation]).await?.iter().map(read).collect()
}

/// Every prompt of the workspace, newest first, for searching.
pub(super) async fn newest(db: &ScopedDb) -> Result<Option<GenerationId>, DbError> {
    let sql = "SELECT id FROM generation WHERE workspace_id = $1 AND erased_at IS NULL ORDER BY id DESC LIMIT 1";
    let row = db.first(sql, values![]).await?;
    row.map(|row| row.get("id")).transpose()
}

pub(super) async fn list_prompts(db: &ScopedDb) -> Result<Vec<(GenerationId, Vec<u8>)>, DbError> {
    let sql = "SELECT id, prompt FROM generation WHERE workspace_id = $1 AND erased_at IS NULL ORDER BY id DESC";
    let rows = db.all(sql, values![]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("prompt")?)))
        .collect()
}

pub(super) async fn update_started(db: &Db, id: GenerationId, now: Time) -> Result<(), DbError> {
    let sql = "UPDATE generation SET state = 'running', started_at = COALESCE(started_at, $2)
               WHERE id = $1 AND state IN ('queued', 'running')";
    db.run(sql, values![id, now]).await.map(|_| ())
}

/// Another model of its route is about to be asked.
pub(super) async fn update_model(transaction: &mut Transaction, id: GenerationId, model: &str) -> Result<(), DbError> {
    let sql = "UPDATE generation SET model = $2 WHERE id = $1 AND state IN ('queued', 'running')";
    transaction.run(sql, values![id, model]).await.map(|_| ())
}

/// Ends a generation once: one that has ended already, or was erased, stays as it is.
pub(super) async fn finish(
    transaction: &mut Transaction,
    id: GenerationId,
    outcome: &Outcome<'_>,
    now: Time,
) -> Result<bool, DbError> {
    let sql = "UPDATE generation SET state = $2, failure = $3, went_to = $4, finished_at = $5
               WHERE id = $1 AND erased_at IS NULL AND state IN ('queued', 'running')";
    let values = values![id, outcome.state.name(), outcome.failure, outcome.went_to, now];
    Ok(transaction.run(sql, values).await? == 1)
}

/// How a generation ended.
pub(super) struct Outcome<'a> {
    pub(super) state: State,
    pub(super) failure: Option<&'a str>,
    pub(super) went_to: Option<&'a str>,
}

pub(super) async fn hide(transaction: &mut ScopedTransaction, id: GenerationId, now: Time) -> Result<bool, DbError> {
    let sql = "UPDATE generation SET erased_at = $3 WHERE workspace_id = $1 AND id = $2 AND erased_at IS NULL";
    Ok(transaction.run(sql, values![id, now]).await? == 1)
}

/// Locks the row by writing what it holds, which both databases understand.
pub(super) async fn hold(transaction: &mut ScopedTransaction, id: GenerationId) -> Result<(), DbError> {
    let sql = "UPDATE generation SET erased_at = erased_at WHERE workspace_id = $1 AND id = $2";
    transaction.run(sql, values![id]).await.map(|_| ())
}

/// How many orders at a provider's models are not over, whoever's they are.
pub(super) async fn count_under_way(db: &Db, provider: &str) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) AS count FROM job JOIN generation ON generation.job_id = job.id
               WHERE job.state IN ('queued', 'running') AND generation.model LIKE $1";
    let row = db.first(sql, values![format!("{provider}/%")]).await?;
    row.map_or(Ok(0), |row| row.get("count"))
}

pub(super) async fn is_hidden(db: &Db, id: GenerationId) -> Result<bool, DbError> {
    let sql = "SELECT id FROM generation WHERE id = $1 AND erased_at IS NOT NULL";
    Ok(db.first(sql, values![id]).await?.is_some())
}

pub(super) async fn delete(transaction: &mut Transaction, id: GenerationId) -> Result<(), DbError> {
    let inputs = "DELETE FROM generation_input WHERE generation_id = $1";
    transaction.run(inputs, values![id]).await?;
    let disclosures = "DELETE FROM disclosure WHERE generation_id = $1";
    transaction.run(disclosures, values![id]).await?;
    // Nothing names what is gone.
    let remixes = "UPDATE generation SET remixed_from = NULL WHERE remixed_from = $1";
    transaction.run(remixes, values![id]).await?;
    transaction
        .run(
            "DELETE FROM generation WHERE id = $1 AND erased_at IS NOT NULL",
            values![id],
        )
        .await
        .map(|_| ())
}

fn read_all(rows: &[Row]) -> Result<Vec<Generation>, DbError> {
    rows.iter().map(generation).collect()
}

fn generation(row: &Row) -> Result<Generation, DbError> {
    let id: GenerationId = row.get("id")?;
    let state: String = row.get("state")?;
    Ok(Generation {
        id,
        workspace: row.get("workspace_id")?,
        created_by: row.get("created_by")?,
        key: row.get("key_id")?,
        job: row.get("job_id")?,
        kind: row.get("kind")?,
        model: row.get("model")?,
        route: row.get("route")?,
        prompt: Sealed::from_row(id.into(), row.get("prompt")?),
        negative: row
            .get::<Option<Vec<u8>>>("negative")?
            .map(|words| Sealed::from_row(id.into(), words)),
        width: row.get("width")?,
        height: row.get("height")?,
        count: row.get("count")?,
        seconds: row.get("seconds")?,
        remixed_from: row.get("remixed_from")?,
        seed: row.get("seed")?,
        format: row.get("format")?,
        state: state.parse().map_err(|()| DbError::Column("state".to_owned()))?,
        failure: row.get("failure")?,
        went_to: row.get("went_to")?,
        created_at: row.get("created_at")?,
        started_at: row.get("started_at")?,
        finished_at: row.get("finished_at")?,
    })
}
