//! Tombstones: what was erased stays erased (P-RET-06). They rest with the keys, which are always the newest, so that they
//! also reach what is restored from an older copy of the data, or an older copy of the keys.

use std::{fmt, str::FromStr};

use basics::{HolderId, Time, UnitId};
use privacy::guard;

use crate::{
    Vault, VaultError,
    rows::{Transaction, values},
};

pub(crate) const HOLDER: &str = "holder";
pub(crate) const UNIT: &str = "unit";

/// Something whose key was destroyed. Opaque ids only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tombstone {
    /// What it was.
    pub subject: Erased,
    /// When.
    pub erased_at: Time,
}

/// What a destroyed key belonged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// Whoever held units.
    Holder(HolderId),
    /// One unit.
    Unit(UnitId),
}

/// `holder 018f… 1795478400000`.
impl fmt::Display for Tombstone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.erased_at.millis();
        match self.subject {
            Erased::Holder(id) => write!(f, "{HOLDER} {id} {at}"),
            Erased::Unit(id) => write!(f, "{UNIT} {id} {at}"),
        }
    }
}

impl FromStr for Tombstone {
    type Err = VaultError;

    fn from_str(text: &str) -> Result<Self, VaultError> {
        let damaged = || VaultError::Damaged("a tombstone".to_owned());
        let words: Vec<_> = text.split(' ').collect();
        let [kind, subject, at] = words.as_slice() else {
            return Err(damaged());
        };
        let subject = match *kind {
            HOLDER => Erased::Holder(subject.parse().map_err(|_| damaged())?),
            UNIT => Erased::Unit(subject.parse().map_err(|_| damaged())?),
            _ => return Err(damaged()),
        };
        let erased_at = Time::from_millis(at.parse().map_err(|_| damaged())?);
        Ok(Self { subject, erased_at })
    }
}

impl Vault {
    /// Everything that was erased since then, the oldest first.
    pub async fn tombstones(&self, since: Time) -> Result<Vec<Tombstone>, VaultError> {
        let sql = "SELECT subject, kind, erased_at FROM tombstone WHERE erased_at >= $1 ORDER BY erased_at, subject";
        let rows = self.0.store.0.all(sql, values![since.millis()]).await?;
        rows.iter()
            .map(|row| format!("{} {} {}", row.text(1)?, row.text(0)?, row.int(2)?).parse())
            .collect()
    }

    /// Destroys again what is known to have been erased; for keys that came out of an older copy.
    pub async fn replay(&self, tombstones: &[Tombstone]) -> Result<(), VaultError> {
        if !guard!("P-RET-06/replay") {
            return Ok(());
        }
        for tombstone in tombstones {
            match tombstone.subject {
                Erased::Holder(holder) => self.destroy_holder(holder).await?,
                Erased::Unit(unit) => self.destroy_unit(unit).await?,
            }
        }
        Ok(())
    }

    /// Whether a holder was destroyed.
    pub async fn is_erased(&self, holder: HolderId) -> Result<bool, VaultError> {
        let sql = "SELECT 1 FROM tombstone WHERE subject = $1";
        let row = self.0.store.0.first(sql, values![holder.to_string()]).await?;
        Ok(row.is_some())
    }

    /// Removes tombstones from before then, when no copy can be that old any more.
    pub async fn sweep_tombstones(&self, before: Time) -> Result<u64, VaultError> {
        let sql = "DELETE FROM tombstone WHERE erased_at < $1";
        self.0.store.0.run(sql, values![before.millis()]).await
    }
}

/// Notes in the transaction that destroys a key what it belonged to. Replaying keeps the first time.
pub(crate) async fn bury(
    transaction: &mut Transaction,
    subject: &str,
    kind: &str,
    now: Time,
) -> Result<(), VaultError> {
    if guard!("P-RET-06/tombstone") {
        let sql = "INSERT INTO tombstone (subject, kind, erased_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        transaction.run(sql, values![subject, kind, now.millis()]).await?;
    }
    Ok(())
}
