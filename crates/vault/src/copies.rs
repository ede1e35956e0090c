//! What leaves the key folder on purpose: the seal of backups, and copies of the key store that are kept apart from them.

use std::path::Path;

use basics::Time;

use crate::{
    Vault, VaultError, cipher,
    key_store::KeyStore,
    rows::{Rows, values},
};

/// How a copy's file name begins and ends.
const COPY: (&str, &str) = ("keys-", ".db");

impl Vault {
    /// Seals a part of a backup; it opens only under the same name, with the keys of this installation.
    pub fn seal_part(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        cipher::seal(&self.0.backup, &self.0.chance, name.as_bytes(), plain)
    }

    /// Opens a part of a backup.
    pub fn open_part(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        cipher::open(&self.0.backup, name.as_bytes(), sealed)
    }

    /// Writes a copy of the key store, without the root key, into a folder, and removes all but the newest few there:
    /// an old copy still opens what was erased since. Gives the copy's name.
    pub async fn copy_keys(&self, to: &Path, now: Time, keep: usize) -> Result<String, VaultError> {
        let failed = |error: std::io::Error| VaultError::Unavailable(error.to_string());
        tokio::fs::create_dir_all(to).await.map_err(failed)?;
        let name = format!("{}{:015}{}", COPY.0, now.millis(), COPY.1);
        self.0.store.copy_to(&to.join(&name)).await?;
        let mut copies = Vec::new();
        let mut entries = tokio::fs::read_dir(to).await.map_err(failed)?;
        while let Some(entry) = entries.next_entry().await.map_err(failed)? {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(COPY.0) && name.ends_with(COPY.1) {
                copies.push(name);
            }
        }
        copies.sort_unstable();
        for old in copies.iter().rev().skip(keep.max(1)) {
            tokio::fs::remove_file(to.join(old)).await.map_err(failed)?;
        }
        Ok(name)
    }
}

impl KeyStore {
    /// A copy is a file, whatever the store is. It has its name only when it is whole.
    async fn copy_to(&self, file: &Path) -> Result<(), VaultError> {
        if let Rows::Sqlite(_) = self.0 {
            let values = values![file.display().to_string()];
            return self.0.all("VACUUM INTO $1", values).await.map(|_| ());
        }
        let failed = |error: std::io::Error| VaultError::Unavailable(error.to_string());
        let unfinished = file.with_extension("unfinished");
        match tokio::fs::remove_file(&unfinished).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let copy = Self::open(&unfinished).await?;
        self.pour_into(&copy).await?;
        copy.close().await;
        tokio::fs::rename(&unfinished, file).await.map_err(failed)
    }
}
