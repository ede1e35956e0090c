//! Holders: who can open units. Destroying a holder's key erases all that only they held, by one write.

use basics::HolderId;
use privacy::guard;

use crate::{
    Vault, VaultError,
    key::Key,
    roots::{self, TRIES},
};

/// What kind of holder it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolderKind {
    /// A person.
    Person,
    /// A workspace that several people share.
    Workspace,
    /// Nobody but this installation, for what is no person's.
    Installation,
}

impl HolderKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Workspace => "workspace",
            Self::Installation => "installation",
        }
    }
}

impl Vault {
    /// Gives a new holder a key. Doing it twice changes nothing.
    ///
    /// # Errors
    /// [`VaultError::Erased`] when the holder's key was destroyed: nobody comes back under an id that was erased (P-RET-06).
    pub async fn create_holder(&self, holder: HolderId, kind: HolderKind) -> Result<(), VaultError> {
        let key = Key::fresh(&self.0.chance);
        for _ in 0..TRIES {
            let present = self.0.roots.present()?;
            let wrapped = roots::wrap(present.root.as_ref(), &context(holder), key.bytes()).await?;
            let now = self.0.clock.now();
            self.0
                .store
                .insert_holder(holder, kind.name(), &wrapped, &present.check, now)
                .await?;
            if self.0.store.holder(holder).await?.is_some() {
                return Ok(());
            }
            if !self.follow_root().await? {
                return Err(VaultError::Erased);
            }
        }
        Err(VaultError::WrongRootKey)
    }

    /// Destroys a holder's key (P-RET-04): one write, after which nothing opens that only this holder held.
    pub async fn destroy_holder(&self, holder: HolderId) -> Result<(), VaultError> {
        self.0.holders.forget(&holder);
        self.0.units.forget_all();
        if guard!("P-RET-04/key") {
            self.0.store.delete_holder(holder, self.0.clock.now()).await?;
        }
        // Somebody may have opened one again between the two.
        self.0.holders.forget(&holder);
        self.0.units.forget_all();
        Ok(())
    }

    /// Removes up to `most` wraps that a destroyed holder left behind; how many there were. Nothing opens them any more.
    pub async fn purge_wraps(&self, holder: HolderId, most: u32) -> Result<u64, VaultError> {
        self.0.store.delete_wraps_of(holder, most).await
    }

    pub(crate) async fn holder_key(&self, holder: HolderId) -> Result<Key, VaultError> {
        let now = self.0.clock.now();
        if let Some(key) = self.0.holders.find(&holder, now) {
            return Ok(key);
        }
        let forgotten = self.0.holders.forgotten();
        let key = self.stored_holder_key(holder).await?;
        self.0.holders.keep(holder, key.clone(), now, forgotten);
        Ok(key)
    }

    async fn stored_holder_key(&self, holder: HolderId) -> Result<Key, VaultError> {
        for _ in 0..TRIES {
            let wrapped = self.0.store.holder(holder).await?.ok_or(VaultError::Erased)?;
            if let Some((_, bytes)) = self.0.roots.open(&context(holder), &wrapped).await? {
                return Key::from_bytes(&bytes).ok_or(VaultError::Forged);
            }
            self.0.roots.reload()?;
        }
        Err(VaultError::WrongRootKey)
    }
}

/// What a holder's key is bound to.
pub(crate) fn context(holder: HolderId) -> Vec<u8> {
    [&b"holder"[..], holder.as_bytes()].concat()
}
