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

/// Whether two addresses lead to one database, as far as they show.
pub fn is_same_database(one: &str, other: &str) -> bool {
    database_of(one) == database_of(other)
}

/// Host, port and name.
fn database_of(url: &str) -> (String, &str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let place = rest.split('?').next().unwrap_or_default();
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let (authority, name) = place.split_once('/').unwrap_or((place, ""));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, "5432"),
    };
    let host = host.to_lowercase().replace("localhost", "127.0.0.1");
    (host, port, name)
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

#[cfg(test)]
mod tests {
    use super::is_same_database;

    #[test]
    fn one_database_under_two_addresses_is_seen() {
        let data = "postgres://app:secret@db.example/studio";
        for same in [data, "postgresql://keys@DB.example:5432/studio?sslmode=verify-full"] {
            assert!(is_same_database(data, same), "{same}");
        }
        for other in [
            "postgres://app:secret@db.example/keys",
            "postgres://app:secret@db.example:5433/studio",
            "postgres://app:secret@keys.example/studio",
        ] {
            assert!(!is_same_database(data, other), "{other}");
        }
        assert!(is_same_database(
            "postgres://localhost/a",
            "postgres://127.0.0.1:5432/a"
        ));
    }
}
