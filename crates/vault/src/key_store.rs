//! The key store's rows: wrapped keys only. No write-ahead log, and deleted bytes are overwritten.

use std::{path::Path, time::Duration};

use basics::{HolderId, Time, UnitId};
use sqlx::{
    Row, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    VaultError,
    roots::CHECK,
    tombstones::{HOLDER, UNIT, bury},
};

#[derive(Clone)]
pub(crate) struct KeyStore(pub(crate) SqlitePool);

/// Wrapped keys come last in their rows and are padded, so that `SQLite` puts each on an overflow page of its own. Rows in
/// a tree's pages are moved when pages are split, and copies stay in the slack; an overflow page is never moved, and is
/// overwritten when its row is deleted.
const SCHEMA: &str = "
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

/// The smallest page there is: a key fills one.
const PAGE: u32 = 512;
/// The length of a padded key. With the rest of its row it is longer than what a page of a tree holds.
const PADDED: usize = 480;

/// One unit's key as one holder has it.
#[derive(Clone)]
pub(crate) struct Wrap {
    pub(crate) unit: UnitId,
    pub(crate) holder: HolderId,
    pub(crate) wrapped: Vec<u8>,
}

impl KeyStore {
    pub(crate) async fn open(file: &Path) -> Result<Self, VaultError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .page_size(PAGE)
            .journal_mode(SqliteJournalMode::Delete)
            .synchronous(SqliteSynchronous::Full)
            .pragma("secure_delete", "ON")
            .busy_timeout(Duration::from_secs(5));
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await?;
        sqlx::raw_sql(SCHEMA).execute(&pool).await?;
        Ok(Self(pool))
    }

    /// The wrapped value of that name, where there is one.
    pub(crate) async fn root(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let sql = "SELECT wrapped FROM root WHERE name = $1";
        let row = sqlx::query(sql).bind(name).fetch_optional(&self.0).await?;
        row.map(|row| unpad(row.try_get::<&[u8], _>(0)?)).transpose()
    }

    /// Puts the first check into a store that has none.
    pub(crate) async fn insert_check(&self, check: &[u8]) -> Result<(), VaultError> {
        let sql = "INSERT INTO root (name, wrapped) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(CHECK).bind(pad(check)?);
        query.execute(&self.0).await?;
        Ok(())
    }

    /// Puts a wrapped value there, where there is none of that name and the store is still under the check's root.
    pub(crate) async fn insert_root(&self, name: &str, wrapped: &[u8], check: &[u8]) -> Result<(), VaultError> {
        let sql = "INSERT INTO root (name, wrapped) SELECT $1, $2
                   WHERE EXISTS (SELECT 1 FROM root WHERE name = $3 AND wrapped = $4) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(name).bind(pad(wrapped)?);
        query.bind(CHECK).bind(pad(check)?).execute(&self.0).await?;
        Ok(())
    }

    /// Gives a holder a key, where there is none, while the store is still under the check's root; a holder whose key was
    /// destroyed gets none.
    pub(crate) async fn insert_holder(
        &self,
        holder: HolderId,
        kind: &str,
        wrapped: &[u8],
        check: &[u8],
        now: Time,
    ) -> Result<(), VaultError> {
        let sql = "INSERT INTO holder (id, kind, wrapped, created_at) SELECT $1, $2, $3, $4
                   WHERE NOT EXISTS (SELECT 1 FROM tombstone WHERE subject = $1)
                     AND EXISTS (SELECT 1 FROM root WHERE name = $5 AND wrapped = $6) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql)
            .bind(holder.to_string())
            .bind(kind)
            .bind(pad(wrapped)?)
            .bind(now.millis());
        query.bind(CHECK).bind(pad(check)?).execute(&self.0).await?;
        Ok(())
    }

    pub(crate) async fn holder(&self, holder: HolderId) -> Result<Option<Vec<u8>>, VaultError> {
        let sql = "SELECT wrapped FROM holder WHERE id = $1";
        let row = sqlx::query(sql)
            .bind(holder.to_string())
            .fetch_optional(&self.0)
            .await?;
        row.map(|row| unpad(row.try_get::<&[u8], _>(0)?)).transpose()
    }

    /// Destroys the holder's key, and with it the use of every wrap under it: one write, however many there are.
    pub(crate) async fn delete_holder(&self, holder: HolderId, now: Time) -> Result<(), VaultError> {
        let mut transaction = self.0.begin_with("BEGIN IMMEDIATE").await?;
        let holder = holder.to_string();
        sqlx::query("DELETE FROM holder WHERE id = $1")
            .bind(&holder)
            .execute(&mut *transaction)
            .await?;
        bury(&mut transaction, &holder, HOLDER, now).await?;
        Ok(transaction.commit().await?)
    }

    /// Deletes up to `most` wraps under a holder's key; how many there were.
    pub(crate) async fn delete_wraps_of(&self, holder: HolderId, most: u32) -> Result<u64, VaultError> {
        let sql = "DELETE FROM key WHERE rowid IN (SELECT rowid FROM key WHERE holder = $1 LIMIT $2)";
        let deleted = sqlx::query(sql)
            .bind(holder.to_string())
            .bind(most)
            .execute(&self.0)
            .await?;
        Ok(deleted.rows_affected())
    }

    /// Writes the first wraps of units in one transaction. A unit that has a key stays as it is, and a holder whose key
    /// was destroyed gets none.
    pub(crate) async fn insert_first_wraps(&self, wraps: &[Wrap], now: Time) -> Result<(), VaultError> {
        if wraps.is_empty() {
            return Ok(());
        }
        let mut transaction = self.0.begin_with("BEGIN IMMEDIATE").await?;
        for wrap in wraps {
            let sql = "INSERT INTO key (unit, holder, wrapped, created_at) SELECT $1, $2, $3, $4
                       WHERE EXISTS (SELECT 1 FROM holder WHERE id = $2)
                         AND NOT EXISTS (SELECT 1 FROM key WHERE unit = $1)
                         AND NOT EXISTS (SELECT 1 FROM tombstone WHERE subject = $1)";
            let query = sqlx::query(sql)
                .bind(wrap.unit.to_string())
                .bind(wrap.holder.to_string());
            query
                .bind(pad(&wrap.wrapped)?)
                .bind(now.millis())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Writes one more wrap of a unit's key, while both the wrap that the key came from and the holder are still there.
    pub(crate) async fn insert_further_wrap(&self, wrap: &Wrap, source: &Wrap, now: Time) -> Result<(), VaultError> {
        let sql = "INSERT INTO key (unit, holder, wrapped, created_at) SELECT $1, $2, $3, $4
                   WHERE EXISTS (SELECT 1 FROM holder WHERE id = $2)
                     AND EXISTS (SELECT 1 FROM key WHERE unit = $1 AND wrapped = $5)
                   ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql)
            .bind(wrap.unit.to_string())
            .bind(wrap.holder.to_string());
        let query = query.bind(pad(&wrap.wrapped)?).bind(now.millis());
        query.bind(pad(&source.wrapped)?).execute(&self.0).await?;
        Ok(())
    }

    pub(crate) async fn wraps(&self, unit: UnitId) -> Result<Vec<Wrap>, VaultError> {
        let sql = "SELECT holder, wrapped FROM key WHERE unit = $1";
        let rows = sqlx::query(sql).bind(unit.to_string()).fetch_all(&self.0).await?;
        rows.iter()
            .map(|row| {
                let holder: String = row.try_get(0)?;
                let holder = holder
                    .parse()
                    .map_err(|_| VaultError::Damaged("a holder's id".to_owned()))?;
                Ok(Wrap {
                    unit,
                    holder,
                    wrapped: unpad(row.try_get::<&[u8], _>(1)?)?,
                })
            })
            .collect()
    }

    pub(crate) async fn delete_wraps(&self, unit: UnitId, now: Time) -> Result<(), VaultError> {
        let mut transaction = self.0.begin_with("BEGIN IMMEDIATE").await?;
        let unit = unit.to_string();
        sqlx::query("DELETE FROM key WHERE unit = $1")
            .bind(&unit)
            .execute(&mut *transaction)
            .await?;
        bury(&mut transaction, &unit, UNIT, now).await?;
        Ok(transaction.commit().await?)
    }

    pub(crate) async fn close(&self) {
        self.0.close().await;
    }

    /// Reads the whole store once and says whether it is sound.
    pub(crate) async fn verify(&self) -> Result<(), VaultError> {
        let row = sqlx::query("PRAGMA quick_check(1)").fetch_one(&self.0).await?;
        let said: String = row.try_get(0)?;
        if said == "ok" {
            Ok(())
        } else {
            Err(VaultError::Damaged(said))
        }
    }
}

/// The length in two bytes, the key, zeros.
pub(crate) fn pad(wrapped: &[u8]) -> Result<Vec<u8>, VaultError> {
    let length = u16::try_from(wrapped.len())
        .ok()
        .filter(|length| usize::from(*length) <= PADDED - 2);
    let length = length.ok_or_else(|| VaultError::Unavailable("a wrapped key is too long".to_owned()))?;
    let mut padded = [&length.to_be_bytes()[..], wrapped].concat();
    padded.resize(PADDED, 0);
    Ok(padded)
}

pub(crate) fn unpad(padded: &[u8]) -> Result<Vec<u8>, VaultError> {
    let damaged = || VaultError::Damaged("a wrapped key".to_owned());
    let (length, rest) = padded.split_first_chunk::<2>().ok_or_else(damaged)?;
    rest.get(..usize::from(u16::from_be_bytes(*length)))
        .map(<[u8]>::to_vec)
        .ok_or_else(damaged)
}
