//! One worker process for one SQLite folder.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::Path,
};

use thiserror::Error;

/// Held by the process that serves or works on a data folder; released when it ends, however it ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

/// The folder cannot be had.
#[derive(Debug, Error)]
pub enum FolderBusy {
    /// Another process serves it.
    #[error(
        "another nanoprompt process is serving this data folder; stop it first, or choose another folder with --data"
    )]
    Taken,
    /// The folder cannot be written.
    #[error("the data folder cannot be written: {0}; check its permissions, or choose another with --data")]
    Unwritable(#[from] io::Error),
}

impl FolderLock {
    /// Takes the folder, or says why not.
    pub fn take(folder: &Path) -> Result<Self, FolderBusy> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("serving.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(FolderBusy::Taken),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
