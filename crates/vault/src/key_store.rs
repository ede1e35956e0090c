//! The key store's rows: wrapped keys only, in a file without a write-ahead log where deleted bytes are overwritten, or in a
//! database of its own.

use basics::{HolderId, Time, UnitId};

use crate::{
    VaultError,
    roots::CHECK,
    rows::{Row, Rows, values},
    tombstones::{HOLDER, UNIT, bury},
};

#[derive(Clone)]
pub(crate) struct KeyStore(pub(crate) Rows);

/// The length of a padded key. With the rest of its row it is longer than what a page of a tree holds.
const PADDED: usize = 480;

/// One unit's key as one holder has it.
#[derive(Clone)]
pub(crate) struct Wrap {
    pub(crate) unit: UnitId,
    pub(crate) holder: HolderId,
    pub(crate) wrapped: Vec<u8>,
}

/// How many units one look into the store is for.
pub(crate) const TOGETHER: usize = 64;

impl KeyStore {
    /// The wrapped value of that name, where there is one.
    pub(crate) async fn root(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let sql = "SELECT wrapped FROM root WHERE name = $1";
        let row = self.0.first(sql, values![name]).await?;
        row.map(|row| unpad(&row.blob(0)?)).transpose()
    }

    /// Puts the first check into a store that has none.
    pub(crate) async fn insert_check(&self, check: &[u8]) -> Result<(), VaultError> {
        let sql = "INSERT INTO root (name, wrapped) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        self.0.run(sql, values![CHECK, pad(check)?]).await.map(|_| ())
    }

    /// Puts a wrapped value there, where there is none of that name and the store is still under the check's root.
    pub(crate) async fn insert_root(&self, name: &str, wrapped: &[u8], check: &[u8]) -> Result<(), VaultError> {
        let sql = "INSERT INTO root (name, wrapped) SELECT $1, $2
                   WHERE EXISTS (SELECT 1 FROM root WHERE name = $3 AND wrapped = $4) ON CONFLICT DO NOTHING";
        let values = values![name, pad(wrapped)?, CHECK, pad(check)?];
        self.0.run(sql, values).await.map(|_| ())
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
        let (wrapped, check) = (pad(wrapped)?, pad(check)?);
        let values = values![holder.to_string(), kind, wrapped, now.millis(), CHECK, check];
        self.0.run(sql, values).await.map(|_| ())
    }

    pub(crate) async fn holder(&self, holder: HolderId) -> Result<Option<Vec<u8>>, VaultError> {
        let sql = "SELECT wrapped FROM holder WHERE id = $1";
        let row = self.0.first(sql, values![holder.to_string()]).await?;
        row.map(|row| unpad(&row.blob(0)?)).transpose()
    }

    /// Destroys the holder's key, and with it the use of every wrap under it: one write, however many there are.
    pub(crate) async fn delete_holder(&self, holder: HolderId, now: Time) -> Result<(), VaultError> {
        let mut writing = self.0.write().await?;
        let holder = holder.to_string();
        writing
            .run("DELETE FROM holder WHERE id = $1", values![holder.clone()])
            .await?;
        bury(&mut writing, &holder, HOLDER, now).await?;
        writing.commit().await?;
        self.0.vacuum("VACUUM (SKIP_LOCKED) holder").await;
        Ok(())
    }

    /// Deletes up to `most` wraps under a holder's key; how many there were.
    pub(crate) async fn delete_wraps_of(&self, holder: HolderId, most: u32) -> Result<u64, VaultError> {
        let sql = "DELETE FROM key WHERE holder = $1 AND unit IN (SELECT unit FROM key WHERE holder = $1 LIMIT $2)";
        self.0.run(sql, values![holder.to_string(), i64::from(most)]).await
    }

