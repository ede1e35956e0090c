//! The key store's rows as a change of the root sees them. A padded wrap has its length in front, then the mark of its root.

use crate::{
    VaultError,
    key_store::{KeyStore, holder_in, pad, unpad},
    roots::MARK,
    rotation::{Rewrap, RootRow},
    rows::values,
};

impl KeyStore {
    /// The installation's own wrapped keys, but those that begin with a mark.
    pub(crate) async fn own_not_under(&self, mark: &[u8; MARK]) -> Result<Vec<(RootRow, Vec<u8>)>, VaultError> {
        let sql = "SELECT name, wrapped FROM root WHERE substr(wrapped, 3, 16) <> $1";
        let rows = self.0.all(sql, values![mark.to_vec()]).await?;
        rows.iter()
            .map(|row| Ok((RootRow::Own(row.text(0)?), unpad(&row.blob(1)?)?)))
            .collect()
    }

    /// Up to `most` holders' wrapped keys behind the id, in the order of ids, but those that begin with a mark.
    pub(crate) async fn holders_not_under(
        &self,
        mark: &[u8; MARK],
        after: &str,
        most: u32,
    ) -> Result<Vec<(RootRow, Vec<u8>)>, VaultError> {
        let sql = "SELECT id, wrapped FROM holder WHERE substr(wrapped, 3, 16) <> $1 AND id > $2 ORDER BY id LIMIT $3";
        let rows = self.0.all(sql, values![mark.to_vec(), after, i64::from(most)]).await?;
        rows.iter()
            .map(|row| Ok((RootRow::Holder(holder_in(row)?), unpad(&row.blob(1)?)?)))
            .collect()
    }

    /// Whether anything is under another root than the one with this mark.
    pub(crate) async fn any_under_another(&self, mark: &[u8; MARK]) -> Result<bool, VaultError> {
        let holders = self.holders_not_under(mark, "", 1).await?;
        Ok(!holders.is_empty() || !self.own_not_under(mark).await?.is_empty())
    }

    /// Exchanges wraps in one transaction, each where it is still what was read; how many were.
    pub(crate) async fn rewrap(&self, rewraps: &[Rewrap]) -> Result<u64, VaultError> {
        let mut writing = self.0.write().await?;
        let mut exchanged = 0;
        for rewrap in rewraps {
            let (sql, id) = match &rewrap.row {
                RootRow::Own(name) => (
                    "UPDATE root SET wrapped = $1 WHERE name = $2 AND wrapped = $3",
                    name.clone(),
                ),
                RootRow::Holder(holder) => (
                    "UPDATE holder SET wrapped = $1 WHERE id = $2 AND wrapped = $3",
                    holder.to_string(),
                ),
            };
            let values = values![pad(&rewrap.new)?, id, pad(&rewrap.old)?];
            exchanged += writing.run(sql, values).await?;
        }
        writing.commit().await?;
        Ok(exchanged)
    }

    /// Takes back the room of what was exchanged.
    pub(crate) async fn clear_away(&self) {
        self.0.vacuum("VACUUM (SKIP_LOCKED) root").await;
        self.0.vacuum("VACUUM (SKIP_LOCKED) holder").await;
    }
}
