//! Units: what is erased as one. Each has a key; destroying its wraps is the erasure.

use basics::{HolderId, UnitId};

use crate::{Vault, VaultError, cipher, key::Key, key_store::Wrap};

impl Vault {
    /// Makes a unit's key and gives it to a holder; on the disk when this returns. Doing it twice keeps the first key.
    /// Calls that arrive together share one flush.
    pub async fn create_unit(&self, unit: UnitId, holder: HolderId) -> Result<(), VaultError> {
        let key = Key::fresh(&self.0.chance);
        let wrap = self.wrap(unit, holder, &key).await?;
        self.lock_waiting().push(wrap);
        let _turn = self.0.writing.lock().await;
        let batch = std::mem::take(&mut *self.lock_waiting());
        if batch.is_empty() {
            // Somebody else wrote it together with theirs; whether that went well is asked of the store.
            let written = !self.0.store.wraps(unit).await?.is_empty();
            return if written {
                Ok(())
            } else {
                Err(VaultError::Unavailable("a key was not written".to_owned()))
            };
        }
        self.0.store.insert_wraps(&batch, self.0.clock.now()).await
    }

    /// Lets another holder open the unit too.
    pub async fn share_unit(&self, unit: UnitId, with: HolderId) -> Result<(), VaultError> {
        let key = self.unit_key(unit).await?;
        let wrap = self.wrap(unit, with, &key).await?;
        self.0.store.insert_wraps(&[wrap], self.0.clock.now()).await
    }

    /// Destroys the unit's key: every wrap of it, whoever holds it (P-SET-05).
    pub async fn destroy_unit(&self, unit: UnitId) -> Result<(), VaultError> {
        self.0.units.forget(&unit);
        self.0.store.delete_wraps(unit).await?;
        // Somebody may have opened it again between the two.
        self.0.units.forget(&unit);
        Ok(())
    }

    /// The wrapped keys of a unit as they rest, for proofs that they are gone.
    pub async fn wrapped_bytes(&self, unit: UnitId) -> Result<Vec<Vec<u8>>, VaultError> {
        Ok(self
            .0
            .store
            .wraps(unit)
            .await?
            .into_iter()
            .map(|wrap| wrap.wrapped)
            .collect())
    }

    pub(crate) async fn unit_key(&self, unit: UnitId) -> Result<Key, VaultError> {
        let now = self.0.clock.now();
        if let Some(key) = self.0.units.find(&unit, now) {
            return Ok(key);
        }
        for wrap in self.0.store.wraps(unit).await? {
            let holder = match self.holder_key(wrap.holder).await {
                Ok(holder) => holder,
                Err(VaultError::Erased) => continue,
                Err(error) => return Err(error),
            };
            let bytes = cipher::open(&holder, &context(unit, wrap.holder), &wrap.wrapped)?;
            let key = Key::from_bytes(&bytes).ok_or(VaultError::Forged)?;
            self.0.units.keep(unit, key.clone(), now);
            return Ok(key);
        }
        Err(VaultError::Erased)
    }

    async fn wrap(&self, unit: UnitId, holder: HolderId, key: &Key) -> Result<Wrap, VaultError> {
        let under = self.holder_key(holder).await?;
        let wrapped = cipher::seal(&under, &self.0.chance, &context(unit, holder), key.bytes())?;
        Ok(Wrap { unit, holder, wrapped })
    }

    fn lock_waiting(&self) -> std::sync::MutexGuard<'_, Vec<Wrap>> {
        self.0.waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn context(unit: UnitId, holder: HolderId) -> Vec<u8> {
    [&b"unit"[..], unit.as_bytes(), holder.as_bytes()].concat()
}
