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
    root_key::{KeyProvider, RootKeyFile},
};

/// Keys and seals of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Vault(pub(crate) Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) store: KeyStore,
    pub(crate) root: Arc<dyn KeyProvider>,
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

const KNOWN: &[u8] = b"nanoprompt key store, version 1";

impl Vault {
    /// Opens the key folder, or makes it: `keys.db` and `root.key`, for the owner only.
    ///
    /// # Errors
    /// Each [`VaultError`] says what to do about it.
    pub async fn open(folder: &Path, clock: Arc<dyn Clock>, chance: Arc<Chance>) -> Result<Self, VaultError> {
        make_folder(folder).map_err(|error| VaultError::Unavailable(error.to_string()))?;
        let (key, store) = (folder.join("root.key"), folder.join("keys.db"));
        // One without the other means that a copy was put back in part; a fresh one in its place would look like a
        // store whose every key was destroyed.
        match (key.exists(), store.exists()) {
            (true, false) => {
                return Err(VaultError::Missing {
                    file: store.display().to_string(),
                });
            }
            (false, true) => {
                return Err(VaultError::Missing {
                    file: key.display().to_string(),
                });
            }
            _ => {}
        }
        KeyStore::open(&store).await?;
        let root = Arc::new(RootKeyFile::open(&key, chance.clone())?);
        Self::with_provider(folder, root, clock, chance).await
    }

    /// The same with another keeper of the root key.
    pub async fn with_provider(
        folder: &Path,
        root: Arc<dyn KeyProvider>,
        clock: Arc<dyn Clock>,
        chance: Arc<Chance>,
    ) -> Result<Self, VaultError> {
        let store = KeyStore::open(&folder.join("keys.db")).await?;
        store.verify().await?;
        let known = store.root_or("check", &root.wrap(b"check", KNOWN).await?).await?;
        if root.unwrap(b"check", &known).await.ok().as_deref() != Some(KNOWN) {
            return Err(VaultError::WrongRootKey);
        }
        let index = root_key(&store, root.as_ref(), &chance, "index").await?;
        let signing = root_key(&store, root.as_ref(), &chance, "signing").await?;
        let backup = root_key(&store, root.as_ref(), &chance, "backup").await?;
        let (units, holders) = (Opened::new(), Opened::new());
        let waiting = std::sync::Mutex::default();
        Ok(Self(Arc::new(Parts {
            store,
            root,
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

    /// Whether the key store answers.
    pub async fn ready(&self) -> Result<(), VaultError> {
        self.0.store.check().await
    }
}

/// A key of the installation itself, made when it is first asked for.
async fn root_key(
    store: &KeyStore,
    root: &dyn KeyProvider,
    chance: &Chance,
    name: &'static str,
) -> Result<Key, VaultError> {
    let fresh = root.wrap(name.as_bytes(), Key::fresh(chance).bytes()).await?;
    let bytes = root
        .unwrap(name.as_bytes(), &store.root_or(name, &fresh).await?)
        .await?;
    Key::from_bytes(&bytes).ok_or(VaultError::WrongRootKey)
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
