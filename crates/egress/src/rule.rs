//! Where bytes may go.

use std::{fmt, sync::Arc};

use url::Url;

use crate::{EgressError, Refusal, guard};

/// Where bytes may go. Cheap to clone; the base URL is parsed once.
#[derive(Clone)]
pub struct Rule(Arc<Inner>);

struct Inner {
    id: Arc<str>,
    base: Option<Base>,
}

/// An operator's configured origin.
pub(crate) struct Base {
    pub(crate) url: Url,
    pub(crate) host: Arc<str>,
}

impl Rule {
    /// A base URL that the operator configured; it may be private or loopback. Only this scheme, host and port, and
    /// redirects to public https addresses, which get no credentials.
    ///
    /// Refused are other schemes than http and https, credentials, queries and fragments in the base URL.
    pub fn operator(id: &str, base_url: &str) -> Result<Self, EgressError> {
        let mut url = Url::parse(base_url).map_err(|_| EgressError::Refused(Refusal::NotAnAddress))?;
        guard::operator_base(&url).map_err(EgressError::Refused)?;
        if !url.path().ends_with('/') {
            let folder = format!("{}/", url.path());
            url.set_path(&folder);
        }
        let host = guard::host_and_port(&url);
        Ok(Self(Arc::new(Inner {
            id: id.into(),
            base: Some(Base { url, host }),
        })))
    }

    /// Any https address with a public host.
    #[must_use]
    pub fn public(id: &str) -> Self {
        Self(Arc::new(Inner {
            id: id.into(),
            base: None,
        }))
    }

    /// The rule's id, as it is recorded.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The operator's base URL, ending with a slash.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        self.base().map(|base| base.url.as_str())
    }

    /// Whether an address has the operator's scheme, host and port.
    #[must_use]
    pub fn same_origin(&self, address: &str) -> bool {
        let Some(base) = self.base() else { return false };
        Url::parse(address).is_ok_and(|url| guard::same_origin(&url, &base.url))
    }

    pub(crate) fn shared_id(&self) -> Arc<str> {
        Arc::clone(&self.0.id)
    }

    pub(crate) fn base(&self) -> Option<&Base> {
        self.0.base.as_ref()
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.0.id)
    }
}
