//! `nanoprompt.toml`: the operator, sign-up, and the providers.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use ::darkroom::Darkroom;
use basics::{Chance, Clock};
use egress::{Departure, Egress, Recorder};
use engines::{ProviderTable, Registry, Secret};
use product::{Operator, Settings, SignUp};
use serde::Deserialize;

use crate::darkroom::Limits;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsFile {
    public_url: Option<String>,
    sign_up: Option<SignUpWord>,
    operator: Option<OperatorTable>,
    darkroom: Limits,
    provider: Vec<ProviderTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OperatorTable {
    name: String,
    contact: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SignUpWord {
    Open,
    Closed,
}

/// The file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It cannot be read.
    #[error("the settings file {file} cannot be read: {error}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// It is not such a file.
    #[error("the settings file {file} is wrong: {error}")]
    Wrong {
        /// Which file.
        file: String,
        /// Where and why.
        error: toml::de::Error,
    },
    /// A provider's secret is not there.
    #[error("the provider {provider} wants its key from {place}, and there is none")]
    NoSecret {
        /// Which provider.
        provider: String,
        /// Where it was looked for.
        place: String,
    },
    /// A provider cannot be used.
    #[error("the provider {provider} cannot be used: {reason}")]
    Provider {
        /// Which provider.
        provider: String,
        /// Why.
        reason: String,
    },
}

impl SettingsFile {
    /// The named file; or `nanoprompt.toml` in the present folder, where there is one; or nothing.
    pub fn read(named: Option<&Path>) -> Result<Self, SettingsError> {
        let usual = PathBuf::from("nanoprompt.toml");
        let file = match named {
            Some(file) => file,
            None if usual.is_file() => &usual,
            None => return Ok(Self::default()),
        };
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| SettingsError::Unreadable {
            file: name.clone(),
            error,
        })?;
        toml::from_str(&text).map_err(|error| SettingsError::Wrong { file: name, error })
    }

    /// What a sealed-off process is given.
    pub const fn darkroom(&self) -> Limits {
        self.darkroom
    }

    /// What the slices look at.
    pub fn product(&self) -> Settings {
        let mut settings = Settings {
            public_url: self.public_url.clone(),
            ..Settings::default()
        };
        if let Some(OperatorTable { name, contact }) = &self.operator {
            settings.operator = Operator {
                name: name.clone(),
                contact: contact.clone(),
            };
        }
        if matches!(self.sign_up, Some(SignUpWord::Closed)) {
            settings.sign_up = SignUp::Closed;
        }
        settings
    }
}

/// The built-in engine and every provider of the file.
pub fn engines(
    file: &SettingsFile,
    clock: Arc<dyn Clock>,
    chance: Arc<Chance>,
    darkroom: Darkroom,
) -> Result<Registry, SettingsError> {
    let wrong = |provider: &str, reason: String| SettingsError::Provider {
        provider: provider.to_owned(),
        reason,
    };
    let mut registry = Registry::new();
    let built_in = engines::atelier::Atelier::new(chance, darkroom);
    registry
        .add(Arc::new(built_in))
        .map_err(|error| wrong("atelier", error.to_string()))?;
    if file.provider.is_empty() {
        return Ok(registry);
    }
    let egress = Egress::new(egress::Limits::default(), clock, Arc::new(ToTheLog))
        .map_err(|error| wrong("every", error.to_string()))?;
    let egress = Arc::new(egress);
    for table in &file.provider {
        let engine = engines::config::build(table, secret(table)?, egress.clone())
            .map_err(|error| wrong(&table.id, error.to_string()))?;
        registry
            .add(engine)
            .map_err(|error| wrong(&table.id, error.to_string()))?;
    }
    Ok(registry)
}

/// Only the program reads the environment and files of secrets.
#[expect(
    clippy::disallowed_methods,
    reason = "the settings name the variable that holds the key"
)]
fn secret(table: &ProviderTable) -> Result<Option<Secret>, SettingsError> {
    let missing = |place: String| SettingsError::NoSecret {
        provider: table.id.clone(),
        place,
    };
    if let Some(variable) = &table.api_key_env {
        let value = std::env::var(variable).map_err(|_| missing(format!("the variable {variable}")))?;
        return Ok(Some(Secret::new(value)));
    }
    if let Some(file) = &table.api_key_file {
        let value = std::fs::read_to_string(file).map_err(|_| missing(format!("the file {}", file.display())))?;
        return Ok(Some(Secret::new(value.trim().to_owned())));
    }
    Ok(None)
}

/// Departures go to the log: host, status and bytes, never contents.
struct ToTheLog;

impl Recorder for ToTheLog {
    fn record(&self, departure: Departure) {
        tracing::info!(
            rule = %departure.rule,
            host = %departure.host,
            status = departure.status,
            sent_bytes = departure.sent_bytes,
            received_bytes = departure.received_bytes,
            "left"
        );
    }
}
