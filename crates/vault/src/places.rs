//! Where an installation's keys are.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{VaultError, key_store::KeyStore, root_files::RootFiles, root_key::KeyProvider, roots::CHECK};

/// Where an installation's keys are.
#[derive(Clone)]
pub struct KeyPlaces {
    /// The folder of `root.key`, and of `keys.db` unless the key store is elsewhere; made where there is none.
    pub folder: PathBuf,
    /// A `PostgreSQL` database for the key store, another than that of the data.
    pub url: Option<String>,
    /// Who keeps the root key, or is to keep it from the next change on. A fresh key store is put under that one at once.
    pub elsewhere: Option<Arc<dyn KeyProvider>>,
}

impl KeyPlaces {
    /// Everything in a folder.
    #[must_use]
    pub fn folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            url: None,
            elsewhere: None,
        }
    }

    /// Puts a copy of a key store into one that is empty, as after a loss, or to move it from a folder to a database.
    ///
    /// # Errors
    /// [`VaultError::NotEmpty`] when there are keys in it.
    pub async fn load(&self, copy: &Path) -> Result<(), VaultError> {
        make_folder(&self.folder)?;
        if !copy.is_file() {
            return Err(missing(copy));
        }
        let store = match &self.url {
            Some(url) => KeyStore::connect(url).await?,
            None => KeyStore::open(&self.file()).await?,
        };
        if store.root(CHECK).await?.is_some() {
            return Err(VaultError::NotEmpty);
        }
        let copy = KeyStore::open(copy).await?;
        copy.verify().await?;
        if copy.root(CHECK).await?.is_none() {
            return Err(VaultError::Damaged("the copy is no key store".to_owned()));
        }
        copy.pour_into(&store).await?;
        copy.close().await;
        store.close().await;
        Ok(())
    }

    /// One without the other, root key and store, means that a copy was put back in part; a fresh one in its place would
    /// look like a store whose every key was destroyed.
    pub(crate) async fn open(&self, files: &RootFiles) -> Result<KeyStore, VaultError> {
        make_folder(&self.folder)?;
        let Some(url) = &self.url else {
            match (files.exist(), self.file().exists()) {
                (true, false) => return Err(missing(&self.file())),
                (false, true) if self.elsewhere.is_none() => return Err(missing(&files.current())),
                _ => return KeyStore::open(&self.file()).await,
            }
        };
        let store = KeyStore::connect(url).await?;
        match (files.exist(), store.root(CHECK).await?.is_some()) {
            (true, false) => Err(VaultError::Empty),
            (false, true) if self.elsewhere.is_none() => Err(missing(&files.current())),
            _ => Ok(store),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("keys.db")
    }
}

fn missing(file: &Path) -> VaultError {
    VaultError::Missing {
        file: file.display().to_string(),
    }
}

fn make_folder(folder: &Path) -> Result<(), VaultError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| VaultError::Unavailable(error.to_string()))
}
