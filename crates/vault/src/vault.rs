//! The vault itself: opened once, shared by everybody.

use std::{path::Path, sync::Arc};

use basics::{Chance, Clock, HolderId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::sync::Mutex;

use crate::{
    VaultError,
    key::Key,
    key_store::{KeyStore, Wrap},
    opened::{Opened, OpenedUnits},
    places::KeyPlaces,
    root_files::RootFiles,
    roots::{self, CHECK, KNOWN, Roots, TRIES},
};

/// Keys and seals of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Vault(pub(crate) Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) store: KeyStore,
    pub(crate) roots: Roots,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<Chance>,
    pub(crate) units: OpenedUnits,
    pub(crate) holders: Opened<HolderId>,
    /// Wraps that wait to be written together, by one flush to the disk.
    pub(crate) waiting: std::sync::Mutex<Vec<Wrap>>,
    pub(crate) writing: Mutex<()>,
    index: Key,
    pub(crate) signing: Key,
    pub(crate) backup: Key,
}

impl Vault {
    /// Opens the key folder, or makes it: `keys.db` and `root.key`, for the owner only.
    ///
    /// # Errors
    /// Each [`VaultError`] says what to do about it.
    pub async fn open(folder: &Path, clock: Arc<dyn Clock>, chance: Arc<Chance>) -> Result<Self, VaultError> {
        Self::open_at(&KeyPlaces::folder(folder), clock, chance).await
    }

    /// The same wherever keys are.
    pub async fn open_at(places: &KeyPlaces, clock: Arc<dyn Clock>, chance: Arc<Chance>) -> Result<Self, VaultError> {
        let files = RootFiles::new(&places.folder, chance.clone());
        let store = places.open(&files).await?;
        store.verify().await?;
        let elsewhere = places.elsewhere.clone();
        let roots = Roots::new(files, elsewhere);
        if store.root(CHECK).await?.is_none() {
            let root = roots.preferred()?;
            let check = roots::wrap(root.as_ref(), CHECK.as_bytes(), KNOWN).await?;
            store.insert_check(&check).await?;
        }
        follow_root(&store, &roots).await?;
        let index = root_key(&store, &roots, &chance, "index").await?;
        let signing = root_key(&store, &roots, &chance, "signing").await?;
        let backup = root_key(&store, &roots, &chance, "backup").await?;
        let (units, holders) = (Opened::new(), Opened::new());
        let waiting = std::sync::Mutex::default();
        Ok(Self(Arc::new(Parts {
            store,
            roots,
            clock,
            chance,
            units,
            holders,
            waiting,
            writing: Mutex::default(),
            index,
            signing,
            backup,
        })))
    }

    /// A keyed hash for looking things up that rest sealed, such as an e-mail address (HMAC-SHA-256, RFC 2104).
    #[must_use]
    pub fn index(&self, label: &str, bytes: &[u8]) -> [u8; 32] {
        let key = self.0.index.derive(&[b"index", label.as_bytes()]);
        let mut hash = Hmac::<Sha256>::new_from_slice(key.bytes())
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        hash.update(bytes);
        hash.finalize().into_bytes().into()
    }

    /// Closes the key store; nothing can be opened any more.
    pub async fn close(&self) {
        self.0.store.close().await;
    }

    /// Whether the key store answers, under a root that is known here. Old root keys are let go of on the way.
    pub async fn ready(&self) -> Result<(), VaultError> {
        self.follow_root().await?;
        if self.0.roots.has_several() {
            self.0.roots.reload()?;
        }
        Ok(())
    }

    /// Whether the store is under another root than a moment ago; that one wraps from now on.
    pub(crate) async fn follow_root(&self) -> Result<bool, VaultError> {
        let before = self.0.roots.present()?.check;
        follow_root(&self.0.store, &self.0.roots).await?;
        Ok(self.0.roots.present()?.check != before)
    }
}

/// Takes the root that the store is under for the present one, after reading the key folder again where it is not known.
pub(crate) async fn follow_root(store: &KeyStore, roots: &Roots) -> Result<(), VaultError> {
    for _ in 0..TRIES {
        let check = store.root(CHECK).await?;
        let check = check.ok_or_else(|| VaultError::Damaged("the wrap that tells the root is gone".to_owned()))?;
        if roots.present().is_ok_and(|present| present.check == check) {
            return Ok(());
        }
        match roots.believe(check).await {
            Err(VaultError::WrongRootKey) => roots.reload()?,
            believed => return believed,
        }
    }
    Err(VaultError::WrongRootKey)
}

/// A key of the installation itself, made when it is first asked for.
async fn root_key(store: &KeyStore, roots: &Roots, chance: &Chance, name: &'static str) -> Result<Key, VaultError> {
    let fresh = Key::fresh(chance);
    for _ in 0..TRIES {
        if let Some(wrapped) = store.root(name).await? {
            if let Some((_, bytes)) = roots.open(name.as_bytes(), &wrapped).await? {
                return Key::from_bytes(&bytes).ok_or(VaultError::WrongRootKey);
            }
            roots.reload()?;
        }
        follow_root(store, roots).await?;
        let present = roots.present()?;
        let wrapped = roots::wrap(present.root.as_ref(), name.as_bytes(), fresh.bytes()).await?;
        store.insert_root(name, &wrapped, &present.check).await?;
    }
    Err(VaultError::WrongRootKey)
}
