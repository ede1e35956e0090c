//! Which folders and addresses are meant.

use std::path::PathBuf;

use store::DbAddress;

use crate::commands::Places;

/// The program could not tell where to keep things.
#[derive(Debug, thiserror::Error)]
#[error("there is no home folder to keep data in; name a folder with --data")]
pub struct NoFolder;

impl Places {
    /// The data folder, by default the platform's.
    pub fn data_folder(&self) -> Result<PathBuf, NoFolder> {
        self.data.clone().or_else(platform_folder).ok_or(NoFolder)
    }

    /// The key folder, by default inside the data folder.
    pub fn key_folder(&self) -> Result<PathBuf, NoFolder> {
        self.keys
            .clone()
            .map_or_else(|| Ok(self.data_folder()?.join("keys")), Ok)
    }

    /// The database.
    pub fn database(&self) -> Result<DbAddress, NoFolder> {
        match &self.database_url {
            Some(url) => Ok(DbAddress::Postgres(url.clone())),
            None => Ok(DbAddress::Sqlite(self.data_folder()?.join("nanoprompt.db"))),
        }
    }
}

/// The XDG Base Directory Specification on Linux, and what is usual elsewhere.
fn platform_folder() -> Option<PathBuf> {
    let home = std::env::home_dir();
    if cfg!(target_os = "macos") {
        return Some(home?.join("Library/Application Support/nanoprompt"));
    }
    let named = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    Some(named.or_else(|| Some(home?.join(".local/share")))?.join("nanoprompt"))
}
