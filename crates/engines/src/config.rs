//! Providers as the operator writes them.

use std::path::PathBuf;

use serde::Deserialize;

/// One `[[provider]]` table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderTable {
    /// The first part of its models' names.
    pub id: String,
    /// The variable that holds its key.
    pub api_key_env: Option<String>,
    /// The file that holds its key.
    pub api_key_file: Option<PathBuf>,
}
