//! A promise's file, as far as the machines of the house read it.

use std::{fs, io, path::Path};

use serde::Deserialize;

/// What a promise's file claims.
#[derive(Debug, Clone, Deserialize)]
pub struct Promise {
    /// `P-RET-04`.
    pub id: String,
    /// `proven`, `partly` or `not yet`.
    pub state: String,
    /// The places in the code that keep it.
    #[serde(default)]
    pub guards: Vec<Guard>,
    /// The tests that show it, as `module::name`.
    pub tests: Vec<String>,
}

/// A place in the code that keeps a promise.
#[derive(Debug, Clone, Deserialize)]
pub struct Guard {
    /// As `guard!` names it.
    pub name: String,
    /// The tests that fail when it is taken away.
    pub red: Vec<String>,
}

/// Reads every file in `promises/`, by id.
pub fn read_all(root: &Path) -> io::Result<Vec<Promise>> {
    let mut promises = Vec::new();
    for entry in fs::read_dir(root.join("promises"))? {
        let path = entry?.path();
        let promise: Promise = toml::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        promises.push(promise);
    }
    promises.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(promises)
}
