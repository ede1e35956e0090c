//! How a key store is opened, or made: a file, or a database of its own on `PostgreSQL`.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    VaultError,
    key_store::KeyStore,
    rows::{ONE_WRITER, Rows},
};

/// Wrapped keys come last in their rows and are padded, so that `SQLite` puts each on an overflow page of its own. Rows in
/// a tree's pages are moved when pages are split, and copies stay in the slack; an overflow page is never moved, and is
/// overwritten when its row is deleted.
const IN_A_FILE: &str = "
CREATE TABLE IF NOT EXISTS holder (
    id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created_at INTEGER NOT NULL, wrapped BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS key (
    unit TEXT NOT NULL, holder TEXT NOT NULL, created_at INTEGER NOT NULL, wrapped BLOB NOT NULL,
    UNIQUE (unit, holder)
);
CREATE INDEX IF NOT EXISTS key_by_holder ON key (holder);
CREATE TABLE IF NOT EXISTS root (name TEXT NOT NULL UNIQUE, wrapped BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS tombstone (subject TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, erased_at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS tombstone_by_time ON tombstone (erased_at);";

/// The same columns. Whatever was deleted or replaced is to be cleared away at the next look, not after a fifth of the table.
const ON_A_SERVER: &str = "
CREATE TABLE IF NOT EXISTS holder (
    id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, created_at BIGINT NOT NULL, wrapped BYTEA NOT NULL
) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
CREATE TABLE IF NOT EXISTS key (
    unit TEXT NOT NULL, holder TEXT NOT NULL, created_at BIGINT NOT NULL, wrapped BYTEA NOT NULL,
    UNIQUE (unit, holder)
) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
CREATE INDEX IF NOT EXISTS key_by_holder ON key (holder);
CREATE TABLE IF NOT EXISTS root (
    name TEXT NOT NULL UNIQUE, wrapped BYTEA NOT NULL
) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
CREATE TABLE IF NOT EXISTS tombstone (subject TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, erased_at BIGINT NOT NULL);
CREATE INDEX IF NOT EXISTS tombstone_by_time ON tombstone (erased_at);";

/// A table that only the data's database has.
const OF_THE_DATA: &str =
    "SELECT 1 FROM pg_tables WHERE tablename = 'account' AND schemaname = ANY (current_schemas(false))";

/// How long one waits for whoever writes. A disk may stand still for seconds when others write much to it; to wait is better
/// than to fail.
const PATIENCE: Duration = Duration::from_secs(20);

/// The smallest page there is: a key fills one.
const PAGE: u32 = 512;

impl KeyStore {
    pub(crate) async fn open(file: &Path) -> Result<Self, VaultError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .page_size(PAGE)
            .journal_mode(SqliteJournalMode::Delete)
            .synchronous(SqliteSynchronous::Full)
            .pragma("secure_delete", "ON")
            .busy_timeout(PATIENCE);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await?;
        sqlx::raw_sql(IN_A_FILE).execute(&pool).await?;
        Ok(Self(Rows::Sqlite(pool)))
    }

    /// A key is on the server's disk before anything is sealed under it, whatever the server does for others.
    pub(crate) async fn connect(url: &str) -> Result<Self, VaultError> {
        let options = PgConnectOptions::from_str(url)?.options([("synchronous_commit", "on")]);
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        if sqlx::query(OF_THE_DATA).fetch_optional(&pool).await?.is_some() {
            return Err(VaultError::AmongTheData);
        }
        make(&pool).await?;
        Ok(Self(Rows::Postgres(pool)))
    }
}

/// Under the lock: several processes may start at once.
async fn make(pool: &PgPool) -> Result<(), VaultError> {
    let mut making = pool.begin().await?;
    let lock = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(ONE_WRITER);
    lock.execute(&mut *making).await?;
    sqlx::raw_sql(ON_A_SERVER).execute(&mut *making).await?;
    Ok(making.commit().await?)
}
