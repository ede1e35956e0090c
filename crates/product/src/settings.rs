//! What the operator decides.

use engines::Rules;
use web_kit::{AddressBlock, Front, ProxyHeader};

use crate::{budgets::Budgets, limits::Limits, sign_up::LeastAge, tokens};

/// Settings that slices look at. The program reads them from its file, its flags and the environment.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address under which people reach the service, without a slash at its end.
    pub public_url: Option<String>,
    /// Who runs it (P-ROL-01).
    pub operator: Operator,
    /// Whether strangers may make accounts.
    pub sign_up: SignUp,
    /// From which age strangers may make accounts.
    pub least_age: LeastAge,
    /// Where anybody's words may go.
    pub rules: Rules,
    /// How much anybody may spend.
    pub budgets: Budgets,
    /// How often anybody may ask.
    pub limits: Limits,
    /// Whose word about where a request comes from counts.
    pub trusted_proxies: Vec<AddressBlock>,
    /// Which header they say it in.
    pub proxy_header: ProxyHeader,
    /// The SHA-256 of the secret with which figures are fetched.
    pub metrics_token: Option<[u8; 32]>,
    /// Origins that webhooks may lead to though they are no public https ones, such as `http://10.0.0.7:9000`.
    pub webhook_origins: Vec<String>,
}

impl Settings {
    /// The secret with which figures are fetched; only its hash is kept.
    #[must_use]
    pub fn with_metrics_token(mut self, token: &str) -> Self {
        self.metrics_token = Some(tokens::digest(token));
        self
    }

    /// What stands in front of the service.
    #[must_use]
    pub fn front(&self) -> Front {
        let host = self.public_url.as_deref().and_then(|url| url.split_once("://"));
        Front {
            authority: host.map(|(_, rest)| rest.split('/').next().unwrap_or_default().to_owned()),
            trusted_proxies: self.trusted_proxies.iter().copied().collect(),
            proxy_header: self.proxy_header,
        }
    }
}

/// Who runs the service, as the policy and the mails say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// A person's or a company's name.
    pub name: String,
    /// The postal address.
    pub address: String,
    /// Where questions about privacy go.
    pub contact: String,
}

/// Who may make an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUp {
    /// Anybody who reaches the page.
    Open,
    /// Only whom the operator makes an account for.
    Closed,
}

impl Default for Settings {
    fn default() -> Self {
        let operator = Operator {
            name: String::new(),
            address: String::new(),
            contact: String::new(),
        };
        Self {
            public_url: None,
            operator,
            sign_up: SignUp::Open,
            least_age: LeastAge::EVERYWHERE,
            rules: Rules::default(),
            budgets: Budgets::default(),
            limits: Limits::default(),
            trusted_proxies: Vec::new(),
            proxy_header: ProxyHeader::default(),
            metrics_token: None,
            webhook_origins: Vec::new(),
        }
    }
}
