//! The tables of the settings file.

use std::{num::NonZeroU32, path::PathBuf};

use basics::{Budget, Credits, Region};
use engines::Rules;
use serde::Deserialize;
use web_kit::{AddressBlock, AddressBlockError};

/// Where backups go, and how often.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BackupTable {
    pub(super) folder: PathBuf,
    #[serde(default = "daily")]
    pub(super) every_hours: u32,
    #[serde(default = "fortnight")]
    pub(super) keep: usize,
    /// Where copies of the key store go: another place than `folder`.
    pub(super) keys: Option<PathBuf>,
    /// Where in the world the folder is.
    pub(super) region: Option<Region>,
}

/// Where anybody's words may go.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RulesTable {
    local_only: bool,
    no_training: bool,
    pub(super) regions: Vec<Region>,
    pub(super) longest_kept_days: Option<u32>,
    pub(super) providers: Vec<String>,
    /// For one output, such as `"0.04"` credits.
    pub(super) max_price: Option<Credits>,
}

/// How much anybody may spend.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BudgetsTable {
    /// Each account, such as `{ credits = "20", per = "month" }`.
    pub(super) account: Option<Budget>,
    /// Each workspace.
    pub(super) workspace: Option<Budget>,
}

/// Where webhooks may lead.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WebhooksTable {
    /// Beside public https addresses, these, such as `"http://10.0.0.7:9000"`.
    pub(super) origins: Vec<String>,
}

impl From<&RulesTable> for Rules {
    fn from(table: &RulesTable) -> Self {
        Self {
            local_only: table.local_only,
            no_training: table.no_training,
            regions: table.regions.clone(),
            longest_kept: table.longest_kept_days,
            providers: table.providers.clone(),
            max_price: table.max_price,
        }
    }
}

const fn daily() -> u32 {
    24
}

const fn fortnight() -> usize {
    14
}

/// How much anybody may ask for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsTable {
    pub(super) address_per_minute: NonZeroU32,
    pub(super) account_per_minute: NonZeroU32,
    pub(super) key_per_minute: NonZeroU32,
    pub connections: NonZeroU32,
    pub connections_per_address: NonZeroU32,
}

impl Default for LimitsTable {
    fn default() -> Self {
        let often = NonZeroU32::MIN.saturating_add(5_999);
        Self {
            address_per_minute: often,
            account_per_minute: often,
            key_per_minute: often,
            connections: NonZeroU32::MIN.saturating_add(2_047),
            connections_per_address: NonZeroU32::MIN.saturating_add(255),
        }
    }
}

/// Where the certificate is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsTable {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// A block of addresses as it is written.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct BlockText(pub(super) AddressBlock);

impl TryFrom<String> for BlockText {
    type Error = AddressBlockError;

    fn try_from(text: String) -> Result<Self, AddressBlockError> {
        text.parse().map(Self)
    }
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ProxyHeaderWord {
    #[default]
    XForwardedFor,
    Forwarded,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorTable {
    pub name: String,
    #[serde(default)]
    pub address: String,
    pub contact: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SignUpWord {
    Open,
    Closed,
}
