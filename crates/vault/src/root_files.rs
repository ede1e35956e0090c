//! The files of the root key: `root.key`, and `root.key.next` while everything is being wrapped anew.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use basics::Chance;

use crate::{
    VaultError,
    root_key::{KeyProvider, RootKeyFile, make, sync_folder_of},
};

/// How often a file is read again that another process is exchanging.
const READS: usize = 3;

pub(crate) struct RootFiles {
    folder: PathBuf,
    chance: Arc<Chance>,
}

impl RootFiles {
    pub(crate) fn new(folder: &Path, chance: Arc<Chance>) -> Self {
        let folder = folder.to_owned();
        Self { folder, chance }
    }

    pub(crate) fn current(&self) -> PathBuf {
        self.folder.join("root.key")
    }

    /// In the order in which one becomes the other, so that it is not missed on its way.
    pub(crate) fn exist(&self) -> bool {
        self.next().exists() || self.current().exists()
    }

    /// The root key, after it was made where there was none.
    pub(crate) fn first(&self) -> Result<RootKeyFile, VaultError> {
        self.made(&self.current())
    }

    /// The root key that is to follow; that of a change which was cut off, where there is one.
    pub(crate) fn following(&self) -> Result<RootKeyFile, VaultError> {
        self.made(&self.next())
    }

    /// Every key that there is, the present one first.
    pub(crate) fn read(&self) -> Result<Vec<RootKeyFile>, VaultError> {
        let mut read = Err(VaultError::WrongRootKey);
        for _ in 0..READS {
            read = self.read_once();
            if !matches!(read, Err(VaultError::DamagedRootKey { .. })) {
                break;
            }
        }
        read
    }

    /// Makes the key that was to follow the present one, and destroys the one that it replaces.
    pub(crate) fn promote(&self, id: &str) -> Result<(), VaultError> {
        let Some(next) = RootKeyFile::read(&self.next(), &self.chance)? else {
            return Ok(());
        };
        if next.id() != id {
            return Err(VaultError::WrongRootKey);
        }
        let replaced = hold(&self.current()).map_err(unavailable)?;
        fs::rename(self.next(), self.current()).map_err(unavailable)?;
        sync_folder_of(&self.current()).map_err(unavailable)?;
        replaced.map_or(Ok(()), overwrite).map_err(unavailable)
    }

    /// Destroys all of them, when the root key is elsewhere.
    pub(crate) fn destroy(&self) -> Result<(), VaultError> {
        for file in [self.next(), self.current()] {
            let Some(held) = hold(&file).map_err(unavailable)? else {
                continue;
            };
            fs::remove_file(&file).map_err(unavailable)?;
            sync_folder_of(&file).map_err(unavailable)?;
            overwrite(held).map_err(unavailable)?;
        }
        Ok(())
    }

    /// The right to change the root key, given back when it is dropped or the process ends.
    pub(crate) fn take_turn(&self) -> Result<File, VaultError> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(self.folder.join("rotating.lock")).map_err(unavailable)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(VaultError::Rotating),
            Err(TryLockError::Error(error)) => Err(unavailable(error)),
        }
    }

    pub(crate) fn next(&self) -> PathBuf {
        self.folder.join("root.key.next")
    }

    fn made(&self, file: &Path) -> Result<RootKeyFile, VaultError> {
        make(file, &self.chance).map_err(unavailable)?;
        let missing = || VaultError::Missing {
            file: file.display().to_string(),
        };
        RootKeyFile::read(file, &self.chance)?.ok_or_else(missing)
    }

    /// First the file that may become the other, so that a key on its way is seen in at least one place.
    fn read_once(&self) -> Result<Vec<RootKeyFile>, VaultError> {
        let next = RootKeyFile::read(&self.next(), &self.chance)?;
        let current = RootKeyFile::read(&self.current(), &self.chance)?;
        Ok(current.into_iter().chain(next).collect())
    }
}

/// The file held open, so that its bytes can still be reached when its name is gone.
fn hold(file: &Path) -> io::Result<Option<File>> {
    match OpenOptions::new().write(true).open(file) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Only after the name is gone: whoever reads by the name then finds a whole key or none. A disk that writes elsewhere
/// keeps the old bytes all the same; nothing is wrapped under them any more.
fn overwrite(mut held: File) -> io::Result<()> {
    let length = usize::try_from(held.metadata()?.len()).unwrap_or(0);
    held.write_all(&vec![0; length])?;
    held.sync_all()
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn unavailable(error: io::Error) -> VaultError {
    VaultError::Unavailable(error.to_string())
}
