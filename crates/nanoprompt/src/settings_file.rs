//! `nanoprompt.toml`: the operator, sign-up, and the providers.

mod tables;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use ::darkroom::Darkroom;
use basics::{Chance, Clock, Region, Span};
use egress::{Egress, Rule};
use engines::{ProviderTable, Registry, RouteError, RouteTable, Rules, Secret};
use privacy::guard;
use product::{Operator, Settings, SignUp, backups::BackupPlan, limits::Limit, sign_up::LeastAge};
use serde::Deserialize;
use store::Objects;
use vault::KeyProvider;
use web_kit::{AddressBlock, ProxyHeader};

use tables::{BackupTable, BlockText, BudgetsTable, ProxyHeaderWord, RulesTable, SignUpWord, WebhooksTable};
pub use tables::{LimitsTable, OperatorTable, TlsTable};

use crate::{
    darkroom::Limits,
    departures::ToTheLog,
    transit::{KeysTable, TransitError},
};

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsFile {
    pub public_url: Option<String>,
    sign_up: Option<SignUpWord>,
    region: Option<Region>,
    offered_in: Vec<String>,
    least_age: Option<u8>,
    pub operator: Option<OperatorTable>,
    pub tls: Option<TlsTable>,
    trusted_proxies: Vec<BlockText>,
    proxy_header: ProxyHeaderWord,
    pub metrics_token: Option<SecretText>,
    pub limits: LimitsTable,
    rules: RulesTable,
    budgets: BudgetsTable,
    pub provider: Vec<ProviderTable>,
    route: Vec<RouteTable>,
    backup: Option<BackupTable>,
    darkroom: Limits,
    pub keys: KeysTable,
    webhooks: WebhooksTable,
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
    /// Nobody can keep the root key as it says.
    #[error(transparent)]
    Keys(#[from] TransitError),
    /// Backups cannot go there.
    #[error("backups cannot go where [backup] says: {0}")]
    Backup(String),
    /// The law of some country.
    #[error(transparent)]
    Country(#[from] product::sign_up::UnknownCountry),
    /// Webhooks cannot lead there.
    #[error("[webhooks] names {0:?}, which is no origin such as \"http://10.0.0.7:9000\"")]
    Webhooks(String),
    /// A route cannot be used.
    #[error(transparent)]
    Route(#[from] RouteError),
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
        let Some(file) = Self::place(named) else {
            return Ok(Self::default());
        };
        let name = file.display().to_string();
        let text = std::fs::read_to_string(&file).map_err(|error| SettingsError::Unreadable {
            file: name.clone(),
            error,
        })?;
        toml::from_str(&text).map_err(|error| SettingsError::Wrong { file: name, error })
    }

    /// Where backups go, if anywhere.
    pub fn backups(&self, data: &Path) -> Result<Option<BackupPlan>, SettingsError> {
        let Some(table) = &self.backup else { return Ok(None) };
        let refuse = |reason: &str| Err(SettingsError::Backup(reason.to_owned()));
        if table
            .keys
            .as_deref()
            .is_some_and(|keys| keys.starts_with(&table.folder))
        {
            return refuse("keys must be another place than folder, or one thief has both");
        }
        if !guard!("P-STO-04/region", table.region == self.region) {
            return refuse(
                "backups stay in the region of the service: write the same region into [backup] and above it",
            );
        }
        if table.every_hours == 0 || table.keep == 0 {
            return refuse("every_hours and keep must be at least 1");
        }
        let target = Objects::folder(&table.folder).map_err(|error| SettingsError::Backup(error.to_string()))?;
        Ok(Some(BackupPlan {
            target,
            every: Span::hours(table.every_hours.into()),
            keep: table.keep,
            keys: table.keys.clone(),
            scratch: data.join("scratch"),
        }))
    }

    /// Who keeps the root key, or is to keep it, if it is not the key folder.
    pub fn keeper(&self, clock: Arc<dyn Clock>) -> Result<Option<Arc<dyn KeyProvider>>, SettingsError> {
        let Some(table) = &self.keys.transit else {
            return Ok(None);
        };
        Ok(Some(Arc::new(table.open(clock, Arc::new(ToTheLog))?)))
    }

    /// Where the file is, if there is one.
    pub fn place(named: Option<&Path>) -> Option<PathBuf> {
        let usual = PathBuf::from("nanoprompt.toml");
        named.map(Path::to_owned).or_else(|| usual.is_file().then_some(usual))
    }

    /// What a sealed-off process is given.
    pub const fn darkroom(&self) -> Limits {
        self.darkroom
    }

    /// From which age strangers may make accounts.
    pub fn least_age(&self) -> Result<LeastAge, SettingsError> {
        let by_law = LeastAge::where_offered(&self.offered_in)?;
        Ok(self
            .least_age
            .map_or(by_law, |years| by_law.max(LeastAge::years(years))))
    }

    /// Where anybody's words may go.
    pub fn rules(&self) -> Rules {
        Rules::from(&self.rules)
    }

    /// What the slices look at.
    pub fn product(&self) -> Result<Settings, SettingsError> {
        let mut settings = Settings {
            least_age: self.least_age()?,
            public_url: self
                .public_url
                .as_deref()
                .map(|url| url.trim_end_matches('/').to_owned()),
            limits: product::limits::Limits {
                address: Limit(self.limits.address_per_minute.get().into()),
                account: Limit(self.limits.account_per_minute.get().into()),
                key: Limit(self.limits.key_per_minute.get().into()),
            },
            rules: self.rules(),
            budgets: product::budgets::Budgets {
                account: self.budgets.account,
                workspace: self.budgets.workspace,
            },
            trusted_proxies: self.trusted_proxies(),
            proxy_header: match self.proxy_header {
                ProxyHeaderWord::XForwardedFor => ProxyHeader::XForwardedFor,
                ProxyHeaderWord::Forwarded => ProxyHeader::Forwarded,
            },
            webhook_origins: self.webhook_origins()?,
            ..Settings::default()
        };
        if let Some(OperatorTable { name, address, contact }) = &self.operator {
            settings.operator = Operator {
                name: name.clone(),
                address: address.clone(),
                contact: contact.clone(),
            };
        }
        if matches!(self.sign_up, Some(SignUpWord::Closed)) {
            settings.sign_up = SignUp::Closed;
        }
        Ok(match &self.metrics_token {
            Some(token) => settings.with_metrics_token(token.text()),
            None => settings,
        })
    }

    /// Where webhooks may lead though it is no public place.
    fn webhook_origins(&self) -> Result<Vec<String>, SettingsError> {
        let origins = &self.webhooks.origins;
        match origins.iter().find(|origin| Rule::operator("webhook", origin).is_err()) {
            Some(wrong) => Err(SettingsError::Webhooks(wrong.clone())),
            None => Ok(origins.clone()),
        }
    }

    /// Whose word about the client counts.
    pub fn trusted_proxies(&self) -> Vec<AddressBlock> {
        self.trusted_proxies.iter().map(|block| block.0).collect()
    }
}

/// A secret in the settings; nothing prints it.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct SecretText(String);

impl SecretText {
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret")
    }
}

/// The built-in engine and every provider of the file.
pub fn engines(
    file: &SettingsFile,
    egress: &Arc<Egress>,
    chance: &Arc<Chance>,
    darkroom: Darkroom,
) -> Result<Registry, SettingsError> {
    let mut registry = Registry::new();
    let built_in = engines::atelier::Atelier::new(chance.clone(), darkroom);
    registry
        .add(Arc::new(built_in))
        .map_err(|error| wrong("atelier", error.to_string()))?;
    add_providers(&mut registry, file, egress, chance)?;
    for route in &file.route {
        registry.add_route(route)?;
    }
    Ok(registry)
}

/// The one door out, whose every use goes to the log.
pub fn egress(clock: Arc<dyn Clock>) -> Result<Arc<Egress>, SettingsError> {
    let egress = Egress::new(egress::Limits::default(), clock, Arc::new(ToTheLog));
    egress.map(Arc::new).map_err(|error| wrong("every", error.to_string()))
}

fn add_providers(
    registry: &mut Registry,
    file: &SettingsFile,
    egress: &Arc<Egress>,
    chance: &Arc<Chance>,
) -> Result<(), SettingsError> {
    for table in &file.provider {
        let engine = engines::build(table, secret(table)?, egress.clone(), chance.clone())
            .map_err(|error| wrong(&table.id, error.to_string()))?;
        registry
            .add(engine)
            .map_err(|error| wrong(&table.id, error.to_string()))?;
    }
    Ok(())
}

fn wrong(provider: &str, reason: String) -> SettingsError {
    SettingsError::Provider {
        provider: provider.to_owned(),
        reason,
    }
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

#[cfg(test)]
mod tests;
