//! The roots that are known here, and which of them wraps at present.
//!
//! Usually there is one. While a root is being replaced there are two, and other processes of the installation learn of
//! the new one when they first meet a wrap of it. What is wrapped is marked with its root, so that each finds its own.

use std::sync::{Arc, RwLock};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{VaultError, root_files::RootFiles, root_key::KeyProvider};

/// Begins every marked wrap. One that was made before wraps were marked begins with 24 random bytes instead.
const MARKED: &[u8; 8] = b"NP-root\x01";
/// How often something is tried again because the root was changed in the meantime.
pub(crate) const TRIES: usize = 5;
/// How many bytes a mark has.
pub(crate) const MARK: usize = 16;

/// What the wrap under `check` opens to.
pub(crate) const KNOWN: &[u8] = b"nanoprompt key store, version 1";
/// The name of the wrap that tells under which root the store is.
pub(crate) const CHECK: &str = "check";

pub(crate) type Root = Arc<dyn KeyProvider>;

pub(crate) struct Roots {
    pub(crate) files: RootFiles,
    /// The root that is not a file, where one is set up.
    pub(crate) elsewhere: Option<Root>,
    known: RwLock<Known>,
}

#[derive(Clone, Default)]
struct Known {
    roots: Vec<Root>,
    present: Option<Present>,
}

/// The root that wraps at present, and the wrap in the store that says so.
#[derive(Clone)]
pub(crate) struct Present {
    pub(crate) root: Root,
    pub(crate) check: Vec<u8>,
}

impl Roots {
    pub(crate) fn new(files: RootFiles, elsewhere: Option<Root>) -> Self {
        let known = RwLock::default();
        Self {
            files,
            elsewhere,
            known,
        }
    }

    /// Which root a fresh store is put under.
    pub(crate) fn preferred(&self) -> Result<Root, VaultError> {
        match &self.elsewhere {
            Some(elsewhere) => Ok(elsewhere.clone()),
            None => Ok(Arc::new(self.files.first()?)),
        }
    }

    pub(crate) fn present(&self) -> Result<Present, VaultError> {
        self.known().present.ok_or(VaultError::WrongRootKey)
    }

    /// Reads the key folder again. The root that wraps at present is kept, whatever became of its file.
    pub(crate) fn reload(&self) -> Result<(), VaultError> {
        let mut roots: Vec<Root> = Vec::new();
        for file in self.files.read()? {
            roots.push(Arc::new(file));
        }
        roots.extend(self.elsewhere.clone());
        let mut known = self.known.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let present = known.present.iter().map(|present| &present.root);
        let kept = present.filter(|present| roots.iter().all(|root| root.id() != present.id()));
        roots.extend(kept.cloned().collect::<Vec<_>>());
        known.roots = roots;
        Ok(())
    }

    /// Whether there is a root in memory that may not be needed any more.
    pub(crate) fn has_several(&self) -> bool {
        self.known().roots.len() > 1
    }

    /// Takes the root that opens the store's check for the one that wraps at present.
    ///
    /// # Errors
    /// [`VaultError::WrongRootKey`] when no known root opens it.
    pub(crate) async fn believe(&self, check: Vec<u8>) -> Result<(), VaultError> {
        let opened = match self.open(CHECK.as_bytes(), &check).await {
            Err(VaultError::Forged) => None,
            opened => opened?,
        };
        let (root, _) = opened
            .filter(|(_, plain)| plain.as_slice() == KNOWN)
            .ok_or(VaultError::WrongRootKey)?;
        let mut known = self.known.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.present = Some(Present { root, check });
        Ok(())
    }

    /// What was wrapped, and by which root; `None` when that root is not known here.
    pub(crate) async fn open(
        &self,
        context: &[u8],
        wrapped: &[u8],
    ) -> Result<Option<(Root, Zeroizing<Vec<u8>>)>, VaultError> {
        let roots = self.known().roots;
        if wrapped.starts_with(MARKED) {
            let Some((mark, wrapped)) = wrapped.split_at_checked(MARK) else {
                return Err(VaultError::Forged);
            };
            let Some(root) = roots.into_iter().find(|root| mark_of(root.as_ref()) == mark) else {
                return Ok(None);
            };
            let plain = root.unwrap(context, wrapped).await?;
            return Ok(Some((root, Zeroizing::new(plain))));
        }
        for root in roots {
            match root.unwrap(context, wrapped).await {
                Ok(plain) => return Ok(Some((root, Zeroizing::new(plain)))),
                Err(VaultError::Forged) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    fn known(&self) -> Known {
        let known = self.known.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.clone()
    }
}

/// Wrapped by a root, and marked with it.
pub(crate) async fn wrap(root: &dyn KeyProvider, context: &[u8], key: &[u8]) -> Result<Vec<u8>, VaultError> {
    let wrapped = root.wrap(context, key).await?;
    Ok([&mark_of(root)[..], &wrapped].concat())
}

/// How a root's wraps begin.
pub(crate) fn mark_of(root: &dyn KeyProvider) -> [u8; MARK] {
    let mut mark = [0; MARK];
    let (kind, which) = mark.split_at_mut(MARKED.len());
    kind.copy_from_slice(MARKED);
    which.copy_from_slice(&Sha256::digest(root.id())[..MARK - MARKED.len()]);
    mark
}