    /// Writes the first wraps of units in one transaction. A unit that has a key stays as it is, and a holder whose key
    /// was destroyed gets none.
    pub(crate) async fn insert_first_wraps(&self, wraps: &[Wrap], now: Time) -> Result<(), VaultError> {
        if wraps.is_empty() {
            return Ok(());
        }
        let mut writing = self.0.write().await?;
        for wrap in wraps {
            let sql = "INSERT INTO key (unit, holder, wrapped, created_at) SELECT $1, $2, $3, $4
                       WHERE EXISTS (SELECT 1 FROM holder WHERE id = $2)
                         AND NOT EXISTS (SELECT 1 FROM key WHERE unit = $1)
                         AND NOT EXISTS (SELECT 1 FROM tombstone WHERE subject = $1)";
            let (unit, holder) = (wrap.unit.to_string(), wrap.holder.to_string());
            let values = values![unit, holder, pad(&wrap.wrapped)?, now.millis()];
            writing.run(sql, values).await?;
        }
        writing.commit().await
    }

    /// Writes one more wrap of a unit's key, while both the wrap that the key came from and the holder are still there.
    pub(crate) async fn insert_further_wrap(&self, wrap: &Wrap, source: &Wrap, now: Time) -> Result<(), VaultError> {
        let sql = "INSERT INTO key (unit, holder, wrapped, created_at) SELECT $1, $2, $3, $4
                   WHERE EXISTS (SELECT 1 FROM holder WHERE id = $2)
                     AND EXISTS (SELECT 1 FROM key WHERE unit = $1 AND wrapped = $5)
                   ON CONFLICT DO NOTHING";
        let (unit, holder) = (wrap.unit.to_string(), wrap.holder.to_string());
        let (wrapped, source) = (pad(&wrap.wrapped)?, pad(&source.wrapped)?);
        let values = values![unit, holder, wrapped, now.millis(), source];
        self.0.run(sql, values).await.map(|_| ())
    }

    pub(crate) async fn wraps(&self, unit: UnitId) -> Result<Vec<Wrap>, VaultError> {
        let sql = "SELECT holder, wrapped FROM key WHERE unit = $1";
        let rows = self.0.all(sql, values![unit.to_string()]).await?;
        rows.iter()
            .map(|row| {
                Ok(Wrap {
                    unit,
                    holder: holder_in(row)?,
                    wrapped: unpad(&row.blob(1)?)?,
                })
            })
            .collect()
    }

    /// Every wrap of up to [`TOGETHER`] units.
    pub(crate) async fn wraps_of(&self, units: &[UnitId]) -> Result<Vec<Wrap>, VaultError> {
        let sql = "SELECT holder, wrapped, unit FROM key
                   WHERE unit IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                                $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
                                $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48,
                                $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64)";
        let Some(last) = units.last() else {
            return Ok(Vec::new());
        };
        // One text for however many there are: what is missing is asked for twice.
        let filled = units.iter().chain(std::iter::repeat(last)).take(TOGETHER);
        let rows = self
            .0
            .all(sql, filled.map(|unit| unit.to_string().into()).collect())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Wrap {
                    unit: row
                        .text(2)?
                        .parse()
                        .map_err(|_| VaultError::Damaged("a unit's id".to_owned()))?,
                    holder: holder_in(row)?,
                    wrapped: unpad(&row.blob(1)?)?,
                })
            })
            .collect()
    }

    pub(crate) async fn delete_wraps(&self, unit: UnitId, now: Time) -> Result<(), VaultError> {
        let mut writing = self.0.write().await?;
        let unit = unit.to_string();
        writing
            .run("DELETE FROM key WHERE unit = $1", values![unit.clone()])
            .await?;
        bury(&mut writing, &unit, UNIT, now).await?;
        writing.commit().await
    }

    pub(crate) async fn close(&self) {
        self.0.close().await;
    }

    /// Reads the whole file once and says whether it is sound; a server sees to that itself.
    pub(crate) async fn verify(&self) -> Result<(), VaultError> {
        if let Rows::Postgres(_) = self.0 {
            return Ok(());
        }
        let row = self.0.first("PRAGMA quick_check(1)", values![]).await?;
        let said = row.map(|row| row.text(0)).transpose()?.unwrap_or_default();
        if said == "ok" {
            Ok(())
        } else {
            Err(VaultError::Damaged(said))
        }
    }
}

/// The holder's id in a row's first column.
pub(crate) fn holder_in(row: &Row) -> Result<HolderId, VaultError> {
    let damaged = |_| VaultError::Damaged("a holder's id".to_owned());
    row.text(0)?.parse().map_err(damaged)
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
