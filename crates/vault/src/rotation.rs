//! Changing the root: everything that the old one wraps is wrapped by the new one, while everybody goes on working.
//!
//! First the store's check is wrapped anew. From then on whoever makes a key sees that the root was changed, since a key
//! goes in only while the check is the one that its maker knows. Then follows what is there already: row by row, each
//! only while it is still what was read, so that a key which is destroyed meanwhile stays destroyed. Cut off anywhere,
//! the same call goes on. The old root is destroyed when nothing is left under it.

use std::fs::File;

use basics::HolderId;
use zeroize::Zeroizing;

use crate::{
    Vault, VaultError,
    holders::context,
    roots::{self, CHECK, MARK, Root, mark_of},
    rows::Turn,
};

/// How many holders' keys are wrapped anew by one write.
const TOGETHER: u32 = 64;
/// The mark of no root: everything is under another.
const NO_ROOT: [u8; MARK] = [0; MARK];
/// How often everything is looked through; once is enough unless an older program writes at the same time.
const ROUNDS: usize = 5;

/// Where the root is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewRoot {
    /// A fresh key in a file.
    File,
    /// With whom the vault was opened; if it is there already, everything is wrapped by the newest key there.
    Elsewhere,
}

/// Everything is under the new root, and the old one is still there. Dropped, the old one stays; the next change goes on
/// from here.
#[must_use = "the old root key is destroyed only when this is told so"]
pub struct Rewrapped<'a> {
    /// How many keys were wrapped anew.
    pub keys: u64,
    vault: &'a Vault,
    root: Root,
    to: NewRoot,
    _turn: (File, Turn),
}

/// A wrapped key that is to be wrapped anew, and what it becomes.
pub(crate) struct Rewrap {
    pub(crate) row: RootRow,
    pub(crate) old: Vec<u8>,
    pub(crate) new: Vec<u8>,
}

/// What a root wraps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RootRow {
    /// A key of the installation itself, by its name.
    Own(String),
    /// A holder's key.
    Holder(HolderId),
}

impl RootRow {
    fn context(&self) -> Vec<u8> {
        match self {
            Self::Own(name) => name.as_bytes().to_vec(),
            Self::Holder(holder) => context(*holder),
        }
    }
}

impl Vault {
    /// Makes the root key that the next change to a file brings, so that it can be carried to other machines and to a
    /// safe place beforehand.
    pub fn prepare_root(&self) -> Result<std::path::PathBuf, VaultError> {
        let _turn = self.0.roots.files.take_turn()?;
        self.0.roots.files.following()?;
        Ok(self.0.roots.files.next())
    }

    /// Wraps everything anew; may be cut off at any moment and called again, and fails nobody's call meanwhile.
    ///
    /// # Errors
    /// [`VaultError::Rotating`] when somebody else is at it; [`VaultError::RootUnavailable`] when the new root does not
    /// answer, or does not give back what it wraps. Whatever the error, the old root is still there.
    pub async fn rewrap(&self, to: NewRoot) -> Result<Rewrapped<'_>, VaultError> {
        let turn = (self.0.roots.files.take_turn()?, self.0.store.0.take_turn().await?);
        let root = self.new_root(to)?;
        self.0.roots.reload()?;
        self.follow_root().await?;
        let there = self.0.roots.present()?.root.id() == root.id();
        let mark = mark_of(root.as_ref());
        let but = if there && to == NewRoot::Elsewhere {
            NO_ROOT
        } else {
            mark
        };
        let mut keys = self.rewrap_own(&root, &but).await?;
        keys += self.rewrap_holders(&root, &but).await?;
        for _ in 0..ROUNDS {
            if !self.0.store.any_under_another(&mark).await? {
                return Ok(Rewrapped {
                    keys,
                    vault: self,
                    root,
                    to,
                    _turn: turn,
                });
            }
            keys += self.rewrap_own(&root, &mark).await?;
            keys += self.rewrap_holders(&root, &mark).await?;
        }
        Err(VaultError::Rotating)
    }

    fn new_root(&self, to: NewRoot) -> Result<Root, VaultError> {
        let nowhere = "no other keeper of it is set up; name one in the table [keys.transit] of nanoprompt.toml";
        match to {
            NewRoot::File => Ok(std::sync::Arc::new(self.0.roots.files.following()?)),
            NewRoot::Elsewhere => {
                let elsewhere = self.0.roots.elsewhere.clone();
                elsewhere.ok_or_else(|| VaultError::RootUnavailable(nowhere.to_owned()))
            }
        }
    }

    /// The installation's own keys, the check before all others.
    async fn rewrap_own(&self, root: &Root, but: &[u8; MARK]) -> Result<u64, VaultError> {
        let mut rows = self.0.store.own_not_under(but).await?;
        rows.sort_by_key(|(row, _)| *row != RootRow::Own(CHECK.to_owned()));
        let mut keys = 0;
        for row in rows {
            let is_check = row.0 == RootRow::Own(CHECK.to_owned());
            let rewrap = self.wrapped_anew(root, row).await?;
            keys += self.0.store.rewrap(&[rewrap]).await?;
            if is_check {
                self.follow_root().await?;
            }
        }
        Ok(keys)
    }

    async fn rewrap_holders(&self, root: &Root, but: &[u8; MARK]) -> Result<u64, VaultError> {
        let (mut keys, mut after) = (0, String::new());
        loop {
            let rows = self.0.store.holders_not_under(but, &after, TOGETHER).await?;
            let Some((RootRow::Holder(last), _)) = rows.last() else {
                return Ok(keys);
            };
            after = last.to_string();
            let mut rewraps = Vec::with_capacity(rows.len());
            for row in rows {
                rewraps.push(self.wrapped_anew(root, row).await?);
            }
            keys += self.0.store.rewrap(&rewraps).await?;
        }
    }

    /// A wrap by the new root that was seen to open again: the old one is going to be destroyed.
    async fn wrapped_anew(&self, root: &Root, (row, old): (RootRow, Vec<u8>)) -> Result<Rewrap, VaultError> {
        let context = row.context();
        let (_, key) = self
            .0
            .roots
            .open(&context, &old)
            .await?
            .ok_or(VaultError::WrongRootKey)?;
        let new = roots::wrap(root.as_ref(), &context, &key).await?;
        let again = Zeroizing::new(root.unwrap(&context, &new[MARK..]).await?);
        if *again != *key {
            let words = "it does not give back what it wraps; the old one stays in use";
            return Err(VaultError::RootUnavailable(words.to_owned()));
        }
        Ok(Rewrap { row, old, new })
    }
}

impl Rewrapped<'_> {
    /// Destroys the old root key, where it is a file. What it still opens, such as older copies of the key store, opens
    /// no more.
    pub async fn destroy_old(self) -> Result<u64, VaultError> {
        let parts = &self.vault.0;
        if parts.store.any_under_another(&mark_of(self.root.as_ref())).await? {
            // An older program that looks at no check has made one since.
            return Err(VaultError::Rotating);
        }
        let roots = &parts.roots;
        match self.to {
            NewRoot::File => roots.files.promote(self.root.id())?,
            NewRoot::Elsewhere => roots.files.destroy()?,
        }
        parts.store.clear_away().await;
        roots.reload()?;
        Ok(self.keys)
    }
}
