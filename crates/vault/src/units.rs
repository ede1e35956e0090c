//! Units: what is erased as one. Each has a key; destroying its wraps is the erasure.

use basics::{HolderId, UnitId};
use privacy::guard;

use crate::{
    Vault, VaultError, cipher,
    key::Key,
    key_store::{TOGETHER, Wrap},
};

impl Vault {
    /// Makes a unit's key and gives it to a holder; on the disk when this returns. Doing it twice keeps the first key.
    /// Calls that arrive together share one flush.
    ///
    /// # Errors
    /// [`VaultError::Erased`] when the holder's key was destroyed, [`VaultError::HeldByAnother`] when the unit has a key
    /// that this holder does not hold.
    pub async fn create_unit(&self, unit: UnitId, holder: HolderId) -> Result<(), VaultError> {
        let wrap = self.wrap(unit, holder, &Key::fresh(&self.0.chance)).await?;
        self.lock_waiting().push(wrap.clone());
        let _turn = self.0.writing.lock().await;
        let batch = std::mem::take(&mut *self.lock_waiting());
        self.0.store.insert_first_wraps(&batch, self.0.clock.now()).await?;
        if batch.is_empty() && self.0.store.wraps(unit).await?.is_empty() {
            // Whoever took this along with theirs did not finish.
            self.0.store.insert_first_wraps(&[wrap], self.0.clock.now()).await?;
        }
        match self.0.store.wraps(unit).await? {
            wraps if wraps.iter().any(|wrap| wrap.holder == holder) => Ok(()),
            wraps if wraps.is_empty() => Err(VaultError::Erased),
            _ => Err(VaultError::HeldByAnother),
        }
    }

    /// Lets another holder open the unit too.
    pub async fn share_unit(&self, unit: UnitId, with: HolderId) -> Result<(), VaultError> {
        // Not from what was opened a moment ago: that may have been destroyed since, and sharing would bring it back.
        let (key, source) = self.stored_key(unit).await?;
        let wrap = self.wrap(unit, with, &key).await?;
        let now = self.0.clock.now();
        self.0.store.insert_further_wrap(&wrap, &source, now).await?;
        let wraps = self.0.store.wraps(unit).await?;
        if wraps.iter().any(|wrap| wrap.holder == with) {
            Ok(())
        } else {
            Err(VaultError::Erased)
        }
    }

    /// Destroys the unit's key: every wrap of it, whoever holds it (P-SET-05).
    pub async fn destroy_unit(&self, unit: UnitId) -> Result<(), VaultError> {
        self.0.units.forget(&unit);
        if guard!("P-SET-05/key") {
            self.0.store.delete_wraps(unit, self.0.clock.now()).await?;
        }
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
        let forgotten = self.0.units.forgotten();
        let (key, _) = self.stored_key(unit).await?;
        self.0.units.keep(unit, key.clone(), now, forgotten);
        Ok(key)
    }

    /// Opens the keys of several units by few looks into the store, for whoever needs them one after another.
    pub(crate) async fn open_together(&self, units: &[UnitId]) -> Result<(), VaultError> {
        let now = self.0.clock.now();
        let closed: Vec<_> = units
            .iter()
            .filter(|unit| self.0.units.find(unit, now).is_none())
            .copied()
            .collect();
        for batch in closed.chunks(TOGETHER) {
            let forgotten = self.0.units.forgotten();
            for wrap in self.0.store.wraps_of(batch).await? {
                if let Some(key) = self.opened(&wrap).await? {
                    self.0.units.keep(wrap.unit, key, now, forgotten);
                }
            }
        }
        Ok(())
    }

    /// The unit's key as the store has it now, and the wrap that it came from.
    async fn stored_key(&self, unit: UnitId) -> Result<(Key, Wrap), VaultError> {
        for wrap in self.0.store.wraps(unit).await? {
            if let Some(key) = self.opened(&wrap).await? {
                return Ok((key, wrap));
            }
        }
        Err(VaultError::Erased)
    }

    /// The key in a wrap; none where its holder's key was destroyed.
    async fn opened(&self, wrap: &Wrap) -> Result<Option<Key>, VaultError> {
        let holder = match self.holder_key(wrap.holder).await {
            Ok(holder) => holder,
            Err(VaultError::Erased) => return Ok(None),
            Err(error) => return Err(error),
        };
        let bytes = cipher::open(&holder, &context(wrap.unit, wrap.holder), &wrap.wrapped)?;
        Key::from_bytes(&bytes).map(Some).ok_or(VaultError::Forged)
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
